import { Failure } from '#shared/failure'
import type { NetworkContext, Payment } from '../types.ts'
import type { PricedCall } from './manifest.ts'
import type { ReadPage } from './wire.ts'

/** Every paid request is counted before it is made, with the most that can come back, and set right by what came. */

export type Units = Partial<Record<PricedCall, number>>

/** Makes a paid read. A read that failed returned nothing, so that it costs nothing: its repeat is counted anew. */
export async function paidRead<T>(
  ctx: NetworkContext,
  most: Units,
  ask: () => Promise<T>,
  came: (answer: T) => Units,
): Promise<T> {
  const bill = open(ctx, most)
  let charged: Units = {}
  try {
    const answer = await ask()
    charged = came(answer)
    return answer
  } finally {
    close(bill, charged)
  }
}

/** Makes a paid write. One that X refused costs nothing; one whose answer was lost may have been made, and stays counted. */
export async function paidWrite<T>(ctx: NetworkContext, units: Units, ask: () => Promise<T>): Promise<T> {
  const bill = open(ctx, units)
  try {
    const answer = await ask()
    close(bill, units)
    return answer
  } catch (error) {
    if (wasRefused(error)) close(bill, {})
    throw error
  }
}

/** X answered, and did not do it; or it was never asked. */
function wasRefused(error: unknown): boolean {
  if (!(error instanceof Failure)) return false
  const status = error.status ?? 0
  return (status >= 400 && status < 500) || (error.code === 'rate-limited' && error.status === undefined)
}

/** The most that a page of posts with their people and pictures can cost. */
export function mostOfPage(size: number, price: 'post-read' | 'owned-read'): Units {
  return { [price]: size, 'user-read': size, 'media-read': size }
}

/** What a page did cost: all that came, also what cannot be read. */
export function costOfPage(
  page: Pick<ReadPage, 'count' | 'users' | 'media'>,
  price: 'post-read' | 'owned-read',
): Units {
  return { [price]: page.count, 'user-read': page.users.length, 'media-read': page.media.length }
}

type Bill = { call: PricedCall; payment: Payment }[]

function open(ctx: NetworkContext, most: Units): Bill {
  const bill: Bill = []
  try {
    for (const [call, units] of entries(most)) bill.push({ call, payment: ctx.pay(call, units) })
    return bill
  } catch (error) {
    // Nothing is asked, so that what was counted already is taken back.
    close(bill, {})
    throw error
  }
}

function close(bill: Bill, charged: Units): void {
  for (const { call, payment } of bill) payment.charge(charged[call] ?? 0)
}

function entries(units: Units): [PricedCall, number][] {
  return Object.entries(units).filter(([, count]) => count > 0) as [PricedCall, number][] // keys of Units
}

/**
 * The bill of a stream, which has no end that is known before: a few things are counted ahead, and the next few when
 * those are used up. What is counted ahead and never comes is taken back at the end.
 */
export class Tab {
  readonly #ctx: NetworkContext
  readonly #ahead: Units
  #bill: Bill
  #used: Units = {}

  /** Throws billing where not even the first few can be paid. */
  constructor(ctx: NetworkContext, ahead: Units) {
    this.#ctx = ctx
    this.#ahead = ahead
    this.#bill = open(ctx, ahead)
  }

  /** Counts what just came. Throws billing where the next few cannot be paid: the stream must end. */
  count(units: Units): void {
    for (const [call, count] of entries(units)) this.#used[call] = (this.#used[call] ?? 0) + count
    const isFull = entries(this.#used).some(([call, count]) => count >= (this.#ahead[call] ?? 0))
    if (!isFull) return
    this.close()
    this.#bill = open(this.#ctx, this.#ahead)
  }

  close(): void {
    close(this.#bill, this.#used)
    this.#bill = []
    this.#used = {}
  }
}
