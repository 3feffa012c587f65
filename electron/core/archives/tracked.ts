import { asFailure } from '#shared/failure'
import type { OpenedArchive } from './opened.ts'
import type { ArchiveFiles, Reading } from './types.ts'

/** How far the reading of an archive is. */
export interface Place {
  /** Files passed or read. */
  files: number
  /** Unpacked bytes read. */
  bytes: number
}

/**
 * The files of an archive as an import hands them to a format: how far the reading is, is written to `place`, and one
 * damaged file ends as if it were cut off there, told as not understood, where the others can still be read. A damaged tar
 * has nothing after it that could be.
 */
export function tracked(
  archive: OpenedArchive,
  place: Place,
  { notUnderstood }: Reading,
  mayGoOn: () => boolean = () => true,
): ArchiveFiles {
  const order = new Map(archive.paths.map((path, index) => [path, index + 1]))
  const isAtRandom = archive.packing === 'zip' || archive.packing === 'folder'
  async function* counted(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let read = 0
    try {
      for await (const chunk of bytes) {
        read += chunk.length
        place.bytes += chunk.length
        yield chunk
      }
    } catch (error) {
      if (!isAtRandom) throw error
      const { code, message, cause } = asFailure(error)
      const why =
        code === 'bug' ? `it cannot be read (${cause instanceof Error ? cause.message : ''})` : message
      notUnderstood(path, `byte ${String(read)}`, why)
    }
  }
  return {
    paths: archive.paths,
    async *entries(isWanted) {
      for await (const entry of archive.entries(isWanted)) {
        // Where nothing is found, nobody else would notice that somebody said to stop.
        if (!mayGoOn()) return
        place.files = Math.max(place.files, order.get(entry.path) ?? 0)
        yield { path: entry.path, size: entry.size, open: () => counted(entry.path, entry.open()) }
      }
    },
    head: (path) => archive.head(path),
  }
}
