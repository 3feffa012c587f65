import { Failure } from '#shared/failure'
import { z } from 'zod'
import type { FetchedItem, LiveHandlers, Page } from '../networks/types.ts'
import type { FakeClock } from './fake-clock.ts'
import { fakeNetwork, fakeSpace, mention, type FakeNetwork } from './fake-network.ts'

/**
 * A place where people speak, and a network that gives of it what such networks give: pages after a cursor (`cursor`),
 * the newest few (`window`), or a look back of two pages and then forward, with filling (`back`). What was said is
 * known to the test, so that every claim of having heard it can be checked.
 */
export type SquareKind = 'cursor' | 'window' | 'back'

const pageSize = 3
const windowSize = 4
const place = z.object({ next: z.number(), back: z.number().optional(), left: z.number().optional() })

export class Square {
  readonly said: FetchedItem[] = []
  readonly network: FakeNetwork
  /** Thrown by the next requests, in turn; undefined lets one through. */
  readonly troubles: (Failure | undefined)[] = []
  #handlers: LiveHandlers | undefined
  /** The connection is up as both ends know, or only as ours does. */
  #line: 'none' | 'opening' | 'up' | 'dead' = 'none'
  readonly #clock: FakeClock
  readonly #kind: SquareKind

  constructor(clock: FakeClock, kind: SquareKind) {
    this.#clock = clock
    this.#kind = kind
    const network = fakeNetwork()
    network.pull = async (ctx, _account, _stream, cursor) => {
      const askedMs = ctx.clock.now()
      const trouble = this.troubles.shift()
      if (trouble !== undefined) throw trouble
      const page = kind === 'window' ? this.#newest(cursor) : this.#walk(cursor)
      return page.more ? page : { ...page, coveredToMs: askedMs }
    }
    if (kind === 'back')
      network.backfill = async (_ctx, _account, _stream, gap, cursor) => {
        const trouble = this.troubles.shift()
        if (trouble !== undefined) throw trouble
        const end = z.number().catch(this.said.length).parse(cursor)
        const items = this.said.slice(Math.max(0, end - pageSize), end)
        const isThrough = end <= pageSize || (items[0]?.createdMs ?? 0) < gap.fromMs
        return { items, refSpace: fakeSpace, cursor: isThrough ? null : end - pageSize, more: !isThrough }
      }
    network.listen = (_ctx, _account, _streams, handlers) => {
      this.#handlers = handlers
      this.#line = 'opening'
      return {
        close: () => {
          if (this.#handlers !== handlers) return
          this.#line = 'none'
          handlers.onDown('closed')
        },
      }
    }
    this.network = network
  }

  say(): void {
    const item = mention({ text: `said ${String(this.said.length)}`, createdMs: this.#clock.now() })
    this.said.push(item)
    if (this.#line === 'up') this.#handlers?.onPage(1, { items: [item], refSpace: fakeSpace })
  }

  up(): void {
    if (this.#line !== 'opening') return
    this.#line = 'up'
    this.#handlers?.onUp([1])
  }

  beat(): void {
    if (this.#line === 'up') this.#handlers?.onAlive?.()
  }

  drop(): void {
    if (this.#line === 'none') return
    this.#line = 'none'
    this.#handlers?.onDown('torn')
  }

  /** Nothing comes any more, and nobody says so. */
  die(): void {
    if (this.#line === 'up') this.#line = 'dead'
  }

  #page(from: number, to: number, rest: Partial<Page> & Pick<Page, 'cursor' | 'more'>): Page {
    return { items: this.said.slice(Math.max(0, from), to).toReversed(), refSpace: fakeSpace, ...rest }
  }

  #newest(cursor: unknown): Page {
    const heard = place.safeParse(cursor).data?.next
    const from = Math.max(0, this.said.length - windowSize)
    const oldest = this.said[from]
    const isJoined = heard !== undefined && from <= Math.max(0, heard - 1)
    return this.#page(from, this.said.length, {
      cursor: { next: this.said.length },
      more: false,
      ...(isJoined || oldest === undefined ? {} : { coveredFromMs: oldest.createdMs }),
    })
  }

  #walk(cursor: unknown): Page {
    const at = place.safeParse(cursor).data
    const end = this.said.length
    if (at?.back !== undefined) return this.#walkBack(at.next, at.back, at.left ?? 0)
    if (at === undefined || (this.#kind === 'back' && at.next === 0)) {
      if (this.#kind === 'cursor' || end <= pageSize)
        return this.#page(end - pageSize, end, {
          cursor: { next: end },
          more: false,
          ...(end > pageSize ? { coveredFromMs: this.said[end - pageSize]?.createdMs } : {}),
        })
      return this.#page(end - pageSize, end, {
        cursor: { next: end, back: end - pageSize, left: 1 },
        more: true,
      })
    }
    const to = Math.min(end, at.next + pageSize)
    return this.#page(at.next, to, { cursor: { next: to }, more: to < end })
  }

  /** The last page of the look back says what it leaves; then one step forward ends the walk. */
  #walkBack(next: number, back: number, left: number): Page {
    const from = Math.max(0, back - pageSize)
    const goesOn = left > 1 && from > 0
    return this.#page(from, back, {
      cursor: goesOn ? { next, back: from, left: left - 1 } : { next },
      more: true,
      ...(goesOn || from === 0
        ? {}
        : { coveredFromMs: this.said[from]?.createdMs, holeReason: 'Two pages.' }),
    })
  }
}

export const passing = (): Failure => new Failure('unavailable', 'Trouble.')
