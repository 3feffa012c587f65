import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fakeNetwork } from '#core/testing/fake-network'
import { zipOf } from '../core/archives/testing/make-archives.ts'
import { fileOf } from '../core/archives/testing/write-files.ts'
import { terminal } from './testing/opened.ts'

const post = (n: number, more: object = {}): string =>
  JSON.stringify({
    url: `https://plus.google.com/1/posts/P${String(n)}`,
    creationTime: '2012-05-12 08:15:00+0000',
    author: { displayName: 'Crumb', resourceName: 'users/1' },
    content: `Bread ${String(n)}`,
    ...more,
  })

const takeout = (n: number): Promise<string> =>
  fileOf(
    'takeout.zip',
    zipOf({
      ...Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`Takeout/Google+ Stream/Posts/${String(i)}.json`, post(i)]),
      ),
      'Takeout/Google+ Stream/Posts/bad.json': '{',
    }),
  )

test('a plan stores nothing; an import says what came of it, and the items are found', async () => {
  const at = terminal({ networks: [fakeNetwork()] })
  const file = await takeout(30)
  const plan = await at.run(['import', file, '--plan', '--json'])
  expect(plan).toMatchObject({
    code: 0,
    records: [{ packing: 'zip', files: 31, formats: [{ id: 'google-plus-takeout' }] }],
  })
  expect((await at.run(['imports', 'list'])).err).toContain('Nothing was imported yet.')
  const run = await at.run(['import', file])
  expect(run.code).toBe(0)
  expect(run.err).toContain('Google+ from Google Takeout, zip, 31 files')
  expect(run.out).toContain('Import 1 (takeout.zip): done. 30 added, 0 known already, 1 not understood.')
  expect(run.out).toContain('Takeout/Google+ Stream/Posts/bad.json, the file: it is no post of Google+')
  expect((await at.run(['search', 'bread', '--json', '--limit', '50'])).records.length).toBeGreaterThan(0)
  expect((await at.run(['import', file, '--json'])).records).toMatchObject([{ added: 0, known: 30 }])
})

test('an import is taken back, and what was exported before is read again', async () => {
  const at = terminal({ networks: [fakeNetwork()] })
  await at.run(['import', await takeout(5)])
  const out = join(at.folder, 'all.jsonl')
  expect((await at.run(['export', '--out', out])).out).toContain('5 items in')
  const one = await at.run(['export', 'bread 3'])
  expect(one.records).toMatchObject([{ text: 'Bread 3', network: 'google-plus' }])
  expect((await at.run(['imports', 'undo', '1'])).out).toContain('undone. 5 taken out, 0 kept.')
  expect((await at.run(['items', 'bread', '--json'])).records).toEqual([])
  expect((await readFile(out, 'utf8')).trim().split('\n')).toHaveLength(5)
  expect((await at.run(['import', out])).out).toContain('done. 5 added')
  expect((await at.run(['imports', 'list', '--json'])).records).toMatchObject([
    { id: 2, format: 'earshot-jsonl', state: 'done' },
    { id: 1, state: 'undone' },
  ])
})

test('what is wrong is said with an exit code: nothing known, a wrong format, a bad archive, no such import', async () => {
  const at = terminal({ networks: [fakeNetwork()] })
  const plain = await fileOf('notes.txt', 'Hello')
  expect(await at.run(['import', plain])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Nothing in notes.txt is known'),
  })
  expect(await at.run(['import', plain, '--format', 'orkut'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no format "orkut"'),
  })
  expect(await at.run(['import', `${plain}.gone`])).toMatchObject({
    code: 2,
    err: expect.stringContaining('not where it was'),
  })
  expect(await at.run(['import', await fileOf('bad.zip', zipOf({ '../../x': 'y' }))])).toMatchObject({
    code: 2,
    err: expect.stringContaining('leads out of the archive'),
  })
  expect(await at.run(['imports', 'undo', '7'])).toMatchObject({ code: 5 })
})

test('Ctrl-C pauses behind a batch, and resume goes on', async () => {
  const at = terminal({ networks: [fakeNetwork()] })
  const running = at.start(['import', await takeout(3_000)])
  await running.until('Ctrl-C pauses')
  running.interrupt()
  const { code, out } = await running.result
  expect(out + String(code)).toMatch(/^Import 1 \(takeout\.zip\): paused\. \d+ added/)
  expect(code).toBe(0)
  const resumed = await at.run(['imports', 'resume', '1', '--json'])
  expect(resumed.records).toMatchObject([{ state: 'done', added: 3_000, notUnderstood: 1 }])
})
