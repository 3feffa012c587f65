import fc from 'fast-check'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FetchedItem } from '../networks/types.ts'
import { mention } from '../testing/fake-network.ts'
import { signIn, startTestCore, type TestCore } from '../testing/start-core.ts'
import { format } from './formats/earshot-jsonl.ts'
import { zipOf } from './testing/make-archives.ts'
import { fileOf } from './testing/write-files.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

function start(): TestCore {
  return startTestCore({ formats: new Map([[format.id, format]]) })
}

const folder = temporaryFolder()
let files = 0

async function exported(
  core: TestCore,
  query = '',
): Promise<{ file: string; lines: Record<string, unknown>[] }> {
  files += 1
  const file = join(folder, `${String(files)}.jsonl`)
  core.offer('out', file, 'write')
  const { items, bytes } = await core.call('archives.export', { ticket: 'out', query })
  const text = await readFile(file, 'utf8')
  expect(Buffer.byteLength(text)).toBe(bytes)
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toHaveLength(items)
  return { file, lines }
}

async function imported(file: string): Promise<TestCore> {
  const core = start()
  core.offer('in', file, 'read')
  expect(await core.call('archives.plan', { ticket: 'in' })).toMatchObject({
    formats: [{ id: 'earshot-jsonl' }],
  })
  await core.call('archives.start', { ticket: 'in', format: format.id })
  await core.settle()
  return core
}

/** What an export carries from one store to another: everything that is the item's own. */
function own({
  id: _id,
  conversationId: _conversation,
  accountId: _account,
  receivedMs: _received,
  why: _why,
  conversation: _of,
  parentId: _parent,
  revisions: _revisions,
  standing: _standing,
  author,
  refs,
  waitsFor,
  ...rest
}: Record<string, unknown>): unknown {
  const { id: _author, ...person } = author as Record<string, unknown>
  const waits = waitsFor as { ref: string } | undefined
  return { ...rest, author: person, refs, waitsFor: waits?.ref }
}

const people = ['ana', 'ben', '日本', 'ש']
const items = fc
  .uniqueArray(
    fc.record({
      remoteId: fc.string({ minLength: 1, maxLength: 12 }),
      text: fc.string({ unit: 'grapheme', maxLength: 60 }),
      title: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      who: fc.nat(people.length - 1),
      minute: fc.nat(5_000),
      mine: fc.boolean(),
      direct: fc.boolean(),
      kind: fc.constantFrom('mention', 'reply', 'comment', 'post', 'article'),
      parent: fc.option(fc.nat(12)),
      lang: fc.constantFrom(undefined, 'en', 'de'),
      warning: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      likes: fc.option(fc.nat(99), { nil: undefined }),
      raw: fc.jsonValue(),
    }),
    { minLength: 1, maxLength: 14, selector: ({ remoteId }) => remoteId },
  )
  .map((drawn): FetchedItem[] =>
    drawn.map((one) => ({
      remoteId: one.remoteId,
      parentRef:
        one.parent === null ? undefined : (drawn[one.parent]?.remoteId ?? `nobody-${String(one.parent)}`),
      kind: one.kind,
      author: {
        remoteId: `u/${people[one.who] ?? ''}`,
        handle: `@${people[one.who] ?? ''}`,
        name: people[one.who] ?? '',
      },
      mine: one.mine,
      direct: one.direct,
      createdMs: Date.UTC(2015, 0, 1) + one.minute * 60_000,
      title: one.title,
      text: one.text,
      spans: one.text.length > 1 ? [{ start: 0, end: 1, type: 'strong' }] : [],
      warning: one.warning,
      lang: one.lang,
      media: [{ kind: 'image', url: 'https://pictures.example/1.jpg', alt: 'Bread' }],
      metrics: one.likes === undefined ? {} : { likes: one.likes },
      // Through JSON once: what a store reads back.
      raw: JSON.parse(JSON.stringify(one.raw)) as FetchedItem['raw'],
    })),
  )

test('law: what was exported and imported elsewhere is exported there alike', async () => {
  await fc.assert(
    fc.asyncProperty(items, async (drawn) => {
      const one = start()
      await signIn(one)
      one.network.script.push({ items: drawn })
      await one.call('streams.refresh', {})
      await one.settle()
      const { file, lines } = await exported(one)
      const other = await imported(file)
      const again = await exported(other)
      expect(again.lines.map(own)).toEqual(lines.map(own))
      await one.stop()
      await other.stop()
    }),
    { numRuns: 30 },
  )
})

test('an export of what a query finds holds that, newest first, and an import of it joins the threads', async () => {
  const core = start()
  await signIn(core)
  const root = mention({ text: 'Rye tomorrow?' })
  const answer = mention({ text: 'Rye, always', parentRef: root.remoteId })
  core.network.script.push({ items: [root, mention({ text: 'Rolls' }), answer] })
  await core.call('streams.refresh', {})
  await core.settle()
  const { file, lines } = await exported(core, 'rye')
  expect(lines.map(({ text }) => text)).toEqual(['Rye, always', 'Rye tomorrow?'])
  const other = await imported(file)
  const { rows } = await other.call('conversations.page', { source: { type: 'search', query: 'rye' } })
  expect(rows).toHaveLength(1)
  await core.call('conversations.triage', { ids: [1], act: { act: 'save' } })
  expect((await exported(core, 'is:saved')).lines.length).toBeGreaterThan(0)
  await expect(exported(core, 'is:(')).rejects.toMatchObject({ code: 'bad-input' })
  await core.stop()
  await other.stop()
})

test('broken lines are told by their number, and the others are read', async () => {
  const good = {
    network: 'fake',
    remoteId: 'a',
    kind: 'post',
    createdMs: 1_000,
    author: { remoteId: 'u', handle: 'u' },
    text: 'Good',
  }
  const file = await fileOf(
    'e.jsonl',
    [
      JSON.stringify(good),
      '{"cut":',
      JSON.stringify({ ...good, remoteId: 'b', createdMs: 'soon' }),
      '',
      JSON.stringify({ ...good, remoteId: 'c', state: 'deleted', text: '' }),
      JSON.stringify({ ...good, remoteId: 'd', spans: [{ start: 2, end: 99, type: 'link' }] }),
    ].join('\r\n'),
  )
  const core = await imported(file)
  const [run] = await core.call('archives.list', {})
  expect(run).toMatchObject({ state: 'done', added: 2, notUnderstood: 2 })
  expect((await core.call('archives.report', { id: run?.id ?? 0 })).misses).toEqual([
    { path: 'e.jsonl', where: 'line 2', why: 'it is no JSON' },
    { path: 'e.jsonl', where: 'line 3', why: 'it is no item of an export' },
  ])
  await core.stop()
})

test('other lines of JSON are not taken for an export', async () => {
  const core = start()
  core.offer('in', await fileOf('log.jsonl', '{"level":"info"}\n'), 'read')
  expect((await core.call('archives.plan', { ticket: 'in' })).formats).toEqual([])
  core.offer('zip', await fileOf('a.zip', zipOf({ 'readme.txt': 'x' })), 'read')
  expect((await core.call('archives.plan', { ticket: 'zip' })).formats).toEqual([])
  await core.stop()
})
