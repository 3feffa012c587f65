import type { ArchiveEntry, ArchiveFiles, ArchiveFormat, Found } from './types.ts'

/** Archives as the tests of formats need them: in memory, and as strict as the real ones about how they are read. */

/** Text, bytes, or pieces that are made when they are asked for. */
export type Content = string | Uint8Array | (() => Iterable<Uint8Array | string>)

export interface MemoryArchive extends ArchiveFiles {
  /** Bytes that were asked for so far, over all entries and all readings. */
  pulled(): number
}

/**
 * The files in the order of their names here. An entry that is opened twice, or after the next was asked for, throws,
 * as it would go wrong with a tar. `pieceBytes` is how much comes at a time.
 */
export function memoryArchive(files: Record<string, Content>, pieceBytes = 16_384): MemoryArchive {
  let pulled = 0
  const contents = new Map(Object.entries(files))
  async function* piecesOf(content: Content): AsyncGenerator<Uint8Array> {
    const pieces = typeof content === 'function' ? content() : [content]
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const part = bytes.subarray(at, at + pieceBytes)
        pulled += part.length
        yield await Promise.resolve(part)
      }
    }
  }
  return {
    paths: [...contents.keys()],
    pulled: () => pulled,
    async *entries(isWanted) {
      for (const [path, content] of contents) {
        if (!isWanted(path)) continue
        let isOver = false
        yield entryOf(path, content, () => {
          if (isOver) throw new Error(`${path} was opened twice, or too late`)
          isOver = true
          return piecesOf(content)
        })
        isOver = true
      }
    },
    async head(path) {
      const content = contents.get(path)
      if (content === undefined) throw new Error(`no entry ${path}`)
      const before = pulled
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const piece of piecesOf(content)) {
        chunks.push(piece)
        size += piece.length
        if (size >= 65_536) break
      }
      pulled = before
      return new Uint8Array(Buffer.concat(chunks).subarray(0, 65_536))
    },
  }
}

function entryOf(path: string, content: Content, open: () => AsyncIterable<Uint8Array>): ArchiveEntry {
  const size =
    typeof content === 'function'
      ? 0
      : typeof content === 'string'
        ? Buffer.byteLength(content)
        : content.length
  return { path, size, open }
}

/** What could not be read: file, where, why. */
export type Missed = [path: string, where: string, why: string]

/** Everything that a format finds, and what it does not understand. */
export async function readAll(
  format: ArchiveFormat,
  files: ArchiveFiles,
): Promise<{ found: Found[]; missed: Missed[] }> {
  const found: Found[] = []
  const missed: Missed[] = []
  const reading = {
    signal: new AbortController().signal,
    notUnderstood: (...miss: Missed) => void missed.push(miss),
  }
  for await (const one of format.read(files, reading)) found.push(one)
  return { found, missed }
}
