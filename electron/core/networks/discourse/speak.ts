import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, ReplyDefaults, Speech } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { refuseBroken } from '../refuse-text.ts'
import { clientOf, factsOf, type Client } from './client.ts'
import { itemOf, type About } from './parse.ts'
import {
  pendingIdOf,
  pendingName,
  placeOfName,
  postName,
  refSpaceOf,
  siteKey,
  type PostPlace,
} from './place.ts'
import { ruleOf } from './text-rule.ts'
import { pendingOf } from './threads.ts'
import { postsById, topicAround } from './topics.ts'
import { wireEnqueued, wirePost, type WirePost } from './wire.ts'

/**
 * Says it once. A forum knows no key of a message; for some minutes it refuses words that it has from the same person,
 * in a sentence of the user's language. So a message that may have arrived is looked for in its topic, and among what
 * waits to be let through, before it is sent again; and a refusal is looked at in the same way.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  if (speech.inReplyTo === undefined)
    throw new Failure(
      'not-supported',
      'On a forum Earshot answers posts; a topic is begun on the forum itself.',
    )
  if (pendingIdOf(speech.inReplyTo.remoteId) !== undefined)
    throw new Failure(
      'not-supported',
      'This post still waits to be let through, so nobody can answer it yet.',
    )
  const client = clientOf(ctx, account)
  const at = placeOfName(speech.inReplyTo.remoteId)
  const about = { title: titleOf(speech.inReplyTo.raw), isPrivate: speech.inReplyTo.visibility === 'direct' }
  const facts = factsOf(account)
  refuseBroken(facts?.title ?? 'This forum', speech.text, ruleOf(facts ?? {}, about.isPrivate))
  const before = speech.attempt === 1 ? undefined : await saidBefore(client, at, speech.text, about)
  const item = before ?? (await say(ctx, client, account, at, speech.text, about))
  return { item, refSpace: refSpaceOf(client.viewer.site) }
}

const withTitle = z.looseObject({ title: z.string() })

function titleOf(raw: Json | undefined): string | undefined {
  return withTitle.safeParse(raw).data?.title
}

async function say(
  ctx: NetworkContext,
  client: Client,
  account: NetworkAccount,
  at: PostPlace,
  text: string,
  about: About,
): Promise<FetchedItem> {
  try {
    const data = await client.json('/posts.json', {
      method: 'POST',
      json: {
        raw: text,
        topic_id: at.topic,
        // The first post is answered by answering the topic.
        ...(at.number > 1 ? { reply_to_post_number: at.number } : {}),
      },
    })
    const waits = wireEnqueued.safeParse(data).data
    if (waits !== undefined) {
      const { id, created_at: ms } = waits.pending_post ?? {}
      const createdMs = ms ?? ctx.clock.now()
      // Some forums do not say what it is called while it waits; it only must not be mixed up with another.
      return waitingItem(client, account, at, text, about, id ?? createdMs, createdMs)
    }
    return itemOf(readOne(wirePost, data, client.host, 'the new post'), client.viewer, about)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'rejected') throw error
    const before = await saidBefore(client, at, text, about)
    if (before !== undefined) return before
    throw error
  }
}

/** How many of the newest posts of a topic are looked through for one of ours. */
const mostLooked = 40

/** Our own post with these words in answer to the same one, said already or waiting. */
async function saidBefore(
  client: Client,
  at: PostPlace,
  text: string,
  about: About,
): Promise<FetchedItem | undefined> {
  const { stream } = await topicAround(client, at.topic, at.number)
  const newest = await postsById(client, at.topic, stream.slice(-mostLooked), true)
  const said = newest.find(
    (post) => isOurs(post, client) && answers(post, at) && sameWords(post.raw ?? '', text),
  )
  if (said !== undefined) return itemOf(said, client.viewer, about)
  const waits = (await pendingOf(client))?.find(
    (post) => post.topic_id === at.topic && sameWords(post.raw_text, text),
  )
  return waits === undefined
    ? undefined
    : waitingItem(client, undefined, at, text, about, waits.id, waits.created_at ?? 0)
}

function isOurs({ yours, username }: WirePost, { viewer }: Client): boolean {
  return yours || username.toLowerCase() === viewer.username?.toLowerCase()
}

function answers({ reply_to_post_number: to }: WirePost, { number }: PostPlace): boolean {
  return (to ?? 1) === number
}

/** What stays the same when a forum stores a text: no space at its ends, one kind of line break. */
function sameWords(stored: string, text: string): boolean {
  const plain = (words: string) => words.normalize('NFC').replace(/\s+/g, ' ').trim()
  return plain(stored) === plain(text)
}

/** A post of ours that the forum keeps until somebody lets it through. It has no number in its topic yet. */
function waitingItem(
  client: Client,
  account: NetworkAccount | undefined,
  at: PostPlace,
  text: string,
  { title, isPrivate }: About,
  id: number,
  createdMs: number,
): FetchedItem {
  const { site, username = '' } = client.viewer
  return {
    remoteId: pendingName(site, id),
    parentRef: postName(site, at),
    rootRef: postName(site, { ...at, number: 1 }),
    kind: 'comment',
    author: {
      remoteId: account?.remoteId ?? `${siteKey(site)}#name-${username.toLowerCase()}`,
      handle: `@${username}`,
      name: username,
    },
    mine: true,
    direct: false,
    createdMs,
    title,
    text,
    spans: [],
    visibility: isPrivate === true ? 'direct' : undefined,
    media: [],
    metrics: {},
    standing: { moderation: 'held' },
    raw: { pending: id, topic_id: at.topic },
  }
}

/** An answer stands in its topic below the post that it answers; nobody has to be named. Pure. */
export function replyDefaults(
  account: Pick<NetworkAccount, 'facts'>,
  { visibility }: { visibility?: string | undefined },
): ReplyDefaults {
  return { text: '', visibilities: [], textRule: ruleOf(factsOf(account) ?? {}, visibility === 'direct') }
}
