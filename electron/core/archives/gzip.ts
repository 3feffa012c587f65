import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Unpacking, type ArchiveLimits } from './limits.ts'
import { damaged } from './opened.ts'

/** What a gzip file unpacks to. Throws bad-input where it is a bomb, damaged or cut off. */
export async function* gunzipped(file: string, limits: ArchiveLimits): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(file)
  const gunzip = createGunzip()
  const unpacking = new Unpacking(limits, () => packed.bytesRead)
  // What goes wrong on either side comes out of `gunzip`, which is read below.
  pipeline(packed, gunzip, () => undefined)
  try {
    const chunks: AsyncIterable<Uint8Array> = gunzip
    for await (const chunk of chunks) {
      unpacking.count(chunk.length)
      yield chunk
    }
  } catch (error) {
    throw damaged('This gzip file is damaged or cut off.', error)
  }
}
