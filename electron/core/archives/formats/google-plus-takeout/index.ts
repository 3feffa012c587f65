import { asFailure } from '#shared/failure'
import { textWhole } from '../../json-records.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../../types.ts'
import { readPage } from './html.ts'
import { commentItem, postIdOf, postItem, timeOf } from './items.ts'
import { comment, post, type WirePost } from './wire.ts'

/** A post with hundreds of comments has a few hundred kilobytes. */
const mostBytes = 4 * 1024 * 1024

/** Posts lie in one folder beneath that of Google+, whose name is in the language of who asked for them. */
const beneath = /(?:^|\/)google\+[^/]*\/([^/]+)\/[^/]+\.(?:json|html)$/i
/** Folders of other things, in English; elsewhere their files are told apart by what they hold. */
const others = /^(?:activitylog|circles|collections|communities|events|photos.*|profile)$/i

function isPost(path: string): boolean {
  const folder = beneath.exec(path)?.[1]
  return folder !== undefined && !others.test(folder)
}

/** Whether a folder is certainly that of posts: what is not understood there is told. */
const isSurely = (path: string): boolean => /\/posts\/[^/]+$/i.test(path)

const refSpace = 'google-plus'

export const format: ArchiveFormat = {
  id: 'google-plus-takeout',
  label: 'Google+ from Google Takeout',
  steps: [
    'Google+ was closed in April 2019, and nothing can be asked of it any more: look for the archive that you took then.',
    'It is called takeout-….zip (or .tgz) and holds a folder “Takeout/Google+ Stream/Posts”.',
    'Where there are several parts, import them one after the other, or unpack all into one folder and choose that.',
  ],
  async recognises(files) {
    const posts = files.paths.filter(isPost)
    if (posts.some(isSurely)) return true
    const [first] = posts
    return (
      first !== undefined && new TextDecoder().decode(await files.head(first)).includes('plus.google.com')
    )
  },
  read,
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found, void> {
  for await (const entry of files.entries(isPost)) {
    const broken = (where: string, why: string): void => {
      if (isSurely(entry.path)) reading.notUnderstood(entry.path, where, why)
    }
    let text: string
    try {
      text = await textWhole(entry.open(), mostBytes)
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code === 'bug') throw error
      broken('the file', failure.message)
      continue
    }
    const read = /\.html$/i.test(entry.path) ? readPage(text) : readJson(text)
    if (read === undefined) broken('the file', 'it is no post of Google+')
    else yield* itemsOf(read, broken)
  }
}

function readJson(text: string): WirePost | undefined {
  try {
    const parsed = post.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    // No JSON at all: told by the caller.
    return undefined
  }
}

function* itemsOf(given: WirePost, broken: (where: string, why: string) => void): Generator<Found, void> {
  const id = postIdOf(given.url)
  const createdMs = timeOf(given.creationTime)
  if (id === undefined || createdMs === undefined) {
    broken('the post', id === undefined ? 'it has no address' : 'it has no time that can be read')
    return
  }
  yield { network: 'google-plus', refSpace, item: postItem(given, id, createdMs) }
  for (const [index, one] of (given.comments ?? []).entries()) {
    const parsed = comment.safeParse(one)
    const saidMs = parsed.success ? timeOf(parsed.data.creationTime) : undefined
    if (!parsed.success || saidMs === undefined)
      broken(`comment ${String(index + 1)}`, 'it lacks who said it or when')
    else yield { network: 'google-plus', refSpace, item: commentItem(parsed.data, given, id, saidMs) }
  }
}
