import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { Failure } from '#shared/failure'
import type { FetchedItem, Network, Recorded } from './types.ts'

/** What the conformance suite expects of items, failures, fixtures and imports. */

/** What every item of every network must be: named, dated, plain, with spans inside its text. */
export function holdsTogether(item: FetchedItem, where: string): void {
  const at = `${where}: ${item.remoteId}`
  expect(item.remoteId, at).not.toBe('')
  expect(item.author.remoteId, at).not.toBe('')
  expect(item.author.handle, at).not.toBe('')
  expect(Number.isFinite(item.createdMs), at).toBe(true)
  expect(item.mine && item.direct, at).toBe(false)
  expect(item.text.isWellFormed(), at).toBe(true)
  let end = 0
  for (const span of item.spans) {
    expect(span.start, at).toBeGreaterThanOrEqual(end)
    expect(span.end, at).toBeGreaterThan(span.start)
    expect(span.end, at).toBeLessThanOrEqual(item.text.length)
    if (span.href !== undefined) expect(span.href, at).toMatch(/^(https?:|mailto:)/)
    end = span.end
  }
  for (const media of item.media) expect(media.url, at).toMatch(/^https?:\/\//)
  if (item.url !== undefined) expect(item.url, at).toMatch(/^https?:\/\//)
  expect(JSON.parse(JSON.stringify(item.raw)), at).toEqual(item.raw)
}

/** The failure that something throws on purpose; undefined where it does not. */
export function caught(run: () => unknown): Failure | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

/** The failure that a promise rejects with; undefined where it does not. */
export async function rejection(work: Promise<unknown>): Promise<Failure | undefined> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error === undefined || error instanceof Failure) return error
  throw new Error('something else than a Failure was thrown', { cause: error })
}

/** Fixtures may be recordings of refusals: then the reason counts. */
export async function itemsOrWhy(network: Network, answer: Recorded, file: string): Promise<FetchedItem[]> {
  try {
    return await network.parseRecorded(answer)
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-response') return []
    throw new Error(`${file} cannot be parsed`, { cause: error })
  }
}

/** A fixture: `{ url, headers, body }` as JSON, or a file that is the body itself. */
export function recorded(path: string): Recorded {
  const bytes = readFileSync(new URL(path, import.meta.url))
  const plain: Recorded = {
    body: bytes,
    headers: {},
    url: `https://town.example/${path.split('/').at(-1) ?? ''}`,
  }
  if (!path.endsWith('.json')) return plain
  const data: unknown = JSON.parse(bytes.toString())
  if (typeof data !== 'object' || data === null || !('body' in data) || !('url' in data)) return plain
  const body = typeof data.body === 'string' ? data.body : JSON.stringify(data.body)
  const headers = 'headers' in data && typeof data.headers === 'object' ? { ...data.headers } : {}
  return { body: Buffer.from(body), headers, url: String(data.url) }
}

const forAll =
  /^\.\/(?:types|http|html-text|server-address|read-wire|markdown-lines|refuse-text|conformance)\.ts$/

/** The rule of the folder: what all networks share, `shared/`, and packages that cannot reach outside. */
export function mayImport(name: string, path: string, what: string, from: string): boolean {
  if (from.startsWith('#')) return from.startsWith('#shared/')
  if (from === 'node:net') return /^\{\s*(?:isIP\w*,?\s*)+\}$/.test(what)
  if (from.startsWith('node:')) return /^node:(?:crypto|util|buffer|url)$/.test(from)
  if (!from.startsWith('.')) return !/^(?:undici|electron|ws|better-sqlite3)(?:\/|$)/.test(from)
  const target = `.${new URL(from, `http://x/${path.slice(2)}`).pathname}`
  return target.startsWith(`./${name}/`) || forAll.test(target)
}
