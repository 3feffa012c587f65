import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { media } from '#shared/domain/item'
import { span } from '#shared/domain/text'
import { asFailure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import { network } from './index.ts'

/**
 * Each fixture is a response in its true wire shape; `fixture-responses.json` names its address and headers,
 * and `fixture-expected.json` what must come of it, checked by hand: items without `raw`, or the failure.
 */
const folder = new URL('./fixtures/', import.meta.url)
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
// Both files are ours and read only here.
const responses = readJson('./fixture-responses.json') as Record<
  string,
  { url: string; headers: Record<string, string> }
>
const expected = readJson('./fixture-expected.json') as Record<string, unknown>

const seen = 'Sat, 07 Mar 2026 12:00:00 GMT'

export async function outcome(name: string, response: { url: string; headers: Record<string, string> }) {
  const body = readFileSync(new URL(name, folder))
  try {
    const items = await network.parseRecorded({
      body,
      ...response,
      headers: { ...response.headers, date: seen },
    })
    return items.map(withoutRaw)
  } catch (error) {
    const { code, message } = asFailure(error)
    return { code, message }
  }
}

function withoutRaw(item: FetchedItem) {
  const { raw, ...rest } = item
  expect(raw).toMatchObject({ parser: expect.any(String), links: expect.any(Array) })
  return { ...rest, created: new Date(item.createdMs).toISOString() }
}

test('every fixture has a response and an expectation, and the other way round', () => {
  const files = readdirSync(folder)
  expect(Object.keys(responses).sort()).toEqual(files.sort())
  expect(Object.keys(expected).sort()).toEqual(files.sort())
  expect(files.length).toBeGreaterThanOrEqual(25)
})

test.each(Object.entries(responses))('%s is read exactly', async (name, response) => {
  expect(await outcome(name, response)).toEqual(expected[name])
})

test.each(Object.entries(responses))(
  '%s gives items that keep the rules of items',
  async (name, response) => {
    const items = await outcome(name, response)
    if (!Array.isArray(items)) return
    expect(new Set(items.map((item) => item.remoteId)).size).toBe(items.length)
    for (const item of items) {
      expect(item.media.map((one) => media.parse(one))).toEqual(item.media)
      expect(item.spans.map((one) => span.parse(one))).toEqual(item.spans)
      for (const one of item.spans) expect(one.end).toBeLessThanOrEqual(item.text.length)
      for (const link of [item.url, ...item.media.map((one) => one.url)]) {
        if (link !== undefined) expect(link).toMatch(/^https?:\/\//)
      }
      expect(item.createdMs).toBeGreaterThan(0)
    }
  },
)
