import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterPage, cursorOf, firstPages, freshIn, mostPages, type Place, type Seen } from './walk.ts'

/** A list as a server holds it, newest first, whose cursor is the place of the next entry. */
function pageOf(list: readonly Seen[], cursor: string | undefined, size: number) {
  const from = cursor === undefined ? 0 : list.findIndex(({ uri }) => uri === cursor)
  const entries = from === -1 ? [] : list.slice(from, from + size)
  return { entries, isEmpty: entries.length === 0, next: list[from + size]?.uri }
}

function walk(list: readonly Seen[], start: Place | undefined, size: number) {
  let at = start
  const heard: Seen[] = []
  for (let pages = 1; ; pages += 1) {
    const page = pageOf(list, cursorOf(at), size)
    heard.push(...freshIn(at, page.entries))
    const step = afterPage(at, page, 1_000_000_000 + pages)
    at = step.place
    if (!step.more) return { at, heard, pages, covered: step.covered }
  }
}

const minute = 60_000
const entry = (n: number): Seen => ({ uri: `u${n}`, ms: n * minute })
const newestFirst = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => entry(to - 1 - i))

describe('walking back to what is known', () => {
  test('whatever comes between two walks, and whatever is deleted, is heard or said to be a hole', () => {
    const lists = fc.record({
      before: fc.integer({ min: 0, max: 120 }),
      fresh: fc.integer({ min: 0, max: 400 }),
      size: fc.integer({ min: 1, max: 50 }),
      gone: fc.array(fc.integer({ min: 0, max: 520 }), { maxLength: 60 }),
    })
    fc.assert(
      fc.property(lists, ({ before, fresh, size, gone }) => {
        const first = walk(newestFirst(0, before), undefined, size)
        const list = newestFirst(0, before + fresh).filter((_, i) => !gone.includes(i))
        const second = walk(list, first.at, size)
        const heard = new Set([...first.heard, ...second.heard].map(({ uri }) => uri))
        const fromMs = Math.max(first.covered?.fromMs ?? 0, second.covered?.fromMs ?? 0)
        for (const { uri, ms } of list) expect(heard.has(uri) || ms < fromMs, uri).toBe(true)
      }),
    )
  })

  test('a walk ends, however the server answers', () => {
    const page = fc.record({
      entries: fc.array(fc.integer({ min: 0, max: 50 }).map(entry), { maxLength: 5 }),
      isEmpty: fc.boolean(),
      next: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(page, { minLength: 30, maxLength: 30 }), fc.boolean(), (pages, knows) => {
        let at: Place | undefined = knows ? { known: [entry(40)] } : undefined
        const steps = pages.map((each) => {
          const step = afterPage(at, each, 1)
          at = step.place
          return step.more
        })
        expect(steps.indexOf(false)).toBeGreaterThanOrEqual(0)
        expect(steps.indexOf(false)).toBeLessThan(knows ? mostPages : firstPages + 1)
        expect(at?.known.length).toBeLessThanOrEqual(60)
      }),
    )
  })

  test('the first look goes a few pages back and says how far', () => {
    const { pages, covered } = walk(newestFirst(0, 100), undefined, 10)
    expect([pages, covered]).toEqual([firstPages, { toMs: 1_000_000_001, fromMs: 70 * minute }])
    expect(walk(newestFirst(0, 25), undefined, 10).covered).toEqual({ toMs: 1_000_000_001 })
  })

  test('a later one reads one page where that meets what is known, and hears nothing twice', () => {
    const first = walk(newestFirst(0, 30), undefined, 50)
    const second = walk(newestFirst(0, 33), first.at, 50)
    expect([second.pages, second.heard.map(({ uri }) => uri)]).toEqual([1, ['u32', 'u31', 'u30']])
  })

  test('with everything known deleted, the time tells where to stop', () => {
    const first = walk(newestFirst(0, 100), undefined, 25)
    const list = newestFirst(0, 103).filter(({ ms }) => ms < 60 * minute || ms >= 100 * minute)
    expect(walk(list, first.at, 25).pages).toBe(1)
  })

  test('a cursor that leads to itself ends the walk, and a page of what does not count does not', () => {
    const at = afterPage(undefined, { entries: [entry(9)], isEmpty: false, next: 'c' }, 1).place
    expect(afterPage(at, { entries: [entry(8)], isEmpty: false, next: 'c' }, 2).more).toBe(false)
    expect(afterPage(at, { entries: [], isEmpty: false, next: 'd' }, 2).more).toBe(true)
    expect(afterPage(at, { entries: [], isEmpty: true, next: 'd' }, 2).more).toBe(false)
  })

  test('a place survives the store', () => {
    const { place } = afterPage(undefined, { entries: [entry(9)], isEmpty: false, next: 'c' }, 1)
    expect(JSON.parse(JSON.stringify(place))).toEqual(place)
  })
})
