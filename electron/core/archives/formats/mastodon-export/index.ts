import { asFailure } from '#shared/failure'
import { jsonRecords, jsonWhole } from '../../json-records.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../../types.ts'
import { itemOf, ownerOf, type Owner } from './items.ts'
import { activity, actor } from './wire.ts'

/**
 * What Mastodon gives under "Import and export": a zip (before 4.2 a tar.gz) with `outbox.json`, all activities of the
 * account, and `actor.json`, who it is. Pleroma and Akkoma give the same. Facts from mastodon/app/services/
 * backup_service.rb. Boosts hold no words, and likes and bookmarks are addresses alone: none of them is an item.
 */

const outbox = /(?:^|\/)outbox\.json$/
const mostActorBytes = 1024 * 1024

const actorBeside = (path: string): string =>
  path.replace(outbox, (whole) => whole.replace('outbox', 'actor'))

export const format: ArchiveFormat = {
  id: 'mastodon-export',
  label: 'Mastodon archive',
  steps: [
    'On your server, open Preferences, then “Import and export”, then “Data export”.',
    'Press “Request your archive”. It can be asked for once a week.',
    'The server sends a mail when it is ready, often within the hour. Download it there: archive-….zip or .tar.gz.',
  ],
  async recognises(files) {
    const path = files.paths.find((one) => outbox.test(one))
    if (path === undefined || !files.paths.includes(actorBeside(path))) return false
    return new TextDecoder().decode(await files.head(path)).includes('"orderedItems"')
  },
  read,
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found, void> {
  // Who it is stands behind what they said in a tar, so it is read first, in a pass of its own.
  const owners = await readOwners(files, reading)
  for await (const entry of files.entries((path) => outbox.test(path))) {
    const owner = owners.get(actorBeside(entry.path))
    if (owner === undefined) continue
    const broken = (where: string, why: string): void => reading.notUnderstood(entry.path, where, why)
    for await (const { index, value } of jsonRecords(entry.open(), { lists: ['orderedItems'], broken })) {
      const parsed = activity.safeParse(value)
      const place = `record ${String(index + 1)}`
      if (!parsed.success) broken(place, 'it is no activity of an outbox')
      else if (typeof parsed.data.object !== 'string') {
        const item = itemOf(parsed.data.object, owner)
        if (item === undefined) broken(place, 'it is a post without an address or a time')
        else yield { network: 'mastodon', refSpace: `mastodon:${owner.origin}`, item }
      }
    }
  }
}

async function readOwners(files: ArchiveFiles, reading: Reading): Promise<Map<string, Owner>> {
  const wanted = new Set(files.paths.filter((path) => outbox.test(path)).map(actorBeside))
  const owners = new Map<string, Owner>()
  for await (const entry of files.entries((path) => wanted.has(path))) {
    const parsed = actor.safeParse(await wholeOf(entry.open()))
    if (parsed.success) owners.set(entry.path, ownerOf(parsed.data))
    else reading.notUnderstood(entry.path, 'the file', 'it does not say whose archive this is')
  }
  return owners
}

/** The JSON of a small file; undefined where it is none. */
async function wholeOf(bytes: AsyncIterable<Uint8Array>): Promise<unknown> {
  try {
    return await jsonWhole(bytes, mostActorBytes)
  } catch (error) {
    // What is wrong with the bytes themselves is told by whoever unpacks them.
    if (asFailure(error).code === 'bug') throw error
    return undefined
  }
}
