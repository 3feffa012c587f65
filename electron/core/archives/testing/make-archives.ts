import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'

/** Archives as tests need them: proper ones, and ones that were made to hurt. */

/** A file of a zip, with what its directory may lie about. */
export interface ZipPart {
  name: string | Uint8Array
  text?: string
  bytes?: Uint8Array
  /** What the directory says of the unpacked size; the truth if absent. */
  declaredSize?: number
  declaredPacked?: number
  declaredSum?: number
  encrypted?: boolean
  link?: boolean
  /** Where its bytes begin; its own place if absent. */
  offset?: number
}

/** A zip file, byte by byte, so that any of it can be wrong. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const part of parts) {
    const name = Buffer.from(typeof part.name === 'string' ? Buffer.from(part.name) : part.name)
    const bytes = part.bytes ?? Buffer.from(part.text ?? '')
    const packed = deflateRawSync(bytes)
    const facts = {
      flags: (part.encrypted === true ? 1 : 0) | (typeof part.name === 'string' ? 0x800 : 0),
      sum: part.declaredSum ?? crc32(bytes),
      packed: part.declaredPacked ?? packed.length,
      size: part.declaredSize ?? bytes.length,
    }
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    writeFacts(local, 4, facts)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE((3 << 8) | 20, 4)
    writeFacts(central, 6, facts)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(((part.link === true ? 0o120777 : 0o100644) << 16) >>> 0, 38)
    central.writeUInt32LE(part.offset ?? at, 42)
    bodies.push(local, name, packed)
    directory.push(central, name)
    at += local.length + name.length + packed.length
  }
  const directoryBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directoryBytes.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, directoryBytes, end])
}

function writeFacts(
  header: Buffer,
  at: number,
  { flags, sum, packed, size }: { flags: number; sum: number; packed: number; size: number },
): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(flags, at + 2)
  header.writeUInt16LE(8, at + 4)
  header.writeUInt32LE(sum, at + 10)
  header.writeUInt32LE(packed, at + 14)
  header.writeUInt32LE(size, at + 18)
}

/** A zip of texts by their paths. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  return makeZip(Object.entries(files).map(([name, text]) => ({ name, text })))
}

/** A gzipped tar of texts by their paths. */
export async function tarGzOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  return gzipSync(await tarOf(files))
}

export async function tarOf(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  return packTar(
    Object.entries(files).map(([name, text]) => ({
      header: { name, size: Buffer.byteLength(text), type: 'file' as const },
      body: text,
    })),
  )
}
