import { decode } from '@atcute/cbor'
import { fromCidLink, isCidLink } from '@atcute/cid'
import { Failure } from '#shared/failure'

/**
 * The blocks of a CAR file (ipld.io/specs/transport/car/carv1): a header that names the root, then pieces of data, each
 * under the hash of what it holds. Read as a stream; what is held at once is one block.
 */

export interface Block {
  /** SHA-256 that the file claims for it, as a text of 32 characters; `holds` tells whether that is true. */
  hash: string
  bytes: Uint8Array
  /** From 1. */
  number: number
}

export interface CarEvents {
  /** The hash of the root, before any block. */
  root(hash: string): void
  broken(where: string, why: string): void
}

/** Servers take records of at most 1 MiB; nodes of the tree are smaller. */
export const mostBlockBytes = 4 * 1024 * 1024
const mostHeaderBytes = 64 * 1024
/** Version 1, DAG-CBOR, SHA-256, 32 bytes: the only kind of name that repositories have. */
const cidStart = [0x01, 0x71, 0x12, 0x20]
const cidBytes = 36

/** Throws Failure `bad-input` where it is no CAR file; a block that is no good is told and passed over. */
export async function* carBlocks(bytes: AsyncIterable<Uint8Array>, events: CarEvents): AsyncGenerator<Block> {
  const source = new ByteSource(bytes)
  try {
    events.root(await readRoot(source))
    for (let number = 1; !(await source.isAtEnd()); number += 1) {
      const where = `block ${String(number)}`
      const size = await source.varint()
      if (size === undefined || size < cidBytes)
        return events.broken(where, 'its length makes no sense; nothing behind it can be found')
      const isTooLong = size > mostBlockBytes + cidBytes
      const section = isTooLong ? undefined : await source.take(size)
      if (isTooLong ? !(await source.skip(size)) : section === undefined)
        return events.broken(where, 'the file breaks off here')
      if (section === undefined) events.broken(where, `it is longer than ${String(mostBlockBytes)} bytes`)
      else if (cidStart.some((byte, at) => section[at] !== byte))
        events.broken(where, 'it has a name of a kind that repositories do not use')
      else yield { hash: hashText(section.subarray(4, cidBytes)), bytes: section.subarray(cidBytes), number }
    }
  } finally {
    await source.close()
  }
}

async function readRoot(source: ByteSource): Promise<string> {
  const size = await source.varint()
  const header = size === undefined || size > mostHeaderBytes ? undefined : await source.take(size)
  const root = header === undefined ? undefined : rootIn(header)
  if (root === undefined)
    throw new Failure(
      'bad-input',
      'This is no export of a Bluesky repository. Download it again; it ends in .car.',
    )
  return root
}

function rootIn(header: Uint8Array): string | undefined {
  const value = decoded(header)
  if (typeof value !== 'object' || value === null || !('roots' in value) || !Array.isArray(value.roots))
    return undefined
  return hashOfLink(value.roots[0])
}

/** What is in a block; undefined where it is no proper DAG-CBOR. Decoding is strict and does not recurse. */
export function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes)
  } catch {
    // The library throws plain errors for all it does not take; each caller says what was expected there.
    return undefined
  }
}

/** The hash in a link to another block. */
export function hashOfLink(link: unknown): string | undefined {
  if (!isCidLink(link)) return undefined
  try {
    return hashText(fromCidLink(link).digest.contents)
  } catch {
    // A link that is no name of a block leads nowhere.
    return undefined
  }
}

export function hashText(hash: Uint8Array): string {
  return Buffer.from(hash).toString('latin1')
}

/** Bytes in the sizes that are asked for, whatever sizes they come in. */
class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>
  #chunk = new Uint8Array(0)
  #at = 0

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]()
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#at >= this.#chunk.length) {
      const next = await this.#chunks.next()
      if (next.done === true) return true
      this.#chunk = new Uint8Array(next.value)
      this.#at = 0
    }
    return false
  }

  /** An unsigned LEB128 number; undefined where there is none, or one that no file can mean. */
  async varint(): Promise<number | undefined> {
    let value = 0
    for (let shift = 0; shift < 49; shift += 7) {
      if (await this.isAtEnd()) return undefined
      const byte = this.#chunk[this.#at] ?? 0
      this.#at += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    return undefined
  }

  /** A copy, so that what was read before can be let go of. Undefined where fewer are left. */
  async take(size: number): Promise<Uint8Array | undefined> {
    const taken = new Uint8Array(size)
    let filled = 0
    while (filled < size) {
      if (await this.isAtEnd()) return undefined
      const part = this.#chunk.subarray(this.#at, this.#at + size - filled)
      taken.set(part, filled)
      filled += part.length
      this.#at += part.length
    }
    return taken
  }

  /** False where fewer are left. */
  async skip(size: number): Promise<boolean> {
    let left = size
    while (left > 0) {
      if (await this.isAtEnd()) return false
      const part = Math.min(left, this.#chunk.length - this.#at)
      left -= part
      this.#at += part
    }
    return true
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
