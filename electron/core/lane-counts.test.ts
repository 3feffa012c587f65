import { afterEach, expect, test } from 'vitest'
import { closeStore, openStore, type Database } from './db/open.ts'
import { addOwnLane, removeOwnLane } from './db/own-lanes.ts'
import { triage } from './db/operations.ts'
import { ingest } from './ingest.ts'
import { LaneCounts } from './lane-counts.ts'
import { mention } from './testing/fake-network.ts'

const startMs = Date.UTC(2026, 9, 2)
const stores: Database[] = []
afterEach(() => {
  for (const db of stores.splice(0)) closeStore(db)
})

function store(): Database {
  const db = openStore(':memory:')
  stores.push(db)
  return db
}

function hear(db: Database, ...texts: string[]): number[] {
  const items = texts.map((text) => mention({ text }))
  const batch = {
    network: 'fake',
    accountId: undefined,
    streamId: undefined,
    via: 'poll',
    refSpace: 'x',
    rule: '',
  } as const
  return ingest(db, { ...batch, items }, startMs).conversationIds
}

const lane = (db: Database, query: string) =>
  addOwnLane(db, { name: query, query, notify: 'silent' }, startMs)

/** A clock on which every look takes so long. */
function slowClock(ms: number) {
  let now = startMs
  return { now: () => (now += ms), after: () => () => {} }
}

test('one question counts only as long as it may, and says that it owes the rest', () => {
  const db = store()
  hear(db, 'bread', 'bread and cake', 'cake')
  const ids = ['bread', 'cake', '-bread', 'is:open'].map((query) => lane(db, query))
  const counts = new LaneCounts(db, slowClock(6))
  const rounds: (number | undefined)[][] = []
  for (let owed = true; owed && rounds.length < 9;) {
    const answer = counts.counts()
    owed = answer.owed
    rounds.push(ids.map((id) => answer.counts.get(id)?.count))
  }
  expect(rounds.length).toBeGreaterThan(1)
  expect(rounds[0]?.[0]).toBe(2)
  expect(rounds[0]).toContain(undefined)
  expect(rounds.at(-1)).toEqual([2, 2, 1, 3])
})

test('only what changed is asked again, and a lane that is gone is forgotten', () => {
  const db = store()
  const [first = 0] = hear(db, 'bread', 'bread rolls')
  const id = lane(db, 'bread is:open')
  const counts = new LaneCounts(db, slowClock(0))
  const count = () => counts.counts().counts.get(id)?.count
  expect(count()).toBe(2)
  triage(db, [first], { act: 'done' }, 'op', startMs)
  // Nobody said that anything changed: what was counted stands.
  expect(count()).toBe(2)
  counts.follow({ nouns: ['conversations'], conversationIds: [first] })
  expect(count()).toBe(1)
  hear(db, 'more bread')
  counts.follow({ nouns: ['streams'], conversationIds: [] })
  expect(count()).toBe(1)
  counts.follow({ nouns: ['conversations'], conversationIds: [] })
  expect(count()).toBe(2)
  removeOwnLane(db, id)
  expect(counts.counts()).toEqual({ counts: new Map(), owed: false })
})

test('a query that a newer Earshot wrote counts nothing and breaks nothing', () => {
  const db = store()
  hear(db, 'bread')
  const id = lane(db, 'is:somethingnew')
  const counts = new LaneCounts(db, slowClock(0))
  expect(counts.counts()).toEqual({ counts: new Map([[id, { count: 0, more: false }]]), owed: false })
})
