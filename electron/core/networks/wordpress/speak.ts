import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
import type { FetchedItem, NetworkAccount, NetworkContext, ReplyDefaults, Speech } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { clientOf, type Client } from './client.ts'
import { itemOf, refSpaceOf } from './parse.ts'
import { commentsOf, embedding } from './pull.ts'
import { commentId } from './site.ts'
import { commentOf } from './threads.ts'
import { wireComment, type WireComment } from './wire.ts'

/**
 * Says it once: WordPress refuses the same words of the same person in answer to the same comment, and such a refusal
 * means that they are there already. The comment that is answered is looked at first, because WordPress lets people
 * answer what is gone.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  if (speech.inReplyTo === undefined)
    throw new Failure(
      'not-supported',
      'On a blog Earshot answers comments; a post is written on the blog itself.',
    )
  const client = clientOf(ctx, account)
  const parent = await parentOf(client, commentId(speech.inReplyTo.remoteId))
  const said = await sayOrFind(client, parent, speech.text)
  return {
    item: itemOf(said, client.viewer, parent.author),
    refSpace: refSpaceOf(client.viewer.site),
  }
}

async function parentOf(client: Client, id: number): Promise<WireComment> {
  const parent = await commentOf(client, id)
  if (parent.status !== 'spam' && parent.status !== 'trash') return parent
  throw new Failure(
    'gone',
    `This comment is ${parent.status === 'spam' ? 'marked as spam' : 'in the trash'} now.`,
  )
}

async function sayOrFind(client: Client, parent: WireComment, text: string): Promise<WireComment> {
  try {
    const { data } = await client.json('/wp/v2/comments', {
      method: 'POST',
      query: embedding(client),
      json: { post: parent.post, parent: parent.id, content: asHtml(text) },
    })
    return readOne(wireComment, data, client.host, 'a comment')
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'duplicate') throw error
    const before = await saidBefore(client, parent, text)
    if (before !== undefined) return before
    throw new Failure(
      'duplicate',
      `${client.host} has this comment already; it waits there for somebody to let it through.`,
      { status: error.status, cause: error },
    )
  }
}

/** Our own comment with these words below the same one, among the newest of the post. */
async function saidBefore(
  client: Client,
  parent: WireComment,
  text: string,
): Promise<WireComment | undefined> {
  const wanted = sameWords(text)
  const { comments } = await commentsOf(client, { post: String(parent.post), per_page: '100', order: 'desc' })
  return comments.find(
    (one) =>
      one.author === client.viewer.userId &&
      one.parent === parent.id &&
      sameWords(htmlToText(one.content.rendered).text) === wanted,
  )
}

/** What stays the same however WordPress sets it: no quotation marks, dashes, dots or spaces. */
export function sameWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(/['"‘’‚“”„′″`´]/g, '')
    .replace(/…|\.\.\./g, '')
    .replace(/[-–—\s]+/g, '')
    .toLowerCase()
}

/** WordPress reads a comment as HTML: what was typed must stand there as it was typed. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A comment stands below the one that it answers; nobody has to be named, and there is nothing to choose. Pure. */
export function replyDefaults(): ReplyDefaults {
  return { text: '', visibilities: [] }
}
