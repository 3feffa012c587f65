import { z } from 'zod'
import { itemOf, refSpace } from '../../../networks/x/parse.ts'
import { readPost, wireMedia, type WireUser } from '../../../networks/x/wire.ts'
import { jsonRecords } from '../../json-records.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../../types.ts'
import { whyNot } from '../loose.ts'
import { LongTexts } from './long-texts.ts'
import { ownerOf } from './owner.ts'
import { archivedPost, asGivenByApi, isReplaced, isRepost } from './post.ts'

/**
 * What X sends who asks for a copy of everything: a zip of scripts, `window.YTD.tweets.part0 = [ … ]`. Only what its
 * owner said in public is read; the names of the files changed over the years, their shape hardly.
 */

/** `tweet.js` until 2022, `tweets.js` since; much of it goes on in `tweets-part1.js` and so on. */
const postFile = /(?:^|\/)(?:tweets?|community-tweet)(?:-part\d+)?\.js$/
const longFile = /(?:^|\/)note-tweet(?:-part\d+)?\.js$/

/** Since 2019 everything lies in `data/`; the first archives of this kind had no folder. */
const isInside = (path: string): boolean => !path.includes('/') || /(?:^|\/)data\/[^/]+$/.test(path)
const isPosts = (path: string): boolean => isInside(path) && postFile.test(path)

async function recognises(files: ArchiveFiles): Promise<boolean> {
  const path = files.paths.find(isPosts)
  if (path === undefined) return false
  const start = new TextDecoder().decode((await files.head(path)).subarray(0, 200))
  return /^\s*window\.YTD\.\w+\.part\d+\s*=/.test(start.replace(/^\uFEFF/, ''))
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found> {
  const owner = await ownerOf(files, isInside)
  const long = await LongTexts.read(files, (path) => isInside(path) && longFile.test(path), reading)
  for await (const { path, open } of files.entries(isPosts)) {
    const broken = (where: string, why: string): void => reading.notUnderstood(path, where, why)
    for await (const { value, index } of jsonRecords(open(), { lists: [''], startAt: '[', broken })) {
      if (reading.signal.aborted) return
      const found = foundIn(value, owner, long)
      if (typeof found === 'string') broken(`record ${String(index + 1)}`, found)
      else if (found !== undefined) yield found
    }
  }
  for (const { path, id } of long.left())
    reading.notUnderstood(path, `long post ${id}`, 'no post in this archive begins with its words')
}

const wrapped = z.looseObject({ tweet: z.unknown() }).transform(({ tweet }) => tweet)

/** A post of the owner; undefined where it is none of their own; why not, where it cannot be read. */
function foundIn(value: unknown, owner: WireUser, long: LongTexts): Found | undefined | string {
  // The first archives of this kind had the posts as they are.
  const parsed = archivedPost.safeParse(wrapped.safeParse(value).data ?? value)
  if (!parsed.success) return whyNot(parsed.error)
  if (isRepost(parsed.data) || isReplaced(parsed.data)) return undefined
  const given = asGivenByApi(parsed.data, owner.id, long.take(parsed.data))
  const post = readPost(given.post)
  const media = given.media.flatMap((one) => wireMedia.safeParse(one).data ?? [])
  const item = post && itemOf(post, { users: [owner], media }, owner)
  return item === undefined ? 'it is no post that can be read' : { network: 'x', refSpace, item }
}

export const format = {
  id: 'x-archive',
  label: 'X (Twitter) archive',
  steps: [
    'On x.com open More, Settings and privacy, Your account, Download an archive of your data.',
    'Type your password, and the code that X sends you.',
    'Choose Request archive. X takes a day or longer, and tells you by mail and in the app.',
    'Open the same page again and download the zip, all of its parts if there are several.',
    'Choose the zip here, as it is. Likes, messages and deleted posts in it are not read.',
  ],
  recognises,
  read,
} satisfies ArchiveFormat
