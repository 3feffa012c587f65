import { createReadStream } from 'node:fs'
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

type Decoder = ReturnType<typeof createTarDecoder>

/** All entries in order. The body of one is read or cancelled before the next is asked for. */
async function* walk(
  file: string,
  packing: 'tar' | 'tar.gz',
  limits: ArchiveLimits,
): AsyncGenerator<ParsedTarEntry> {
  const decoder = createTarDecoder({ strict: true })
  const feeding = feed(packing === 'tar' ? createReadStream(file) : gunzipped(file, limits), decoder.writable)
  const reader = decoder.readable.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } catch (error) {
    throw brokenTar(error)
  } finally {
    // Whoever leaves early lets go of the file.
    await reader.cancel().catch(() => undefined)
    await feeding
  }
}

/** Hands the bytes to the decoder as fast as it takes them. What goes wrong comes out of the decoder's other end. */
async function feed(bytes: AsyncIterable<Uint8Array>, into: Decoder['writable']): Promise<void> {
  const writer = into.getWriter()
  try {
    for await (const chunk of bytes) await writer.write(chunk)
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
  }
}

/** The bytes of one entry; whoever stops reading them lets go of the rest. */
async function* bytesOf(body: ParsedTarEntry['body']): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } catch (error) {
    throw brokenTar(error)
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function brokenTar(error: unknown): Error {
  return damaged('This tar file is damaged or cut off.', error)
}

/** Undefined for the archive's own root, which many tars name `./`. */
function pathOf(name: string, limits: ArchiveLimits): string | undefined {
  return name === '.' || name === './' ? undefined : safePath(name, limits)
}
