import { afterEach, beforeEach } from 'vitest'
import { Failure } from '#shared/failure'
import { app } from '#demo/faces/reddit-oauth'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { fakeClock, type FakeClock } from '../../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../../testing.ts'
import type { FetchedItem, Json, NetworkAccount, SignedIn, StreamRef } from '../../types.ts'
import { network } from '../index.ts'

/** A town of its own for each test, the clock of which stands still, and what tests of Reddit do there. */

export const startMs = Date.UTC(2026, 9, 1, 9)
export const hourMs = 3_600_000
export let town: Town
export let clock: FakeClock
export let outside: TestOutside

export async function start(options: TownOptions = {}): Promise<void> {
  await close()
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, ...options })
  outside = testOutside(clock)
  isOpen = true
}

let isOpen = false
async function close(): Promise<void> {
  if (!isOpen) return
  isOpen = false
  await outside.close()
  await town.close()
}

beforeEach(() => start())
afterEach(close)

export function pass(ms: number): void {
  clock.advance(ms)
  town.advance(ms)
}

/** What the browser comes back with from Reddit's page. */
export async function decide(url: string, fields: Record<string, string>): Promise<Record<string, string>> {
  const body = new URLSearchParams({ ...Object.fromEntries(new URL(url).searchParams), ...fields })
  const answer = await fetch(url.replace(/\?.*$/, ''), { method: 'POST', body, redirect: 'manual' })
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
}

export const begin = (clientId = app.clientId) =>
  network.beginBrowserSignIn(outside.ctx, town.url, app.redirectUri, { clientId })

export async function signedIn(): Promise<NetworkAccount> {
  const { url, pending } = await begin()
  const done = await network.finishBrowserSignIn(
    outside.ctx,
    pending,
    await decide(url, { authorize: 'Allow' }),
  )
  return accountOf(done)
}

export function accountOf({ host, remoteId, handle, credentials, facts }: SignedIn): NetworkAccount {
  return { id: 1, host, remoteId, handle, credentials, facts }
}

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

export function streamOf(kind: StreamRef['kind'], typed: Record<string, string> = {}): StreamRef {
  return { id: 1, kind, config: network.checkConfig(kind, typed).config }
}

export async function hear(account: NetworkAccount | null, stream: StreamRef, from: Json = null) {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 1; pages <= 40; pages += 1) {
    const page = await network.pull(outside.ctx, account, stream, cursor)
    items.push(...page.items)
    cursor = page.cursor
    if (!page.more) return { ...page, items, cursor, pages }
  }
  throw new Error('it does not end')
}

export async function heardAs(account: NetworkAccount, beginning: string, stream = streamOf('replies')) {
  const found = (await hear(account, stream)).items.find(({ text }) => text.startsWith(beginning))
  if (found === undefined) throw new Error(`nobody said ${beginning}`)
  return found
}

export const names = ({ remoteId, ref = '', raw }: FetchedItem) => ({ remoteId, ref, raw })

export function inTown(beginning: string) {
  const found = town.statuses('reddit').find(({ text }) => text.startsWith(beginning))
  if (found === undefined) throw new Error(`nobody said ${beginning}`)
  return found
}

export const saidInTown = (text: string) => town.statuses('reddit').filter((one) => one.text === text)
export const asked = (path: string) => town.requests().filter((one) => one.path.startsWith(path)).length
