import { measure } from '#shared/domain/measure'
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
import { readOne } from '../read-wire.ts'
import { clientOf, textRule, type Client } from './client.ts'
import { facetsOf, marksIn, type Mark } from './facets.ts'
import { placesOf, resolveActor } from './identity.ts'
import { itemOf, refSpace, rkeyOf } from './parse.ts'
import { postsByUri } from './posts.ts'
import { tidOf } from './tid.ts'
import { wirePost, wireStored, wireWritten, type StrongRef, type WirePost } from './wire.ts'

const collection = 'app.bsky.feed.post'

/**
 * Says it once: the record's key is made from the message's key before anything is sent. A try that may be a repeat
 * looks first whether the record is there; one that finds the place taken (which servers answer with 500) looks then.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx, account)
  const parentUri = speech.inReplyTo?.remoteId
  const rkey = tidOf(speech.key, parentUri === undefined ? undefined : rkeyOf(parentUri))
  const before = speech.attempt === 1 ? undefined : await storedAt(client, rkey)
  if (before !== undefined) return said(ctx, client, before)
  refuseLong(speech.text)
  const reply = parentUri === undefined ? undefined : await replyTo(client, parentUri)
  const text = speech.text.toWellFormed()
  const marks = marksIn(text)
  const facets = facetsOf(text, marks, await didsOf(ctx, client, marks))
  const record = {
    $type: collection,
    text,
    createdAt: new Date(ctx.clock.now()).toISOString(),
    ...(facets.length === 0 ? {} : { facets }),
    ...(reply === undefined ? {} : { reply }),
    ...(speech.lang === undefined ? {} : { langs: [speech.lang] }),
  }
  const written = await write(client, rkey, record)
  return said(ctx, client, written)
}

interface Stored extends StrongRef {
  value: Json
}

async function write(client: Client, rkey: string, record: Record<string, Json>): Promise<Stored> {
  try {
    const data = await client.post('com.atproto.repo.createRecord', {
      repo: client.facts.did,
      collection,
      rkey,
      record,
    })
    const { uri, cid } = readOne(wireWritten, data, client.host, 'what was written')
    return { uri, cid, value: record }
  } catch (error) {
    const mayBeTaken =
      error instanceof Failure && ['unavailable', 'rejected', 'duplicate'].includes(error.code)
    const before = mayBeTaken ? await storedAt(client, rkey) : undefined
    if (before === undefined) throw error
    return before
  }
}

/** What stands under a key in our own repository; undefined where nothing does. */
async function storedAt(client: Client, rkey: string): Promise<Stored | undefined> {
  try {
    const data = await client.get('com.atproto.repo.getRecord', { repo: client.facts.did, collection, rkey })
    const { uri, cid } = readOne(wireStored, data, client.host, 'a post')
    // Parsed as JSON, and seen to hold a `value`.
    return { uri, cid, value: (data as { value: Json }).value }
  } catch (error) {
    if (error instanceof Failure && error.code === 'gone') return undefined
    throw error
  }
}

/** The post as the AppView will show it; it knows it only some moments later. */
function said(
  ctx: NetworkContext,
  client: Client,
  { uri, cid, value }: Stored,
): { item: FetchedItem; refSpace: string } {
  const { did, handle, name, avatarUrl } = client.facts
  const raw = {
    uri,
    cid,
    author: {
      did,
      handle,
      displayName: name,
      ...(avatarUrl === undefined ? {} : { avatar: avatarUrl }),
    },
    record: value,
    indexedAt: new Date(ctx.clock.now()).toISOString(),
  }
  const post = readOne(wirePost, raw, client.host, 'a post')
  return { item: itemOf({ post, raw }, client.viewer), refSpace }
}

function refuseLong(text: string): void {
  if (!measure(text, textRule).over) return
  throw new Failure(
    'rejected',
    `This is too long for Bluesky: at most ${textRule.max} characters and ${textRule.alsoMaxBytes ?? 0} bytes. Make it shorter.`,
  )
}

/**
 * What a reply refers to. The parent is asked for right before: a server takes replies to posts that are deleted or
 * closed, and then shows them to nobody.
 */
async function replyTo(
  client: Client,
  uri: string,
): Promise<Record<'root' | 'parent', { uri: string; cid: string }>> {
  const post = (await postsByUri(client, [uri])).get(uri)?.post
  if (post === undefined)
    throw new Failure('gone', 'What you answer is not there any more. Your words are kept in the outbox.')
  const closed = whyClosed(post)
  if (closed !== undefined) throw new Failure('forbidden', closed)
  const parent = { uri, cid: post.cid }
  const root = post.record.reply?.root
  return { root: root === undefined ? parent : { uri: root.uri, cid: root.cid }, parent }
}

/** Why this account may not answer a post; undefined where it may. */
function whyClosed({ viewer, author }: Pick<WirePost, 'viewer' | 'author'>): string | undefined {
  if (author.viewer?.blockedBy === true) return `@${author.handle} has blocked this account.`
  if (author.viewer?.blocking !== undefined) return `This account blocks @${author.handle}.`
  if (viewer?.replyDisabled === true)
    return 'Its author lets only some people answer here, and this account is not among them. It can be quoted on bsky.app.'
  return undefined
}

/** DIDs of the people named; who cannot be found stays plain text. */
async function didsOf(
  ctx: NetworkContext,
  client: Client,
  marks: readonly Mark[],
): Promise<Map<string, string>> {
  const handles = new Set(
    marks.flatMap(({ type, value }) => (type === 'mention' ? [value.toLowerCase()] : [])),
  )
  const { pds, typed } = client.facts
  const dids = new Map<string, string>()
  for (const handle of handles) {
    try {
      dids.set(handle, await resolveActor(ctx.http, handle, { ...placesOf(pds), typed }))
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'bad-input')) throw error
    }
  }
  return dids
}

/** Nobody has to be named: the author of what is answered is told by the reply itself. Everything is public. Pure. */
export function replyDefaults(): ReplyDefaults {
  return { text: '', visibilities: [] }
}

/** How this account can answer, as far as the post as it was heard tells. Pure. */
export function replyWay(account: NetworkAccount | null, item: { raw: Json }): ReplyWay {
  if (account === null) return { way: 'none', reason: 'Sign in to Bluesky to answer here.' }
  const reason = closedWords.safeParse(item.raw).data
  return reason === undefined ? { way: 'api' } : { way: 'none', reason }
}

const closedWords = wirePost.pick({ author: true, viewer: true }).transform(whyClosed)
