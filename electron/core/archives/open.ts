import { open, stat } from 'node:fs/promises'
import { Failure } from '#shared/failure'
import { openFolder, openSingle } from './folder.ts'
import { gunzipped } from './gzip.ts'
import { archiveLimits, type ArchiveLimits } from './limits.ts'
import { firstBytes, type OpenedArchive } from './opened.ts'
import { openTar } from './tar.ts'
import { openZip } from './zip.ts'

/**
 * Opens what lies at a path, whatever it is packed in: told by its first bytes, never by its name. Nothing is written to
 * disk. Throws bad-input, with what to do, where it cannot be read or should not be.
 */
export async function openArchive(
  path: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<OpenedArchive> {
  if ((await facts(path)).isFolder) return openFolder(path, limits)
  const start = await startOf(path)
  if (begins(start, 'PK\u0003\u0004') || begins(start, 'PK\u0005\u0006')) return openZip(path, limits)
  if (isTar(start)) return openTar(path, 'tar', limits)
  if (start[0] === 0x1f && start[1] === 0x8b) {
    const inside = await firstBytes(gunzipped(path, limits))
    return isTar(inside) ? openTar(path, 'tar.gz', limits) : openSingle(path, true, limits)
  }
  const other = otherPackings.find(({ sign }) => begins(start, sign))
  if (other !== undefined)
    throw new Failure(
      'bad-input',
      `Earshot does not unpack ${other.name}. Unpack it yourself, and choose the folder.`,
    )
  return openSingle(path, false, limits)
}

/** What makes an archive the same one when an import goes on: how large it is and when it was written. */
export async function fingerprint(path: string): Promise<string> {
  const { size, changedMs, isFolder } = await facts(path)
  return isFolder ? 'folder' : `${String(size)} ${String(Math.floor(changedMs))}`
}

async function facts(path: string): Promise<{ isFolder: boolean; size: number; changedMs: number }> {
  try {
    const found = await stat(path)
    return { isFolder: found.isDirectory(), size: found.size, changedMs: found.mtimeMs }
  } catch (error) {
    throw new Failure(
      'bad-input',
      'The archive is not where it was, or may not be read. Put it back, or choose it again.',
      { cause: error },
    )
  }
}

async function startOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const buffer = new Uint8Array(512)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function begins(bytes: Uint8Array, sign: string): boolean {
  return [...sign].every((letter, at) => bytes[at] === letter.charCodeAt(0))
}

/** POSIX and GNU tars have this word in their first header. */
function isTar(bytes: Uint8Array): boolean {
  return begins(bytes.subarray(257), 'ustar')
}

const otherPackings = [
  { sign: '7z\u00bc\u00af', name: '7z archives' },
  { sign: 'Rar!', name: 'RAR archives' },
  { sign: 'BZh', name: 'bzip2 archives' },
  { sign: '\u00fd7zXZ', name: 'xz archives' },
  { sign: '\u0028\u00b5\u002f\u00fd', name: 'zstd archives' },
]
