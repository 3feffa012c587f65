import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deletion, mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'

let folder: string
let dbFile: string
let core: TestCore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-wipe-'))
  dbFile = join(folder, 'earshot.db')
  core = startTestCore({ dbFile })
})
afterEach(async () => {
  await core.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The bytes of the file and of its log, as somebody with a hex editor would read them. */
function bytes(): string {
  return [dbFile, `${dbFile}-wal`]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'latin1'))
    .join('')
}

async function hear(...items: ReturnType<typeof mention>[]): Promise<void> {
  core.network.script.push({ items })
  await core.call('streams.refresh', {})
  await core.settle()
}

test('of what was deleted no word is left in the file: not of its text, title, earlier wordings or raw form', async () => {
  await signIn(core)
  // A store with a life of its own, so that pages are split, merged and freed.
  const everyday = (n: number) =>
    mention({
      // Words of its own, so that the search index is larger than one step rewrites.
      text: `bread ${'and rye '.repeat(n % 60)} ${Array.from({ length: 40 }, (_, m) => ((n * 40 + m) * 7919).toString(36)).join(' ')}`,
      remoteId: `plain-${String(n)}`,
      raw: { n, long: 'x'.repeat(n % 900) },
    })
  for (let n = 0; n < 900; n += 60) await hear(...Array.from({ length: 60 }, (_, m) => everyday(n + m)))
  const secret = mention({
    text: `zyxtext ${'long '.repeat(2000)} zyxtail`,
    remoteId: 'gone',
    title: 'zyxtitle',
    url: 'https://there.example/zyxslug',
    warning: 'zyxwarning',
    spans: [{ type: 'link', start: 0, end: 7, href: 'https://there.example/zyxlink' }],
    media: [{ kind: 'image', url: 'https://there.example/zyxmedia.png', alt: 'zyxalt' }],
    raw: { content: 'zyxraw', more: 'y'.repeat(9000) },
  })
  await hear(secret)
  await hear({
    ...secret,
    text: 'zyxsecond wording',
    editedMs: secret.createdMs + 5000,
    raw: { content: 'zyxraw2' },
  })
  for (let n = 900; n < 1500; n += 60) await hear(...Array.from({ length: 60 }, (_, m) => everyday(n + m)))
  const marks = [
    'text',
    'tail',
    'title',
    'slug',
    'warning',
    'link',
    'media',
    'alt',
    'raw',
    'second',
    'raw2',
  ].map((word) => `zyx${word}`)
  expect(marks.filter((mark) => bytes().includes(mark))).toEqual(marks)

  core.network.script.push({ deletions: [deletion('gone')] })
  await core.call('streams.refresh', {})
  await core.settle()
  // At once nothing of it is shown or found; within the day it leaves the file.
  const found = await core.call('conversations.page', { source: { type: 'search', query: 'zyxsecond' } })
  expect(found.rows).toEqual([])
  for (let n = 0; n < 7 * 6; n += 1) await core.advance(600_000)
  for (let n = 0; n < 200; n += 1) await core.advance(1000)
  await core.advance(120_000)
  expect(marks.filter((mark) => bytes().includes(mark))).toEqual([])
  // The tombstone and everybody else's words are there.
  expect(bytes()).toContain('plain-1499')
  const bread = await core.call('conversations.page', { source: { type: 'search', query: 'bread' } })
  expect(bread.rows.length).toBeGreaterThan(10)
})
