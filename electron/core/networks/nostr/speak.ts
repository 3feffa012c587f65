import { createHash } from 'node:crypto'
import { finalizeEvent, type EventTemplate } from 'nostr-tools/pure'
import { Failure } from '#shared/failure'
import type { ItemAct } from '#shared/domain/network'
import type {
  FetchedItem,
  Network,
  NetworkAccount,
  NetworkContext,
  Page,
  ReplyDefaults,
  ReplyWay,
  Speech,
} from '../types.ts'
import { factsOf, signs } from './account.ts'
import { mustSign } from './keys.ts'
import { commentKind, isLike, itemOf, noteKind, placeOf, refSpace } from './parse.ts'
import { askAll, type Heard } from './pool.ts'
import { relaysFor } from './pull.ts'
import { saidText } from './text.ts'
import { readKept, tagValues, type Kept, type NostrEvent } from './wire.ts'

const daySeconds = 86_400
const mostNamed = 50
/** A word of ours for the message, as clients may put into tags that nobody else reads. */
const keyTag = 'earshot'

/**
 * Says it once. An event is named by its content, its tags and its second, so that the very same event handed in twice
 * is one; but of a first try nothing is left here if its answer was lost. So every event carries a short digest of the
 * message's key, and before a try that may be a repeat all relays are asked for what we wrote within the last day: an
 * event with this digest is handed in again as it stands, and none is made. If one of the relays cannot answer, it
 * might be the one that has it: then nothing is said for now.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const secret = mustSign(account)
  const { write } = factsOf(account)
  const before = speech.attempt === 1 ? undefined : await saidBefore(ctx, account, secret, speech.key)
  const event = before ?? finalizeEvent(await templateOf(ctx, account, secret, speech), secret)
  const heard = await askAll(ctx, write, secret, (relay) => relay.publish(event))
  return { item: ownItem(ctx, account, event, heard), refSpace }
}

function ownItem(
  ctx: NetworkContext,
  account: NetworkAccount,
  event: NostrEvent,
  heard: Heard<void>,
): FetchedItem {
  const { profile, write } = factsOf(account)
  const profiles = new Map(profile === undefined ? [] : [[account.remoteId, profile]])
  const relay = heard.answers[0]?.url ?? write[0] ?? ''
  const viewer = { me: account.remoteId, nowMs: ctx.clock.now() }
  // Signing leaves its mark on the object; what is kept is the plain event.
  const { id, pubkey, created_at, kind, tags, content, sig } = event
  return itemOf({ id, pubkey, created_at, kind, tags, content, sig }, relay, viewer, {
    profiles,
    reactions: [],
  })
}

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}

async function saidBefore(
  ctx: NetworkContext,
  account: NetworkAccount,
  secret: Uint8Array,
  key: string,
): Promise<NostrEvent | undefined> {
  const digest = digestOf(key)
  const since = Math.floor(ctx.clock.now() / 1000) - daySeconds
  const filter = { kinds: [noteKind, commentKind], authors: [account.remoteId], since }
  const heard = await askAll(ctx, factsOf(account).write, secret, (relay) => relay.ask([filter]))
  const found = heard.answers
    .flatMap(({ value }) => value)
    .find((event) => tagValues(event, keyTag).includes(digest))
  const [silent] = heard.failed
  if (found === undefined && silent !== undefined) throw silent.failure
  return found
}

async function templateOf(
  ctx: NetworkContext,
  account: NetworkAccount,
  secret: Uint8Array,
  speech: Speech,
): Promise<EventTemplate> {
  const { content, hashtags, people } = saidText(speech.text)
  const parent =
    speech.inReplyTo === undefined ? undefined : await parentOf(ctx, account, secret, speech.inReplyTo)
  const named = [...new Set([...(parent === undefined ? [] : namedIn(parent.event)), ...people])]
  return {
    kind: parent === undefined || parent.event.kind === noteKind ? noteKind : commentKind,
    created_at: Math.floor(ctx.clock.now() / 1000),
    tags: [
      ...(parent === undefined ? [] : tagsOfReply(parent)),
      ...named
        .filter((pubkey) => pubkey !== account.remoteId)
        .slice(0, mostNamed)
        .map((pubkey) => ['p', pubkey]),
      ...hashtags.map((tag) => ['t', tag]),
      ...(speech.warning === undefined || speech.warning === '' ? [] : [['content-warning', speech.warning]]),
      [keyTag, digestOf(speech.key)],
    ],
    content,
  }
}

/** Everybody who takes part: the author first, then whom the author named. */
function namedIn(event: NostrEvent): string[] {
  return [event.pubkey, ...tagValues(event, 'p').filter((pubkey) => /^[0-9a-f]{64}$/.test(pubkey))]
}

/** Where an answer belongs: marked tags with the relay that has what is answered (NIP-10, NIP-22). Pure. */
export function tagsOfReply({ event, relay }: Pick<Kept, 'event' | 'relay'>): string[][] {
  if (event.kind !== noteKind) {
    const roots = event.tags.filter(([key]) => ['E', 'A', 'I', 'K', 'P'].includes(key ?? ''))
    return [...roots.map((tag) => [...tag]), ['e', event.id, relay, event.pubkey], ['k', String(event.kind)]]
  }
  const { root } = placeOf(event)
  if (root === undefined || root === event.id) return [['e', event.id, relay, 'root', event.pubkey]]
  const rootTag = event.tags.find(([key, id]) => key === 'e' && id === root)
  return [
    ['e', root, rootTag?.[2] || relay, 'root', ...(rootTag?.[4] === undefined ? [] : [rootTag[4]])],
    ['e', event.id, relay, 'reply', event.pubkey],
  ]
}

async function parentOf(
  ctx: NetworkContext,
  account: NetworkAccount,
  secret: Uint8Array,
  answered: NonNullable<Speech['inReplyTo']>,
): Promise<Pick<Kept, 'event' | 'relay'>> {
  const kept = readKept(answered.raw)
  if (kept !== undefined) return kept
  const filter = { ids: [answered.remoteId] }
  const heard = await askAll(ctx, relaysFor(account), secret, (relay) => relay.ask([filter]))
  for (const { url, value } of heard.answers) {
    const [event] = value
    if (event !== undefined) return { event, relay: url }
  }
  throw new Failure('gone', 'None of your relays has the note that you answer any more.')
}

/** Likes by a reaction (NIP-25), and takes it back by asking to delete that reaction (NIP-09). */
export async function act(
  ctx: NetworkContext,
  account: NetworkAccount,
  what: ItemAct,
  item: { remoteId: string; raw: unknown },
): Promise<Omit<Page, 'cursor' | 'more'>> {
  const secret = mustSign(account)
  const kept = readKept(item.raw)
  if (kept === undefined) throw new Failure('not-supported', 'This note is not known well enough to like it.')
  if (what !== 'like' && what !== 'unlike')
    throw new Failure('not-supported', 'On Nostr a note can be liked, and nothing else.')
  const { write } = factsOf(account)
  const likes = await ownLikes(ctx, account, secret, kept.event.id)
  if (what === 'like' && likes.length === 0) {
    const event = finalizeEvent(likeOf(kept, Math.floor(ctx.clock.now() / 1000)), secret)
    await askAll(ctx, write, secret, (relay) => relay.publish(event))
  }
  if (what === 'unlike' && likes.length > 0) {
    const tags = [...likes.map((id) => ['e', id]), ['k', '7']]
    const created_at = Math.floor(ctx.clock.now() / 1000)
    const event = finalizeEvent({ kind: 5, created_at, tags, content: '' }, secret)
    await askAll(ctx, write, secret, (relay) => relay.publish(event))
  }
  return { items: [likedItem(ctx, account, kept, what === 'like')], refSpace }
}

function likeOf({ event, relay }: Kept, created_at: number): EventTemplate {
  const tags = [
    ['e', event.id, relay, event.pubkey],
    ['p', event.pubkey],
    ['k', String(event.kind)],
  ]
  return { kind: 7, created_at, tags, content: '+' }
}

async function ownLikes(
  ctx: NetworkContext,
  account: NetworkAccount,
  secret: Uint8Array,
  id: string,
): Promise<string[]> {
  const filter = { kinds: [7], authors: [account.remoteId], '#e': [id] }
  const heard = await askAll(ctx, factsOf(account).write, secret, async (relay) => {
    const likes = await relay.ask([filter])
    const ids = likes.filter(isLike).map((like) => like.id)
    if (ids.length === 0) return []
    // Some relays keep what was deleted, beside the wish to delete it.
    const gone = await relay.ask([{ kinds: [5], authors: [account.remoteId], '#e': ids }])
    return ids.filter((one) => !gone.some((wish) => tagValues(wish, 'e').includes(one)))
  })
  return [...new Set(heard.answers.flatMap(({ value }) => value))]
}

function likedItem(ctx: NetworkContext, account: NetworkAccount, kept: Kept, liked: boolean): FetchedItem {
  const { event, relay, profile } = kept
  const profiles = new Map(profile === undefined ? [] : [[event.pubkey, profile]])
  const viewer = { me: account.remoteId, nowMs: ctx.clock.now() }
  return { ...itemOf(event, relay, viewer, { profiles, reactions: [] }), standing: { liked } }
}

/** Who signed in with a public key can only read. Pure. */
export function replyWay(account: NetworkAccount | null): ReplyWay {
  if (account !== null && signs(account)) return { way: 'api' }
  return {
    way: 'browser',
    reason: 'Your secret key is not here, so Earshot cannot sign. Answer with the client that has it.',
  }
}

/** Pure. Who reads only has no key to sign with. */
export function cannotPost(account: NetworkAccount): string | undefined {
  return replyWay(account).reason
}

export const acts: NonNullable<Network['acts']> = (account) => (signs(account) ? ['like', 'unlike'] : [])

/** Nobody is named in the words: tags say who is answered. Pure. */
export function replyDefaults(
  _account: NetworkAccount,
  item: { warning?: string | undefined },
): ReplyDefaults {
  return { text: '', visibilities: [], warning: item.warning }
}
