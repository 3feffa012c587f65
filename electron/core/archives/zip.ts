import { crc32 } from 'node:zlib'
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl'
import { Failure } from '#shared/failure'
import { archiveLimits, Declaration, refused, shown, Unpacking, type ArchiveLimits } from './limits.ts'
import { damaged, firstBytes, noSuchEntry, type OpenedArchive } from './opened.ts'
import { linkRefused, safePath } from './paths.ts'

/**
 * A zip, read at random: its directory is read and judged as a whole before any file of it is. Throws bad-input where it
 * is cut off, encrypted, a bomb, or holds names that lead out of it.
 */
export async function openZip(file: string, limits: ArchiveLimits = archiveLimits): Promise<OpenedArchive> {
  let zip: ZipFile
  try {
    // Names are decoded here: the library's own reading turns backslashes into slashes.
    zip = await openPromise(file, { autoClose: false, decodeStrings: false })
  } catch (error) {
    throw damaged('This is no whole zip file.', error)
  }
  try {
    return await readDirectory(zip, limits)
  } catch (error) {
    zip.close()
    throw damaged('The directory of this zip file cannot be read.', error)
  }
}

async function readDirectory(zip: ZipFile, limits: ArchiveLimits): Promise<OpenedArchive> {
  if (zip.entryCount > limits.entries) throw refused(`it holds more than ${String(limits.entries)} files`)
  const declared = new Declaration(limits)
  const files = new Map<string, Entry>()
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    const path = safePath(name, limits)
    if (isLink(entry)) throw linkRefused(path)
    if (entry.isEncrypted()) throw encrypted(path)
    declared.add({ path, size: entry.uncompressedSize, packed: entry.compressedSize })
    packed += entry.compressedSize
    if (!name.endsWith('/')) files.set(path, entry)
  }
  // Files that share their bytes cost nothing to pack and everything to unpack.
  if (packed > zip.fileSize) throw refused('its files overlap')
  const bytesOf = (path: string, entry: Entry): AsyncIterable<Uint8Array> =>
    unpacked(zip, path, entry, limits)
  return {
    packing: 'zip',
    totalBytes: declared.total,
    paths: [...files.keys()],
    async *entries(isWanted) {
      for (const [path, entry] of files)
        if (isWanted(path)) yield { path, size: entry.uncompressedSize, open: () => bytesOf(path, entry) }
    },
    head(path) {
      const entry = files.get(path)
      if (entry === undefined) throw noSuchEntry(path)
      return firstBytes(bytesOf(path, entry))
    },
    close() {
      zip.close()
      return Promise.resolve()
    },
  }
}

/** Unpacks one entry, and holds its real size and sum against what the directory says. */
async function* unpacked(
  zip: ZipFile,
  path: string,
  entry: Entry,
  limits: ArchiveLimits,
): AsyncGenerator<Uint8Array> {
  const unpacking = new Unpacking(limits, () => entry.compressedSize)
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) throw new Failure('bug', 'a file of bytes gave something else')
      unpacking.count(chunk.length)
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw damaged(`${shown(path)} in this archive is damaged.`, error)
  }
  if (sum !== entry.crc32) throw damaged(`${shown(path)} in this archive is damaged.`, new Error('crc'))
}

/** UTF-8 where it is declared, and where it is not but plainly is: some networks forget to say so. */
function nameOf(entry: Entry): string {
  const raw: unknown = entry.fileName
  if (!(raw instanceof Uint8Array)) throw new Failure('bug', 'a name was decoded where it should not be')
  const bytes = Buffer.from(raw)
  const utf8 = 0x800
  const isUtf8 = new TextDecoder('utf-8', { fatal: true })
  try {
    isUtf8.decode(bytes)
    return getFileNameLowLevel(entry.generalPurposeBitFlag | utf8, bytes, entry.extraFields, true)
  } catch {
    // Not UTF-8 at all: the old code page, which every byte belongs to.
    return getFileNameLowLevel(entry.generalPurposeBitFlag, bytes, entry.extraFields, true)
  }
}

function isLink(entry: Entry): boolean {
  // Whatever system says that it made it: others leave these bits empty.
  const mode = entry.externalFileAttributes >>> 16
  return (mode & 0o170000) === 0o120000
}

function encrypted(path: string): Failure {
  return new Failure(
    'bad-input',
    `${shown(path)} in this archive is locked with a password. Unpack it with the password, and choose the folder.`,
  )
}
