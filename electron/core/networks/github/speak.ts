import { z } from 'zod'
import type { ItemKind } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type {
  FetchedItem,
  Json,
  NetworkAccount,
  NetworkContext,
  Page,
  ReplyDefaults,
  ReplyWay,
  Speech,
} from '../types.ts'
import { clientOf, factsOf, nextPage, type Client } from './client.ts'
import { addComment, addReaction, removeReaction } from './discussion-documents.ts'
import { answerItem, discussionById, discussionItems, wireAnswer, withoutBelow } from './discussions.ts'
import { itemsByRef, nodeOf } from './items.ts'
import { commentItem, linePlace, refSpaceOf } from './parse.ts'
import { placeOf, type Place } from './ref.ts'
import { isoOf } from './subjects.ts'
import { readList, readOne, wireComment } from './wire.ts'

/** Answers, and the thumb up. */

const repeatMs = 86_400_000

export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx, account)
  const refSpace = refSpaceOf(client.viewer.origin)
  if (speech.inReplyTo === undefined)
    throw new Failure('not-supported', 'Earshot answers on GitHub; it opens no issues by itself.')
  const place = placeOf(speech.inReplyTo.ref)
  const before =
    speech.attempt === 1 ? undefined : await saidBefore(client, place, speech.text, ctx.clock.now())
  return { item: before ?? (await say(client, place, speech.text)), refSpace }
}

/** Where comments on something are, and how a new one is made there. */
interface Spot {
  list: string
  post: string
  placeOf(id: string): Place
}

function spotOf(place: Exclude<Place, { type: 'discussion' | 'answer' }>): Spot {
  const { repo } = place
  if (place.type === 'commit') {
    const path = `/repos/${repo}/commits/${place.sha}/comments`
    return { list: path, post: path, placeOf: (id) => ({ type: 'commit', repo, sha: place.sha, id }) }
  }
  const { number } = place
  if (place.type === 'line') {
    const top = place.top ?? place.id
    const list = `/repos/${repo}/pulls/${String(number)}/comments`
    return {
      list,
      post: `${list}/${top}/replies`,
      placeOf: (id) => ({ type: 'line', repo, number, id, top }),
    }
  }
  const path = `/repos/${repo}/issues/${String(number)}/comments`
  return { list: path, post: path, placeOf: (id) => ({ type: 'comment', repo, number, id }) }
}

async function say(client: Client, place: Place, text: string): Promise<FetchedItem> {
  if (place.type === 'discussion' || place.type === 'answer') return sayInTalk(client, place, text)
  const spot = spotOf(place)
  const { data } = await client.rest(spot.post, { method: 'POST', json: { body: text } })
  const read = readOne(wireComment, data, 'the new comment')
  return commentItem(read, spot.placeOf(read.node.id), client.viewer)
}

const added = z.looseObject({ addDiscussionComment: z.looseObject({ comment: z.unknown() }) })

/** In discussions answers stand one level below a comment. */
async function sayInTalk(
  client: Client,
  place: Place & { type: 'discussion' | 'answer' },
  text: string,
): Promise<FetchedItem> {
  const input: Record<string, string> = { discussionId: place.node, body: text }
  if (place.type === 'answer') input['replyToId'] = place.comment
  const data = await client.graphql(addComment, { input })
  const { comment } = readOne(added, data, 'the new comment').node.addDiscussionComment
  const read = readOne(wireAnswer, comment, 'the new comment')
  const { repo, number, node } = place
  const where: Place =
    place.type === 'answer'
      ? { type: 'answer', repo, number, node, comment: place.comment, reply: read.node.id }
      : { type: 'answer', repo, number, node, comment: read.node.id }
  return answerItem(read.node, withoutBelow(read.raw), where, client.viewer)
}

/** GitHub knows no key of ours: a try that may have arrived is looked for among what we said there lately. */
async function saidBefore(
  client: Client,
  place: Place,
  text: string,
  nowMs: number,
): Promise<FetchedItem | undefined> {
  const sinceMs = nowMs - repeatMs
  const items =
    place.type === 'discussion' || place.type === 'answer'
      ? discussionItems(await discussionById(client, place.node), client.viewer).items
      : await lately(client, spotOf(place), sinceMs)
  const wanted = sameWords(text)
  return items.find(
    (item) => item.mine && item.createdMs >= sinceMs && sameWords(bodyOf(item.raw)) === wanted,
  )
}

async function lately(client: Client, spot: Spot, sinceMs: number): Promise<FetchedItem[]> {
  const items: FetchedItem[] = []
  for (let page: number | undefined = 1, asked = 0; page !== undefined && asked < 5; asked += 1) {
    const { data, answer } = await client.rest(spot.list, {
      query: { since: isoOf(sinceMs), per_page: '100', page: String(page) },
    })
    for (const read of readList(wireComment, data)) {
      const place = spot.placeOf(read.node.id)
      const where = place.type === 'line' ? linePlace(read.node, place.repo, place.number) : place
      items.push(commentItem(read, where, client.viewer))
    }
    page = nextPage(answer)
  }
  return items
}

function sameWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

function bodyOf(raw: Json): string {
  return isRecord(raw) && typeof raw['body'] === 'string' ? raw['body'] : ''
}

/** Puts our thumb up or takes it down. Answers with the item as it is then. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  what: ItemAct,
  item: { remoteId: string; ref: string; raw: Json },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (what !== 'like' && what !== 'unlike')
    throw new Failure('not-supported', 'On GitHub Earshot can react with a thumb up, nothing else.')
  const client = clientOf(ctx, account)
  const subjectId = subjectIdOf(item)
  await client.graphql(what === 'like' ? addReaction : removeReaction, { subjectId })
  const now = await itemsByRef(client, [item.ref])
  return { items: [...now.values()], refSpace: refSpaceOf(client.viewer.origin) }
}

/** The GraphQL id, which REST answers carry too. */
function subjectIdOf({ ref, raw }: { ref: string; raw: Json }): string {
  const place = placeOf(ref)
  if (place.type === 'discussion' || place.type === 'answer') return nodeOf(place)
  const id = isRecord(raw) ? raw['node_id'] : undefined
  if (typeof id === 'string' && id !== '') return id
  throw new Failure('not-supported', 'GitHub did not say how to react to this. Open it there.')
}

/** Pure. */
export function replyWay(
  _account: NetworkAccount | null,
  { raw }: { kind: ItemKind; raw: Json; direct: boolean },
): ReplyWay {
  if (isRecord(raw) && raw['locked'] === true)
    return {
      way: 'browser',
      reason: 'This conversation is locked: only people of the repository may answer.',
    }
  return { way: 'api' }
}

/** Pure. In an issue who is answered is named; in a thread of a review or discussion the place says it. */
export function replyDefaults(
  account: NetworkAccount,
  item: { raw: Json; authorHandle: string },
): ReplyDefaults {
  const { raw, authorHandle } = item
  // Comments on lines and commits, and everything in discussions; a review as a whole is answered in the issue.
  const isThreaded =
    isRecord(raw) && ('__typename' in raw || ('commit_id' in raw && !('submitted_at' in raw)))
  const isUs = authorHandle.toLowerCase() === `@${factsOf(account)?.login ?? ''}`.toLowerCase()
  const isNobody = authorHandle === '@ghost'
  return { text: isThreaded || isUs || isNobody ? '' : `${authorHandle} `, visibilities: [] }
}

/** Pure. The page where it is answered by hand. */
export function handOff(item: { url?: string | undefined }): string | undefined {
  return item.url
}

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
