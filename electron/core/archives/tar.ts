import { createReadStream } from 'node:fs'
import { ReadableStream } from 'node:stream/web'
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar'
import { gunzipped } from './gzip.ts'
import { archiveLimits, Declaration, type ArchiveLimits } from './limits.ts'
import { damaged, firstBytes, noSuchEntry, type OpenedArchive } from './opened.ts'
import { linkRefused, safePath } from './paths.ts'
import type { ArchiveEntry } from './types.ts'

/**
 * A tar, gzipped or not. It has no directory: it is read through once to see what it holds and judge that, and once
 * more for what is asked of it, always from its beginning. Throws bad-input as `openZip` does.
 */
export async function openTar(
  file: string,
  packing: 'tar' | 'tar.gz',
  limits: ArchiveLimits = archiveLimits,
): Promise<OpenedArchive> {
  const declared = new Declaration(limits)
  const paths: string[] = []
  for await (const { header, body } of walk(file, packing, limits)) {
    const path = pathOf(header.name, limits)
    if (header.type === 'link' || header.type === 'symlink') throw linkRefused(path ?? header.name)
    if (path !== undefined) {
      declared.add({ path, size: header.size })
      if (header.type === 'file') paths.push(path)
    }
    await body.cancel()
  }
  async function* entries(isWanted: (path: string) => boolean): AsyncGenerator<ArchiveEntry> {
    for await (const { header, body } of walk(file, packing, limits)) {
      const path = header.type === 'file' ? pathOf(header.name, limits) : undefined
      let isOpen = false
      if (path !== undefined && isWanted(path)) {
        const open = (): AsyncIterable<Uint8Array> => {
          isOpen = true
          return bytesOf(body)
        }
        yield { path, size: header.size, open }
      }
      if (!isOpen) await body.cancel()
    }
  }
  return {
    packing,
    totalBytes: declared.total,
    paths,
    entries,
    async head(path) {
      // Awaited here: leaving the loop lets go of the archive.
      for await (const entry of entries((other) => other === path)) return await firstBytes(entry.open())
      throw noSuchEntry(path)
    },
    close: () => Promise.resolve(),
  }
}

/** All entries in order. The body of one is read or cancelled before the next is asked for. */
async function* walk(
  file: string,
  packing: 'tar' | 'tar.gz',
  limits: ArchiveLimits,
): AsyncGenerator<ParsedTarEntry> {
  const bytes: AsyncIterable<Uint8Array> =
    packing === 'tar' ? createReadStream(file) : gunzipped(file, limits)
  try {
    yield* ReadableStream.from(bytes).pipeThrough(createTarDecoder({ strict: true }))
  } catch (error) {
    throw brokenTar(error)
  }
}

async function* bytesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw brokenTar(error)
  }
}

function brokenTar(error: unknown): Error {
  return damaged('This tar file is damaged or cut off.', error)
}

/** Undefined for the archive's own root, which many tars name `./`. */
function pathOf(name: string, limits: ArchiveLimits): string | undefined {
  return name === '.' || name === './' ? undefined : safePath(name, limits)
}
