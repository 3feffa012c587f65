/**
 * Where entities stand in a text. Archives count in code points in some years, in UTF-16 units in others, and some counts
 * fit neither: so what must stand there decides, and the count only tells several such places apart. Pure.
 */

export interface Sought {
  /** What stands in the text, in whatever case: `@name`, `#tag`, an address. */
  written: string
  /** Where the archive says that it begins. */
  said: number
}

/** Code points before each of the sought ones; undefined for what stands nowhere. No place is given twice. */
export function placesOf(text: string, sought: readonly Sought[]): (number | undefined)[] {
  // The signs may be wide ones, as keyboards for East Asian scripts write them.
  const plain = text.replaceAll('＠', '@').replaceAll('＃', '#')
  const taken = new Set<number>()
  return sought.map(({ written, said }) => {
    const free = occurrences(plain, written).filter((at) => !taken.has(at))
    const at = free.sort((a, b) => Math.abs(a - said) - Math.abs(b - said))[0]
    if (at === undefined) return undefined
    taken.add(at)
    return Array.from(text.slice(0, at)).length
  })
}

function occurrences(text: string, written: string): number[] {
  const literal = written.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const isName = /^[@#]/.test(written)
  const pattern = new RegExp(isName ? `${literal}(?![\\p{L}\\p{M}\\p{N}_])` : literal, 'giu')
  return [...text.matchAll(pattern)].map(({ index }) => index)
}
