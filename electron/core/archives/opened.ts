import { Failure } from '#shared/failure'
import type { ArchiveFiles } from './types.ts'

/** An archive that was opened, with what the plan says of it. */
export interface OpenedArchive extends ArchiveFiles {
  packing: 'zip' | 'tar' | 'tar.gz' | 'folder' | 'file'
  /** Unpacked bytes of all files, as declared. */
  totalBytes: number
  /** Lets go of the file. */
  close(): Promise<void>
}

/** The most that `head` gives. */
export const headBytes = 65_536

/** The first bytes of something; what follows is not read. */
export async function firstBytes(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= headBytes) break
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, headBytes))
}

export function noSuchEntry(path: string): Failure {
  return new Failure('bug', `no entry ${path} in this archive`)
}

/** What a person does about an archive whose bytes are wrong. */
export function damaged(what: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause
  return new Failure('bad-input', `${what} Download it again; the copy here may have been cut off.`, {
    cause,
  })
}
