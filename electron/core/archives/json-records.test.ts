import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonRecords, jsonWhole, textWhole, type JsonRecord, type RecordsOptions } from './json-records.ts'

async function* inPieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(
  text: string,
  options: Partial<RecordsOptions> = {},
  pieces = 7,
): Promise<{ records: JsonRecord[]; broken: string[] }> {
  const broken: string[] = []
  const records: JsonRecord[] = []
  for await (const record of jsonRecords(inPieces(text, pieces), {
    lists: [''],
    broken: (where, why) => void broken.push(`${where}: ${why}`),
    ...options,
  }))
    records.push(record)
  return { records, broken }
}

test('a root list gives its records one by one with their places', async () => {
  const { records, broken } = await read('[{"a":1}, "zwei", 3, null, [4, 5], {"b":{"c":["日本", "🍞"]}}]')
  expect(records.map(({ value }) => value)).toEqual([
    { a: 1 },
    'zwei',
    3,
    null,
    [4, 5],
    { b: { c: ['日本', '🍞'] } },
  ])
  expect(records.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5])
  expect(broken).toEqual([])
})

test('lists are found by name, at any depth and in any order, and nothing beside them is given', async () => {
  const text = '{"skip":[1,2],"deep":{"er":[10,11],"x":{"y":[0]}},"posts":[{"id":"1"}],"last":{"posts":[9]}}'
  const { records, broken } = await read(text, { lists: ['posts', 'deep.er'] })
  expect(records).toEqual([
    { list: 'deep.er', index: 0, value: 10 },
    { list: 'deep.er', index: 1, value: 11 },
    { list: 'posts', index: 0, value: { id: '1' } },
  ])
  expect(broken).toEqual([])
})

test('an object where a list was expected has no records', async () => {
  expect((await read('{"posts":{"0":{"id":"1"}}}', { lists: ['posts', ''] })).records).toEqual([])
})

test('a script of an X archive is read from its list on, and what follows the end is nobody’s record', async () => {
  const { records, broken } = await read('window.YTD.tweets.part0 = [ {"tweet":{"id_str":"1"}} ];\n', {
    startAt: '[',
  })
  expect(records.map(({ value }) => value)).toEqual([{ tweet: { id_str: '1' } }])
  expect(broken).toEqual([])
})

test('a byte order mark is passed over', async () => {
  expect((await read('\u{FEFF}[1]')).records).toHaveLength(1)
})

test.each([
  ['cut off inside a record', '[{"a":1},{"b":', 1, 'record 2: the file breaks off here'],
  ['cut off between records', '[{"a":1},', 1, 'record 2: the file breaks off here'],
  ['no JSON after a good record', '[{"a":1},oops]', 1, 'record 2: it is no proper JSON from here on'],
  ['HTML', '<!doctype html>', 0, 'record 1: it is no proper JSON from here on'],
  ['empty', '', 0, 'record 1: the file is empty'],
])('%s: what came before holds, and the place is named', async (_what, text, count, why) => {
  const { records, broken } = await read(text)
  expect(records).toHaveLength(count)
  expect(broken).toEqual([why])
})

test('a record longer than the limit ends the reading and is never held', async () => {
  let pulled = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('[{"a":1},{"b":"')
    for (;;) {
      pulled += 1
      yield new Uint8Array(10_000).fill(97)
    }
  }
  const broken: string[] = []
  const records: JsonRecord[] = []
  for await (const record of jsonRecords(endless(), {
    lists: [''],
    broken: (where, why) => void broken.push(`${where}: ${why}`),
    maxRecordBytes: 100_000,
  }))
    records.push(record)
  expect(records).toHaveLength(1)
  expect(broken).toEqual(['record 2: it is longer than 100000 bytes'])
  expect(pulled).toBeLessThan(12)
})

test('long lists beside the wanted one do not count as a long record', async () => {
  const text = JSON.stringify({ other: Array.from({ length: 3_000 }, (_, i) => ({ i })), posts: [1] })
  const { records, broken } = await read(text, { lists: ['posts'], maxRecordBytes: 1_000 }, 500)
  expect(broken).toEqual([])
  expect(records).toEqual([{ list: 'posts', index: 0, value: 1 }])
})

test('the reader asks for no piece before the records of the last one were taken', async () => {
  let pulled = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of inPieces('[11,22,33,44,55,66,77,88,99]', 3)) {
      pulled += 1
      yield piece
    }
  }
  const reader = jsonRecords(counted(), { lists: [''], broken: () => undefined })
  await reader.next()
  expect(pulled).toBeLessThanOrEqual(2)
  await reader.return()
})

test('law: any list of values comes back, however it is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue(), { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (values, pieces) => {
        const text = JSON.stringify(values)
        const { records, broken } = await read(text, {}, pieces)
        expect(broken).toEqual([])
        expect(records.map(({ value }) => value)).toEqual(JSON.parse(text))
      },
    ),
    { numRuns: 200 },
  )
})

test('whole small files are read up to their limit', async () => {
  expect(await jsonWhole(inPieces('{"a":[1]}'), 100)).toEqual({ a: [1] })
  await expect(jsonWhole(inPieces('{"a":'), 100)).rejects.toMatchObject({ code: 'bad-input' })
  await expect(textWhole(inPieces('x'.repeat(101)), 100)).rejects.toMatchObject({ code: 'bad-input' })
  expect(await textWhole(inPieces('\u{FEFF}häuser', 1), 100)).toBe('häuser')
})
