import { createReadStream } from 'node:fs'
import { opendir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gunzipped } from './gzip.ts'
import { archiveLimits, Declaration, type ArchiveLimits } from './limits.ts'
import { firstBytes, noSuchEntry, type OpenedArchive } from './opened.ts'
import { linkRefused, safePath } from './paths.ts'

/** An archive that was unpacked already. Links are refused: what was chosen is the folder, not where it points. */
export async function openFolder(
  folder: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<OpenedArchive> {
  const sizes = new Map<string, number>()
  const declared = new Declaration(limits)
  const look = async (under: string): Promise<void> => {
    for await (const one of await opendir(join(folder, under))) {
      const path = safePath(under === '' ? one.name : `${under}/${one.name}`, limits)
      if (one.isSymbolicLink()) throw linkRefused(path)
      if (one.isDirectory()) await look(path)
      if (!one.isFile()) continue
      const { size } = await stat(join(folder, path))
      declared.add({ path, size })
      sizes.set(path, size)
    }
  }
  await look('')
  // The file system gives them in any order, and a paused import goes on by it.
  const paths = [...sizes.keys()].sort()
  return {
    packing: 'folder',
    totalBytes: declared.total,
    paths,
    async *entries(isWanted) {
      for (const path of paths)
        if (isWanted(path))
          yield { path, size: sizes.get(path) ?? 0, open: () => createReadStream(join(folder, path)) }
    },
    head(path) {
      if (!sizes.has(path)) throw noSuchEntry(path)
      return firstBytes(createReadStream(join(folder, path)))
    },
    close: () => Promise.resolve(),
  }
}

/** One file as an archive of one entry, unpacked where it is gzipped. */
export async function openSingle(
  file: string,
  isGzipped: boolean,
  limits: ArchiveLimits = archiveLimits,
): Promise<OpenedArchive> {
  const { size } = await stat(file)
  const path = isGzipped ? basename(file).replace(/\.gz$/i, '') : basename(file)
  const open = (): AsyncIterable<Uint8Array> => (isGzipped ? gunzipped(file, limits) : createReadStream(file))
  return {
    packing: 'file',
    totalBytes: size,
    paths: [path],
    async *entries(isWanted) {
      if (isWanted(path)) yield { path, size, open }
    },
    head: () => firstBytes(open()),
    close: () => Promise.resolve(),
  }
}
