import type { ArchiveImport } from '#shared/domain/archive'
import type { FetchedItem } from '../../networks/types.ts'
import { fakeSpace } from '../../testing/fake-network.ts'
import { startTestCore, type TestCore } from '../../testing/start-core.ts'
import { jsonRecords } from '../json-records.ts'
import type { ArchiveFormat, Found } from '../types.ts'
import { zipOf } from './make-archives.ts'
import { fileOf } from './write-files.ts'

/** A format made for these tests: files of records, each an item in short. */
export interface Short {
  id: string
  text: string
  by?: string
  parent?: string
  mine?: boolean
  direct?: boolean
  at?: number
  network?: string
}

/** What a test does on the way of an import. */
export const onTheWay: {
  /** Runs before each thing found is handed over, with its place. */
  beforeYield: ((place: number) => void | Promise<void>) | undefined
} = { beforeYield: undefined }

export const shorts: ArchiveFormat = {
  id: 'shorts',
  label: 'Shorts',
  steps: ['Write them down.'],
  recognises: (files) => Promise.resolve(files.paths.some((path) => path.endsWith('shorts.json'))),
  async *read(files, reading) {
    let place = 0
    for await (const entry of files.entries((path) => path.endsWith('shorts.json'))) {
      const broken = (where: string, why: string): void => reading.notUnderstood(entry.path, where, why)
      for await (const { index, value } of jsonRecords(entry.open(), { lists: [''], broken })) {
        const short = value as Partial<Short>
        if (typeof short.id !== 'string' || short.text === undefined) {
          broken(`record ${String(index + 1)}`, 'it has no id or no text')
          continue
        }
        place += 1
        await onTheWay.beforeYield?.(place)
        yield foundOf({ ...short, id: short.id, text: short.text })
      }
    }
  },
}

const baseMs = Date.UTC(2012, 4, 1)

function foundOf(short: Short): Found {
  return { network: short.network ?? 'fake', refSpace: fakeSpace, item: itemOf(short) }
}

export function itemOf({
  id,
  text,
  by = 'ana',
  parent,
  mine = false,
  direct = false,
  at = 0,
}: Short): FetchedItem {
  return {
    remoteId: id,
    parentRef: parent,
    kind: mine ? 'post' : 'comment',
    author: { remoteId: by, handle: `@${by}`, name: by },
    mine,
    direct,
    createdMs: baseMs + at * 60_000,
    text,
    spans: [],
    media: [],
    metrics: {},
    raw: null,
  }
}

const cores: TestCore[] = []

/** Ends what a test began. */
export async function stopAll(): Promise<void> {
  onTheWay.beforeYield = undefined
  for (const core of cores.splice(0)) await core.stop()
}

export function start(given: Parameters<typeof startTestCore>[0] = {}): TestCore {
  const core = startTestCore({ formats: new Map([[shorts.id, shorts]]), ...given })
  cores.push(core)
  return core
}

export async function stop(core: TestCore): Promise<void> {
  cores.splice(cores.indexOf(core), 1)
  await core.stop()
}

export const archiveOf = (...items: Partial<Short>[]): Promise<string> =>
  fileOf('old.zip', zipOf({ 'a/shorts.json': JSON.stringify(items) }))

export async function begin(core: TestCore, path: string): Promise<ArchiveImport> {
  core.offer('ticket', path, 'read')
  return core.call('archives.start', { ticket: 'ticket', format: 'shorts' })
}

export async function importAll(core: TestCore, path: string): Promise<ArchiveImport> {
  const { id } = await begin(core, path)
  await core.settle()
  return runOf(core, id)
}

export async function runOf(core: TestCore, id: number): Promise<ArchiveImport> {
  const found = (await core.call('archives.list', {})).find((one) => one.id === id)
  if (found === undefined) throw new Error('no such import')
  return found
}

export async function texts(core: TestCore, source: Parameters<typeof page>[1]): Promise<string[]> {
  return (await page(core, source)).map((row) => row.text)
}

export const page = async (
  core: TestCore,
  source:
    | { type: 'search'; query: string }
    | { type: 'lane'; lane: 'heard' | 'needs-answer' | 'newcomers' | 'questions' | 'done' },
) => (await core.call('conversations.page', { source })).rows

/** All conversations as they open. */
export async function everything(core: TestCore): Promise<unknown[]> {
  const rows = (
    await core.call('conversations.page', { source: { type: 'search', query: 'text' }, limit: 200 })
  ).rows
  return Promise.all(
    rows.map(async ({ id }) => {
      const { archive: _archive, ...detail } = await core.call('conversations.get', { id })
      return detail
    }),
  )
}

export const search = (core: TestCore, query: string): Promise<string[]> =>
  texts(core, { type: 'search', query })

export async function hear(core: TestCore, ...items: FetchedItem[]): Promise<void> {
  core.network.script.push({ items })
  await core.call('streams.refresh', {})
  await core.settle()
}

export const thread: Short[] = [
  { id: 'p1', text: 'We open a second shop', by: 'crumb', mine: true, at: 1 },
  { id: 'c1', text: 'Will there be rye?', parent: 'p1', direct: true, at: 2 },
  { id: 'c2', text: 'Always rye', parent: 'c1', by: 'crumb', mine: true, at: 3 },
  { id: 'c3', text: 'Congratulations, Crumb', parent: 'p1', by: 'ben', direct: true, at: 4 },
]
