import { Failure } from '#shared/failure'
import type { ItemAct } from '#shared/domain/network'
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
import { keepLines } from '../markdown-lines.ts'
import { clientOf, type Client } from './client.ts'
import { manifest } from './manifest.ts'
import { itemOf, itemsOf, refSpace } from './parse.ts'
import { isNamed } from './place.ts'
import { writtenFailure } from './refusals.ts'
import { infoOf } from './threads.ts'
import { toldOf, type Told } from './told.ts'
import { readListing, readThings, readWritten } from './wire.ts'

/** Answering and voting, as an account; without one, the page is opened in the browser. */

/**
 * Says it once. Reddit knows no key for a message and takes the same words twice, so before a try that may be a repeat
 * our own newest comments are looked through for the same words below the same thing, said within the last day.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const parent = speech.inReplyTo?.ref
  if (parent === undefined || !isNamed(parent))
    throw new Failure(
      'not-supported',
      'On Reddit Earshot answers posts and comments; a post is written in its subreddit.',
    )
  const client = clientOf(ctx, account)
  const text = keepLines(speech.text)
  const before = speech.attempt === 1 ? undefined : await saidBefore(ctx, client, parent, text)
  const said = before ?? (await say(ctx, client, parent, text))
  // The answer does not say it, and what has no title now would look edited when it is heard.
  const title = said.title ?? textIn(speech.inReplyTo?.raw ?? null, 'title')
  return { item: itemOf({ ...said, title }, client.viewer), refSpace }
}

async function say(ctx: NetworkContext, client: Client, parent: string, text: string): Promise<Told> {
  const data = await client.post('/api/comment', { api_type: 'json', thing_id: parent, text })
  const { errors, rateLimitS, things } = readWritten(data, client.host)
  const [error] = errors
  if (error !== undefined) throw writtenFailure(error, rateLimitS, ctx.clock.now())
  const [said] = readThings(things, client.host).things
  if (said === undefined)
    throw new Failure('bad-response', `${client.host} took the words, but its answer cannot be understood.`)
  return toldOf(said, true)
}

const repeatMs = 86_400_000

async function saidBefore(
  ctx: NetworkContext,
  client: Client,
  parent: string,
  text: string,
): Promise<Told | undefined> {
  const data = await client.get(`/user/${client.me}/comments`, { sort: 'new', limit: '100' })
  const wanted = sameWords(text)
  return readListing(data, client.host)
    .things.map((thing) => toldOf(thing, true))
    .find(
      (told) =>
        told.parent === parent &&
        !told.isGone &&
        ctx.clock.now() - told.createdMs < repeatMs &&
        sameWords(told.plain ?? '') === wanted,
    )
}

/** What stays the same however Reddit keeps it. */
export function sameWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '')
}

/** A comment stands below what it answers; nobody has to be named, and everything is public. Pure. */
export function replyDefaults(): ReplyDefaults {
  return { text: '', visibilities: [] }
}

/** Locked and archived things take no answers; without an account the answer is written in the browser. Pure. */
export function replyWay(account: NetworkAccount | null, item: { raw: Json }): ReplyWay {
  if (isSet(item.raw, 'locked'))
    return { way: 'none', reason: 'This is locked: nobody can answer it any more.' }
  if (isSet(item.raw, 'archived'))
    return { way: 'none', reason: 'This is archived: Reddit takes no answers to what is so old.' }
  return account === null ? { way: 'browser', reason: manifest.speaks.reason } : { way: 'api' }
}

function isSet(raw: Json, name: string): boolean {
  return fieldOf(raw, name) === true
}

function textIn(raw: Json, name: string): string | undefined {
  const value = fieldOf(raw, name)
  return typeof value === 'string' ? value : undefined
}

function fieldOf(raw: Json, name: string): Json | undefined {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw[name] : undefined
}

/** Votes up, or takes that back; the answer is the item as it stands now. */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  wanted: ItemAct,
  item: { remoteId: string; ref: string },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  if (wanted !== 'like' && wanted !== 'unlike')
    throw new Failure('not-supported', 'On Reddit Earshot votes up, and takes that back.')
  if (!isNamed(item.ref)) throw new Failure('not-supported', 'This is nothing that Reddit knows a vote of.')
  const client = clientOf(ctx, account)
  await client.post('/api/vote', { id: item.ref, dir: wanted === 'like' ? '1' : '0' })
  const told = await infoOf(client, [item.ref])
  return { ...itemsOf(told, client.viewer), refSpace }
}
