import { join } from 'node:path'
import { expect, test } from 'vitest'
import { archiveFormats } from './all-formats.ts'
import { collectFormats, formatNamed, recognisedBy } from './formats.ts'
import { openArchive } from './open.ts'
import { zipOf } from './testing/make-archives.ts'
import { fileOf, folderOf } from './testing/write-files.ts'

const fixture = (format: string): string => join(import.meta.dirname, 'formats', format, 'fixtures')
const recognised = async (path: string): Promise<string[]> =>
  (await recognisedBy(archiveFormats, await openArchive(path))).map(({ id }) => id)

test('every format is found, has a name of its own, and says how to get such an archive', () => {
  expect([...archiveFormats.keys()]).toEqual(
    expect.arrayContaining(['earshot-jsonl', 'google-plus-takeout', 'mastodon-export']) as unknown,
  )
  for (const { id, label, steps } of archiveFormats.values()) {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(label.length).toBeGreaterThan(3)
    expect(steps.length, id).toBeGreaterThan(0)
    for (const step of steps) expect(step, id).toMatch(/[.!?”]$/)
  }
})

test('an archive is recognised by its own format alone', async () => {
  expect(await recognised(fixture('google-plus-takeout'))).toEqual(['google-plus-takeout'])
  expect(await recognised(fixture('mastodon-export'))).toEqual(['mastodon-export'])
})

test.each([
  [
    'a folder of other things',
    () => folderOf({ 'readme.txt': 'Hello', 'data.json': '[]', 'x/index.html': '<p>' }),
  ],
  ['a zip of nothing', () => fileOf('a.zip', zipOf({}))],
  ['bytes', () => fileOf('a.bin', new Uint8Array(5_000).fill(7))],
  ['an empty file', () => fileOf('a.json', '')],
  ['broken JSON', () => fileOf('outbox.json', '{"orderedItems":')],
])('%s: recognised by none', async (_what, make) => expect(await recognised(await make())).toEqual([]))

test('two formats of one name are an error at the start, and an unknown one is said in words', () => {
  const [format] = archiveFormats.values()
  expect(() =>
    collectFormats({
      a: format === undefined ? {} : { format },
      b: format === undefined ? {} : { format },
      c: {},
    }),
  ).toThrow('Two formats')
  expect(() => formatNamed(archiveFormats, 'orkut')).toThrow('"orkut"')
})
