import type { ItemKind } from '#shared/domain/item'
import type { TextRule } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import type {
  FetchedItem,
  Json,
  NetworkAccount,
  NetworkContext,
  ReplyDefaults,
  ReplyWay,
  Speech,
} from '../types.ts'
import { refuseBroken } from '../refuse-text.ts'
import { clientOf, factsOf, type Client } from './client.ts'
import { commentFields, instagramCommentFields } from './fields.ts'
import { instagramScope } from './instagram.ts'
import { commentItem } from './parse.ts'
import { instagramCommentItem } from './parse-instagram.ts'
import { refSpace, viewerOf } from './pull.ts'
import { nodeOf, placeOf, type Place } from './ref.ts'
import { missingForInstagram, scopeWords } from './scopes.ts'
import { readEdge, readNode, readOne, wireComment, wireId, wireInstagramComment } from './wire.ts'

/** Answers. */

const speakScope = 'pages_manage_engagement'
/** Of comments on Instagram; those on Facebook have the manifest's rule. */
const instagramRule: TextRule = { unit: 'codepoints', max: 300, maxHashtags: 4, maxLinks: 1 }

/** Comments below the item answered. Replies stand one level deep, so an answer to a reply stands beside it. */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx, account)
  if (speech.inReplyTo === undefined)
    throw new Failure('not-supported', 'Earshot answers on Facebook; it does not post there by itself.')
  const place = placeOf(speech.inReplyTo.ref)
  if (place.instagram) refuseBroken('Instagram', speech.text, instagramRule)
  const nowMs = ctx.clock.now()
  const before = speech.attempt === 1 ? undefined : await saidBefore(client, place, speech, nowMs)
  if (before !== undefined) return { item: before, refSpace }
  try {
    const { node, edge } = edgeOf(place)
    const call = { form: { message: speech.text }, ...callOf(place) }
    const { id } = readOne(wireId, await client.ask(`/${node}/${edge}`, call), 'the new comment')
    return { item: await asStored(client, belowOf(place, id), speech.text, nowMs), refSpace }
  } catch (error) {
    // Facebook refuses the same words twice: then the first ones are what we said.
    const isThere = error instanceof Failure && error.code === 'duplicate'
    const there = isThere ? await saidBefore(client, place, speech, nowMs) : undefined
    if (there === undefined) throw error
    return { item: there, refSpace }
  }
}

/** Where an answer to a place is posted. */
function edgeOf(place: Place): { node: string; edge: string } {
  const node = place.comment ?? place.root
  return { node, edge: place.instagram && place.comment !== undefined ? 'replies' : 'comments' }
}

/** The place of a new answer to a place. */
function belowOf({ instagram, root, comment }: Place, id: string): Place {
  return comment === undefined ? { instagram, root, comment: id } : { instagram, root, comment, reply: id }
}

/** The permission that speaking at a place rests on. */
export function callOf({ instagram }: Place): { scope: string; instagram: boolean } {
  return { scope: instagram ? instagramScope : speakScope, instagram }
}

/** Facebook knows no key of ours: a try that may have arrived is looked for among our newest answers there. */
async function saidBefore(
  client: Client,
  place: Place,
  speech: Speech,
  nowMs: number,
): Promise<FetchedItem | undefined> {
  const { node, edge } = edgeOf(place)
  const data = await client.ask(`/${node}/${edge}`, {
    query: place.instagram
      ? { fields: instagramCommentFields, limit: '50' }
      : { fields: commentFields, limit: '50', order: 'reverse_chronological' },
    ...callOf(place),
  })
  const viewer = viewerOf(client)
  const items = place.instagram
    ? readEdge(wireInstagramComment, data).nodes.map((read) =>
        instagramCommentItem(read, belowOf(place, read.node.id), viewer),
      )
    : readEdge(wireComment, data).nodes.map((read) => commentItem(read, belowOf(place, read.node.id), viewer))
  const wanted = sameWords(speech.text)
  return items.find(
    (item) => item.mine && nowMs - item.createdMs < 86_400_000 && sameWords(item.text) === wanted,
  )
}

function sameWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** The answer as Facebook has it now. It is said already, so that reading it again must not fail. */
async function asStored(client: Client, place: Place, text: string, nowMs: number): Promise<FetchedItem> {
  try {
    const data = await client.ask(`/${nodeOf(place)}`, {
      query: { fields: place.instagram ? instagramCommentFields : commentFields },
      ...callOf(place),
    })
    const item = readAnswer(client, place, data)
    if (item?.mine === true) return item
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  return fromOurWords(client, place, text, nowMs)
}

function readAnswer(client: Client, place: Place, data: unknown): FetchedItem | undefined {
  const viewer = viewerOf(client)
  if (place.instagram) {
    const read = readNode(wireInstagramComment, data)
    return read === undefined ? undefined : instagramCommentItem(read, place, viewer)
  }
  const read = readNode(wireComment, data)
  return read === undefined ? undefined : commentItem(read, place, viewer)
}

function fromOurWords(client: Client, place: Place, text: string, nowMs: number): FetchedItem {
  const viewer = viewerOf(client)
  const { pageId, pageName, igUsername = '' } = client.facts
  const id = nodeOf(place)
  const raw = { id, message: text }
  if (place.instagram) {
    const node = wireInstagramComment.parse({
      id,
      timestamp: new Date(nowMs).toISOString(),
      text,
      username: igUsername,
    })
    return instagramCommentItem({ node, raw }, place, viewer)
  }
  const node = wireComment.parse({
    id,
    created_time: new Date(nowMs).toISOString(),
    message: text,
    from: { id: pageId, name: pageName },
  })
  return commentItem({ node, raw }, place, viewer)
}

/** Pure. Facebook tells of most comments whether the Page may answer them. */
export function replyWay(
  account: NetworkAccount | null,
  { raw }: { kind: ItemKind; raw: Json; direct: boolean },
): ReplyWay {
  const node = nodeIn(raw)
  if (node['can_comment'] === false)
    return { way: 'browser', reason: 'Facebook does not let the Page answer this one by a program.' }
  const missing = isOfInstagram(node) && account !== null ? missingForInstagram(factsOf(account)?.scopes) : []
  if (missing.length > 0)
    return { way: 'browser', reason: `The token lacks ${missing.map(scopeWords).join(', ')}.` }
  return { way: 'api' }
}

/** Pure. On Instagram who is answered is named, since replies stand beside each other, and a rule of its own counts. */
export function replyDefaults(
  _account: NetworkAccount,
  item: { raw: Json; authorHandle: string },
): ReplyDefaults {
  const node = nodeIn(item.raw)
  if (!isOfInstagram(node)) return { text: '', visibilities: [] }
  const isReply = typeof node['parent_id'] === 'string'
  return {
    text: isReply && item.authorHandle.startsWith('@') ? `${item.authorHandle} ` : '',
    visibilities: [],
    textRule: instagramRule,
  }
}

function nodeIn(raw: Json): Record<string, Json> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {}
}

/** Facebook writes `created_time`. */
function isOfInstagram(node: Record<string, Json>): boolean {
  return 'timestamp' in node
}

/** Pure. The page where it is answered by hand. */
export function handOff(item: { url?: string | undefined }): string | undefined {
  return item.url
}
