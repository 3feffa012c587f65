import { createHash } from 'node:crypto'

/**
 * Record keys (atproto.com/specs/tid): 13 characters that hold 53 bits of microseconds and 10 bits to tell neighbours
 * apart. Ours are made from the message's key, so that every try of a message writes to the same place. Pure.
 */

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'
const shape = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/
/** A stretch of the past for keys that follow nothing. */
const someTimeUs = BigInt(Date.UTC(2024, 0, 1)) * 1000n
const yearUs = 365n * 86_400_000_000n
const minuteUs = 60_000_000n

/** The same for the same `key` and `after`. It lies in the minute after the key `after`, where that is one of this kind. */
export function tidOf(key: string, after?: string): string {
  const digest = createHash('sha256').update(key).digest()
  const [high, low] = [digest.readBigUInt64BE(0), digest.readBigUInt64BE(8)]
  const before = after === undefined ? undefined : timeUs(after)
  const us = before === undefined ? someTimeUs + (high % yearUs) : before + 1n + (high % minuteUs)
  return encode((us << 10n) | (low & 1023n))
}

/** Microseconds since 1970 in a record key; undefined where it holds none. */
export function timeUs(tid: string): bigint | undefined {
  if (!shape.test(tid)) return undefined
  let value = 0n
  for (const character of tid) value = (value << 5n) | BigInt(alphabet.indexOf(character))
  return value >> 10n
}

function encode(value: bigint): string {
  let text = ''
  let rest = value & ((1n << 63n) - 1n)
  for (let i = 0; i < 13; i += 1) {
    text = (alphabet[Number(rest & 31n)] ?? '') + text
    rest >>= 5n
  }
  return text
}
