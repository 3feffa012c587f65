/** Time-ordered numeric ids as Mastodon makes them: milliseconds, then 16 bits to tell neighbours apart. */
export function idMaker(): (ms: number) => string {
  let count = 0
  return (ms) => {
    count = (count + 1) % 65_536
    return ((BigInt(Math.floor(ms)) << 16n) + BigInt(count)).toString()
  }
}

/** Orders numeric ids without turning them into numbers, which could not hold them. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

/** A small stable hash (FNV-1a), for choices that must look arbitrary and never change. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}
