import { afterAll, beforeAll, expect, test } from 'vitest'
import { laneId } from '#shared/domain/conversation'
import { ingest } from '../ingest.ts'
import { mention } from '../testing/fake-network.ts'
import { longestWaitSql, passPageSql } from './catch-up.ts'
import { threadSql } from './conversation-detail.ts'
import { answerFactsSql } from './answer-facts.ts'
import { foldedStreamsSql, heardSql, laneSql, rowSql, streamSql } from './conversations.ts'
import { badgeSql, heardSql as noticedSql, heldSql, lastBannerSql } from './notices.ts'
import { openStore, type Database } from './open.ts'
import { handleSql } from './query-names.ts'

let db: Database

beforeAll(() => {
  db = openStore(':memory:')
  db.exec(
    "INSERT INTO streams (network, kind, name, config, interval_ms, created_ms) VALUES ('fake', 'mentions', 's', '{}', 1, 1)",
  )
  const items = Array.from({ length: 300 }, (_, n) =>
    mention({
      author: { remoteId: `u${String(n % 40)}`, handle: `@u${String(n % 40)}`, name: 'U' },
      text: `word${String(n % 7)} bread`,
      ref: `r${String(n)}`,
      parentRef: n % 3 === 0 ? undefined : `r${String(n - 1)}`,
    }),
  )
  ingest(
    db,
    { network: 'fake', accountId: undefined, streamId: 1, via: 'poll', refSpace: 'fake:x', items, rule: '' },
    Date.UTC(2026, 9, 2),
  )
  db.exec('ANALYZE')
})
afterAll(() => db.close())

/** What SQLite would do, one line per step. Named parameters are bound to null: they do not change the plan here. */
function plan(sql: string): string[] {
  const names = [...new Set([...sql.matchAll(/@(\w+)/g)].map((m) => m[1] ?? ''))]
  const params = Object.fromEntries(names.map((name) => [name, null]))
  return db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(params)
    .map((step) => (step as { detail: string }).detail) // the shape of EXPLAIN QUERY PLAN
}

function expectHot(sql: string): void {
  const steps = plan(sql)
  expect(steps.length, sql).toBeGreaterThan(0)
  for (const step of steps) {
    // Streams are a few dozen rows; SQLite may read them once into a filter.
    if (step === 'SCAN s') continue
    // A walk along an index, or over a JSON array that we bind, is no scan of a table.
    if (/^SCAN (c|cs|i|items|conversations|jobs|o|outbox|operations) USING (COVERING )?INDEX/.test(step))
      continue
    if (/^SCAN \w+ VIRTUAL TABLE/.test(step) || /^SCAN (CONSTANT ROW|\(subquery)/.test(step)) continue
    expect(step, sql).not.toMatch(/^SCAN|TEMP B-TREE/)
  }
}

test('handles that begin so are found in a range of one index', () => {
  expect(plan(handleSql).join('\n')).toMatch(/SEARCH handles USING (COVERING )?INDEX handles_handle/)
  expect(plan(handleSql).join('\n')).not.toMatch(/SCAN (handles|items|i)\b/)
})

test.each(laneId.options)('the page of lane %s walks one index, without sorting', (id) => {
  expectHot(laneSql(id))
  expect(plan(laneSql(id)).join('\n')).toMatch(/USING (COVERING )?INDEX conversations_/)
})

test('the page of a stream walks one index, without sorting', () => {
  expectHot(streamSql)
  expect(plan(streamSql).join('\n')).toContain('conversation_streams_open')
})

test.each([
  ['an item by its name', 'SELECT id FROM items WHERE network = @network AND remote_id = @remoteId'],
  ['the thread', threadSql],
  ['rows of the list', rowSql],
  ['reasons of the rows', heardSql],
  ['streams of what is folded', foldedStreamsSql],
  ['how items can be answered', answerFactsSql],
  [
    'the item that waits longest',
    'SELECT min(id) FROM items WHERE conversation_id = @id AND id > @after AND mine = 0',
  ],
  ['the author of a name', 'SELECT id FROM handles WHERE network = @network AND remote_id = @remoteId'],
  [
    'orphans of a parent',
    'SELECT i.id FROM orphans o JOIN items i ON i.id = o.item_id WHERE o.space = @space AND o.parent_ref = @ref',
  ],
  [
    'the next due job',
    "SELECT id FROM jobs WHERE state = 'ready' AND due_ms <= @nowMs ORDER BY due_ms LIMIT 1",
  ],
  [
    'whom to wake',
    "SELECT id FROM conversations WHERE state = 'snoozed' AND snoozed_until_ms <= @nowMs ORDER BY snoozed_until_ms",
  ],
  [
    'the newest operation to undo',
    'SELECT seq FROM operations WHERE undone_ms IS NULL AND inverse IS NOT NULL ORDER BY seq DESC LIMIT 1',
  ],
  ['what was read today', 'SELECT count(*) FROM reads WHERE at_ms >= @midnightMs'],
  ['the draft of a conversation', "SELECT * FROM outbox WHERE conversation_id = @id AND state = 'draft'"],
  ['what is told of items', noticedSql],
  ['what waits to be told', heldSql],
  ['the last banner', lastBannerSql],
  ['the badge', badgeSql],
  ['a page of a pass', passPageSql],
  ['who waits longest', longestWaitSql],
  [
    'what was spent this month',
    'SELECT sum(micro_usd) FROM spending WHERE network = @network AND at_ms >= @sinceMs',
  ],
  [
    'what was handed to the browser and heard since',
    "SELECT o.id FROM outbox o JOIN items i ON i.conversation_id = o.conversation_id AND i.parent_id = o.in_reply_to WHERE o.state = 'handed' AND i.mine = 1",
  ],
  [
    'what was heard between two moments',
    'SELECT * FROM coverage WHERE stream_id = @id AND from_ms < @to AND to_ms > @from ORDER BY from_ms',
  ],
  [
    'holes of a stream',
    'SELECT * FROM gaps WHERE stream_id = @id AND from_ms < @to AND to_ms > @from ORDER BY from_ms',
  ],
  [
    'how much a stream heard lately',
    'SELECT count(*) FROM hits WHERE stream_id = @id AND item_id >= CAST(@low AS INTEGER)',
  ],
  ['the newest of a stream', 'SELECT max(item_id) FROM hits WHERE stream_id = @id'],
  ['hits of an item', 'SELECT stream_id FROM hits WHERE item_id = @id'],
])('%s is found without a scan or a sort', (_name, sql) => {
  expectHot(sql)
})
