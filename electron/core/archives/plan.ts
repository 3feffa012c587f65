import { basename } from 'node:path'
import type { ArchivePlan } from '#shared/domain/archive'
import { recognisedBy } from './formats.ts'
import { openArchive } from './open.ts'
import type { OpenedArchive } from './opened.ts'
import { isNestedArchive } from './paths.ts'
import type { ArchiveFormat } from './types.ts'

const sampleItems = 3
const sampleLetters = 200

/** Looks at an archive and says what importing it would mean. Nothing is stored. Throws bad-input. */
export async function planArchive(
  formats: ReadonlyMap<string, ArchiveFormat>,
  path: string,
): Promise<ArchivePlan> {
  const archive = await openArchive(path)
  try {
    const recognised = await recognisedBy(formats, archive)
    const [first] = recognised
    return {
      name: basename(path),
      packing: archive.packing,
      files: archive.paths.length,
      bytes: archive.totalBytes,
      nested: archive.paths.filter(isNestedArchive).length,
      formats: recognised.map(({ id, label }) => ({ id, label })),
      sample: first === undefined ? [] : await sampleOf(archive, first),
    }
  } finally {
    await archive.close()
  }
}

async function sampleOf(archive: OpenedArchive, format: ArchiveFormat): Promise<ArchivePlan['sample']> {
  const sample: ArchivePlan['sample'] = []
  const ended = new AbortController()
  const reading = { signal: ended.signal, notUnderstood: () => undefined }
  for await (const { network, item } of format.read(archive, reading)) {
    sample.push({
      network,
      author: item.author.name === '' ? item.author.handle : item.author.name,
      createdMs: item.createdMs,
      text: (item.title ?? item.text).slice(0, sampleLetters),
    })
    if (sample.length === sampleItems) break
  }
  ended.abort()
  return sample
}
