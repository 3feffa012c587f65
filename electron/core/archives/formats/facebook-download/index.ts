import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { FetchedAuthor, FetchedItem } from '../../../networks/types.ts'
import { jsonRecords, jsonWhole } from '../../json-records.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../../types.ts'
import { whyNot } from '../loose.ts'
import { isHtmlForm, isOwner, kindOf, placeOf, type Kind, type Place } from './files.ts'
import { mended } from './mend.ts'
import { comment, commentItem, labelled, personNamed, post, postItem, receivedItem } from './record.ts'

/**
 * What Facebook calls "Download your information", as JSON: what a person, or a Page, wrote there. It names nothing: no
 * post has an id, and what others wrote is not in it. So nothing of it can be known again when it is heard from Facebook.
 */

/** One record where a file is no list, and what is known of the owner. */
const mostBytes = 4 * 1024 * 1024

async function recognises({ paths }: ArchiveFiles): Promise<boolean> {
  return Promise.resolve(
    paths.some((path) => ['posts', 'received'].includes(kindOf(path) ?? '')) ||
      (paths.some(isOwner) && paths.some((path) => kindOf(path) !== undefined)) ||
      paths.some(isHtmlForm),
  )
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found> {
  const wanted = files.paths.filter((path) => kindOf(path) !== undefined)
  if (wanted.length === 0)
    throw new Failure(
      'bad-input',
      'This download of Facebook is made for reading (HTML). Ask for it once more and choose JSON as its format.',
    )
  const owner = personNamed(await ownerOf(files, reading))
  // Looked at before anything is read, because an entry is read to its end before the next is asked for.
  const places = new Map<string, Place | undefined>()
  for (const path of wanted) places.set(path, await placeOf(files, path))
  for await (const { path, open } of files.entries((one) => places.has(one))) {
    const kind = kindOf(path)
    if (kind === undefined) continue
    for await (const { value, where } of recordsOf(open, places.get(path), path, reading)) {
      if (reading.signal.aborted) return
      const item = itemIn(value, kind, owner)
      if (typeof item === 'string') reading.notUnderstood(path, where, item)
      else if (item !== undefined) yield { network: 'facebook', refSpace: 'facebook', item }
    }
  }
}

async function* recordsOf(
  open: () => AsyncIterable<Uint8Array>,
  place: Place | undefined,
  path: string,
  reading: Reading,
): AsyncGenerator<{ value: unknown; where: string }> {
  const broken = (where: string, why: string): void => reading.notUnderstood(path, where, why)
  if (place === undefined) return broken('file', 'it holds no list that Earshot knows')
  if (place === 'whole') {
    const value = await orTell(
      () => jsonWhole(open(), mostBytes),
      (why) => broken('file', why),
    )
    if (value !== undefined) yield { value, where: 'file' }
    return
  }
  for await (const { value, index } of jsonRecords(open(), { lists: [place.list], broken }))
    yield { value, where: `record ${String(index + 1)}` }
}

/** The item of a record; undefined where nobody said anything in it; why not, where it cannot be read. */
function itemIn(value: unknown, kind: Kind, owner: FetchedAuthor): FetchedItem | undefined | string {
  if (labelled.safeParse(value).success)
    return 'its parts are named in the language of the download, which Earshot does not read'
  if (kind === 'comments') {
    const parsed = comment.safeParse(value)
    return parsed.success ? commentItem(parsed.data, owner) : whyNot(parsed.error)
  }
  const parsed = post.safeParse(value)
  if (!parsed.success) return whyNot(parsed.error)
  return kind === 'posts' ? postItem(parsed.data, owner) : receivedItem(parsed.data)
}

const profile = z.looseObject({ name: z.union([z.string(), z.looseObject({ full_name: z.string() })]) })
const profileFile = z.union([
  z.looseObject({ profile_v2: profile }).transform(({ profile_v2: one }) => one),
  z.looseObject({ profile }).transform(({ profile: one }) => one),
])

/** The owner's name; undefined where the download does not say it. */
async function ownerOf(files: ArchiveFiles, reading: Reading): Promise<string | undefined> {
  for await (const { path, open } of files.entries(isOwner)) {
    const value = await orTell(
      () => jsonWhole(open(), mostBytes),
      (why) => reading.notUnderstood(path, 'file', why),
    )
    const name = profileFile.safeParse(value).data?.name
    const words = mended(typeof name === 'string' ? name : (name?.full_name ?? '')).trim()
    if (words !== '') return words
  }
  return undefined
}

/** What `work` gives; where a file is no good, that is told and the others are read. */
async function orTell<T>(work: () => Promise<T>, tell: (why: string) => void): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'bad-input') throw error
    tell(error.message)
    return undefined
  }
}

export const format = {
  id: 'facebook-download',
  label: 'Facebook download',
  steps: [
    'On facebook.com open Settings, Accounts Centre, Your information and permissions, Download your information (now also called Export your information).',
    'Choose your profile. For a Page, switch to the Page first, and open its own settings.',
    'Choose to download to your device, all of the time, and at least Posts, Comments and reactions, and Profile information.',
    'Choose JSON as the format. The other one, HTML, cannot be read.',
    'Facebook tells you when it is ready, mostly within a day. Download the zip and choose it here.',
  ],
  recognises,
  read,
} satisfies ArchiveFormat
