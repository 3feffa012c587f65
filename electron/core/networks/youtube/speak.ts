import type { ItemKind } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
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
import { clientOf, factsOf, type Client } from './client.ts'
import { allReplies, pageOf } from './comments.ts'
import { readRef, refOf, topOf, videoAddress } from './names.ts'
import { commentItem, commentOfRaw, refSpace, videoOfRaw, type CommentPlace } from './parse.ts'
import { sameWords } from './text.ts'
import { wireComment, wireThread, type WireComment } from './wire.ts'

/** Answers to comments, and comments on videos. Fifty units each. */

/** Pages of a hundred replies among which a resend looks for its words. */
const mostReplyPages = 5
const repeatMs = 86_400_000

/** An API key answers nothing; where YouTube says that nobody may answer, nobody does. */
export function replyWay(account: NetworkAccount | null, item: { kind: ItemKind; raw: Json }): ReplyWay {
  if (account === null || factsOf(account)?.writes !== true)
    return {
      way: 'browser',
      reason: 'An API key can only read. Answer in the browser, or sign in at Google.',
    }
  return commentOfRaw(item.raw)?.place.canReply === false
    ? { way: 'none', reason: 'YouTube takes no answers to this comment.' }
    : { way: 'api' }
}

/** The comment's own page, on which it stands first; YouTube takes no words along. */
export function handOff(item: { remoteId: string; url?: string | undefined; raw: Json }): string | undefined {
  const video = videoOfRaw(item.raw)?.video
  return item.url ?? (video === undefined ? undefined : videoAddress(video))
}

/** Replies to replies stand below the same comment, so the name says whom they answer. */
export function replyDefaults(
  account: NetworkAccount,
  item: { raw: Json; authorHandle: string },
): ReplyDefaults {
  const id = commentOfRaw(item.raw)?.comment.id
  const isReply = id !== undefined && topOf(id) !== id
  const isNamed = item.authorHandle.startsWith('@') && item.authorHandle !== account.handle
  return { text: isReply && isNamed ? `${item.authorHandle} ` : '', visibilities: [] }
}

/**
 * Says it once. YouTube knows no key of ours and takes the same words twice; so before a try that may be a repeat, our
 * own words of the last day are looked for where they would stand. One unit for each hundred comments.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const { inReplyTo } = speech
  if (inReplyTo === undefined)
    throw new Failure(
      'not-supported',
      'On YouTube Earshot answers comments and videos; a video is uploaded there.',
    )
  const client = clientOf(ctx, account)
  if (!client.writes)
    throw new Failure('forbidden', 'An API key can only read. Sign in with the browser to answer.')
  const { video, comment } = readRef(inReplyTo.ref)
  const raw = inReplyTo.raw ?? null
  const item =
    comment === undefined
      ? await commentOn(ctx, client, video ?? inReplyTo.remoteId, raw, speech)
      : await answer(ctx, client, { video, top: topOf(comment), raw }, speech)
  return { item, refSpace }
}

async function answer(
  ctx: NetworkContext,
  client: Client,
  to: { video: string | undefined; top: string; raw: Json },
  speech: Speech,
): Promise<FetchedItem> {
  const place: CommentPlace = { ...commentOfRaw(to.raw)?.place, video: to.video }
  if (speech.attempt !== 1) {
    const said = await allReplies(client, to.top, mostReplyPages)
    const before = ownAmong(ctx, client, said, speech.text)
    if (before !== undefined) return commentItem(before, place, client.viewer)
  }
  const data = await client.post(
    'comments',
    { part: 'snippet' },
    { snippet: { parentId: to.top, textOriginal: speech.text } },
  )
  return commentItem(plainly(readOne(wireComment, data, client.host, 'a comment')), place, client.viewer)
}

/** A comment of ours on a video that was found: it joins the conversation of the video. */
async function commentOn(
  ctx: NetworkContext,
  client: Client,
  video: string,
  raw: Json,
  speech: Speech,
): Promise<FetchedItem> {
  const { channel, title } = videoOfRaw(raw) ?? {}
  const place: CommentPlace = { video, channel, title: title === '' ? undefined : title }
  const itemOf = (comment: WireComment): FetchedItem => ({
    ...commentItem(comment, place, client.viewer),
    parentRef: refOf({ video, comment: undefined }),
  })
  if (speech.attempt !== 1) {
    const { threads } = await pageOf(client, { videoId: video }, undefined)
    const said = threads.map(({ snippet }) => snippet.topLevelComment)
    const before = ownAmong(ctx, client, said, speech.text)
    if (before !== undefined) return itemOf(before)
  }
  const snippet = { videoId: video, topLevelComment: { snippet: { textOriginal: speech.text } } }
  const data = await client.post(
    'commentThreads',
    { part: 'snippet' },
    { snippet: channel === undefined ? snippet : { ...snippet, channelId: channel } },
  )
  const thread = readOne(wireThread, data, client.host, 'a comment')
  return itemOf(plainly(thread.snippet.topLevelComment))
}

/** Our own comment with these words, within the last day. */
function ownAmong(
  ctx: NetworkContext,
  client: Client,
  comments: readonly WireComment[],
  text: string,
): WireComment | undefined {
  const wanted = sameWords(text)
  return comments.find(
    ({ snippet }) =>
      snippet.authorChannelId?.value === client.viewer.channelId &&
      ctx.clock.now() - snippet.publishedAt < repeatMs &&
      sameWords(snippet.textOriginal ?? snippet.textDisplay) === wanted,
  )
}

/** What was just said comes back as HTML: no plain text can be asked for there. */
function plainly(comment: WireComment): WireComment {
  const { snippet } = comment
  if (snippet.textOriginal !== undefined) return comment
  return { ...comment, snippet: { ...snippet, textDisplay: htmlToText(snippet.textDisplay).text } }
}
