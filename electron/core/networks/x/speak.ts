import { findLinks } from '#shared/domain/links'
import type { ItemKind } from '#shared/domain/item'
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
import { clientOf, viewerOf, type Client } from './client.ts'
import { postFields } from './fields.ts'
import { manifest, type PricedCall } from './manifest.ts'
import { isSummons, itemOf, itemsOf, postOfRaw, refSpace, type Viewer } from './parse.ts'
import { paidWrite } from './paying.ts'
import { paidPage } from './pull.ts'
import { whyOf } from './refusals.ts'
import { readPost, wireCreated } from './wire.ts'

/** Answering on X: by us where a program may, and else in the browser. */

const browserWords = manifest.speaks.reason ?? ''
/** Longest address that the shell opens. */
const longestAddress = 3900

/** X takes an answer of a program where the post names us, answers us, or is our own. */
export function replyWay(
  account: NetworkAccount | null,
  item: { kind: ItemKind; raw: Json; direct: boolean },
): ReplyWay {
  const me = account === null ? undefined : viewerOf(account)
  const post = postOfRaw(item.raw)
  const isOurs = me !== undefined && post?.authorId === me.id
  const isOpen =
    me === undefined ? item.direct : isOurs || (post === undefined ? item.direct : isSummons(post, me))
  return isOpen ? { way: 'api' } : { way: 'browser', reason: browserWords }
}

/** X's own page for an answer (docs.x.com, web intents), with the words filled in where they fit. */
export function handOff(
  item: { remoteId: string; url?: string | undefined; raw: Json },
  text: string,
): string {
  const id = postOfRaw(item.raw)?.id ?? item.remoteId
  const page = `https://x.com/intent/tweet?in_reply_to=${encodeURIComponent(id)}`
  const whole = text.trim() === '' ? page : `${page}&text=${encodeURIComponent(text)}`
  return whole.length > longestAddress ? page : whole
}

/** What a text costs: an address makes it dear, a summons cheap. */
export function sendCosts(
  text: string,
  item?: { kind: ItemKind; raw: Json; direct: boolean },
): { call: PricedCall; units: number }[] {
  return [{ call: priceOf(text, item?.direct === true), units: 1 }]
}

function priceOf(text: string, isSummoned: boolean): PricedCall {
  if (findLinks(text).length > 0) return 'post-create-link'
  return isSummoned ? 'post-create-summoned' : 'post-create'
}

/** X names whom a reply answers by itself; those names count nothing. */
export function replyDefaults(
  account: NetworkAccount,
  item: { raw: Json; authorHandle: string },
): ReplyDefaults {
  const me = viewerOf(account)
  const post = postOfRaw(item.raw)
  const others = (post?.entities?.mentions ?? []).map(({ username }) => `@${username}`)
  const named = [item.authorHandle, ...others].filter(
    (handle) => handle.replace(/^@/, '').toLowerCase() !== me?.username.toLowerCase(),
  )
  return { text: '', visibilities: [], named: [...new Set(named)] }
}

/**
 * Says it once. X knows no key of ours, but refuses the same words twice; so before a try that may be a repeat, and
 * after such a refusal, our newest posts are looked through for the same words in answer to the same post.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx, account)
  const parentId = speech.inReplyTo?.ref
  const before = speech.attempt === 1 ? undefined : await saidBefore(ctx, client, speech)
  if (before !== undefined) return { item: before, refSpace }
  try {
    const created = await paidWrite(ctx, { [priceOf(speech.text, isAnswer(speech, client.me))]: 1 }, () =>
      client.asUser((api) =>
        parentId === undefined ? api.tweet(speech.text) : api.reply(speech.text, parentId),
      ),
    )
    const { data } = readOne(wireCreated, created, client.host, 'what was posted')
    return { item: saidItem(ctx, client, speech, data.id), refSpace }
  } catch (error) {
    if (whyOf(error) !== 'duplicate') throw error
    const said = await saidBefore(ctx, client, speech)
    if (said !== undefined) return { item: said, refSpace }
    throw error
  }
}

/** An answer to somebody who named us; to ourselves it costs what every post costs. */
function isAnswer(speech: Speech, me: Viewer): boolean {
  const post = speech.inReplyTo?.raw === undefined ? undefined : postOfRaw(speech.inReplyTo.raw)
  return post !== undefined && post.authorId !== me.id && isSummons(post, me)
}

/** The item of what was said just now: reading it back would cost as much as hearing it. */
function saidItem(ctx: NetworkContext, client: Client, speech: Speech, id: string): FetchedItem {
  const post = readPost({
    id,
    text: escaped(speech.text),
    author_id: client.me.id,
    created_at: new Date(ctx.clock.now()).toISOString(),
    ...(speech.inReplyTo === undefined
      ? { conversation_id: id }
      : { referenced_tweets: [{ type: 'replied_to', id: speech.inReplyTo.ref }] }),
    entities: entitiesOf(escaped(speech.text)),
  })
  const me = { id: client.me.id, username: client.facts.username, name: client.facts.name }
  const item =
    post === undefined
      ? undefined
      : itemOf(post, { users: [{ ...me, ...nothingMore }], media: [] }, client.me)
  if (item === undefined)
    throw new Failure('bad-response', `${client.host} took the words, but its answer cannot be understood.`)
  return item
}

const nothingMore = { description: undefined, profile_image_url: undefined, public_metrics: undefined }

/** As X delivers it. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Addresses, names and tags of our own words, until X says how it sees them. */
function entitiesOf(text: string) {
  const cp = (at: number) => Array.from(text.slice(0, at)).length
  const all = (pattern: RegExp) => [...text.matchAll(pattern)]
  return {
    urls: findLinks(text).map(({ start, end }) => {
      const written = text.slice(start, end)
      const expanded = /^https?:/i.test(written) ? written : `https://${written}`
      return { start: cp(start), end: cp(end), url: written, expanded_url: expanded }
    }),
    mentions: all(/(?<![\w@/])@(\w{1,15})\b/g).map((found) => ({
      start: cp(found.index),
      end: cp(found.index + found[0].length),
      username: found[1] ?? '',
    })),
    hashtags: all(/(?<![\w&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu).map((found) => ({
      start: cp(found.index),
      end: cp(found.index + found[0].length),
      tag: found[1] ?? '',
    })),
  }
}

const repeatMs = 86_400_000

/** The same words in answer to the same post, said by us within a day. */
async function saidBefore(
  ctx: NetworkContext,
  client: Client,
  speech: Speech,
): Promise<FetchedItem | undefined> {
  const page = await paidPage(
    ctx,
    client,
    client.ownPrice,
    async (api) =>
      (await api.userTimeline(client.me.id, { ...postFields, max_results: 20, exclude: ['retweets'] })).data,
  )
  const wanted = sameWords(speech.text)
  return itemsOf(page, client.me).find(
    (item) =>
      item.mine &&
      item.parentRef === speech.inReplyTo?.ref &&
      ctx.clock.now() - item.createdMs < repeatMs &&
      sameWords(item.text) === wanted,
  )
}

/** What stays the same however X writes it: no names at the start, no addresses, no spaces. */
export function sameWords(text: string): string {
  const links = findLinks(text).toReversed()
  const plain = links.reduce((rest, { start, end }) => `${rest.slice(0, start)}🔗${rest.slice(end)}`, text)
  return plain
    .normalize('NFC')
    .replace(/^(?:\s*@\w+)+/u, '')
    .replaceAll(/\s+/g, '')
    .toLowerCase()
}
