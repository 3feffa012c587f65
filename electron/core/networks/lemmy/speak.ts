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
import { keepLines } from '../markdown-lines.ts'
import { clientOf } from './as-account.ts'
import { factsOf, type Client } from './client.ts'
import { pageOf } from './lists.ts'
import { readOne, resolveRef, sayBelow } from './objects.ts'
import { isGone, itemOf, parentOf, refOfSaid } from './parse.ts'
import { refSpaceOf } from './place.ts'
import { fieldOf, type Said } from './wire.ts'

/**
 * Says it once. Servers know no key for a message, so before a try that may be a repeat our own newest comments are
 * looked through for the same words below the same post or comment, said within the last day. What is answered is
 * looked at first, because servers take answers to what was deleted.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  if (speech.inReplyTo === undefined)
    throw new Failure(
      'not-supported',
      'On Lemmy Earshot answers posts and comments; a post is written in its community.',
    )
  const client = clientOf(ctx, account)
  const refSpace = refSpaceOf(client.server)
  const parent = await readOne(client, await resolveRef(client, speech.inReplyTo))
  const before =
    speech.attempt === 1 ? undefined : await saidBefore(ctx, client, account, parent, speech.text)
  if (before !== undefined) return { item: itemOf(before, client.viewer), refSpace }
  refuseAnswer(parent)
  const said = await sayBelow(client, parent, keepLines(speech.text))
  return { item: itemOf(said, client.viewer), refSpace }
}

function refuseAnswer(parent: Said): void {
  if (isGone(parent))
    throw new Failure('gone', 'What you answer was deleted or removed. Your words are kept in the outbox.')
  if (parent.post.locked) throw new Failure('forbidden', `${lockedWords} Your words are kept in the outbox.`)
}

const repeatMs = 86_400_000

async function saidBefore(
  ctx: NetworkContext,
  client: Client,
  account: NetworkAccount,
  parent: Said,
  text: string,
): Promise<Said | undefined> {
  const me = factsOf(account)
  if (me === undefined) return undefined
  const wanted = sameWords(text)
  const { views } = await pageOf(client, { what: 'person', id: me.personId }, undefined)
  return views.find(
    (said) =>
      said.comment !== undefined &&
      !isGone(said) &&
      parentOf(said) === refOfSaid(parent) &&
      ctx.clock.now() - said.comment.createdMs < repeatMs &&
      sameWords(said.comment.content) === wanted,
  )
}

/** What stays the same however a server keeps it: no spaces, and no addresses, whose tracking it cuts off. */
export function sameWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\bhttps?:\/\/\S+/g, '🔗')
    .replace(/\s+/g, '')
}

/** A comment stands below what it answers; nobody has to be named, and everything is public. Pure. */
export function replyDefaults(): ReplyDefaults {
  return { text: '', visibilities: [] }
}

const lockedWords = 'This post is locked: nobody can answer there any more.'

/** A locked post takes no answers. Pure. */
export function replyWay(_account: NetworkAccount | null, item: { raw: Json }): ReplyWay {
  return fieldOf(fieldOf(item.raw, 'post'), 'locked') === true
    ? { way: 'none', reason: lockedWords }
    : { way: 'api' }
}
