import Database from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '#core/db/migrations/index'
import { itemKind } from '#shared/domain/item'
import { parseQuery } from '#shared/domain/query/parse'
import { ftsRow } from '#shared/domain/query/subject'
import { searchItems, searchSql } from './search.ts'

const nowMs = 1_790_000_000_000
const many = 12_000

function read(text: string) {
  const { ast, errors } = parseQuery(text)
  if (ast === undefined) throw new Error(JSON.stringify(errors))
  return ast
}

/** Enough of everything that few and many are told apart. */
function bigStore(): Database.Database {
  const db = new Database(':memory:')
  for (const { sql } of migrations) db.exec(sql)
  db.transaction(() => {
    db.exec(`
      INSERT INTO accounts (id, network, host, remote_id, handle, name, created_ms) VALUES (1, 'n', 'h', '1', 'bakery', '', 0);
      INSERT INTO tags (id, name) VALUES (1, 'press');
      INSERT INTO handles (id, network, remote_id, handle, name, first_heard_ms) VALUES (1, 'n', '1', 'ana', '', 0), (2, 'n', '2', 'rare@far.example', '', 0);`)
    const stream = db.prepare(
      "INSERT INTO streams (id, network, kind, name, config, interval_ms, created_ms) VALUES (?, 'n', 'keyword', ?, '{}', 1, 0)",
    )
    stream.run(1, 'Bread talk')
    stream.run(2, 'Rare')
    const conversation = db.prepare(
      "INSERT INTO conversations (id, network, state, saved, newest_item_id, shown_item_id) VALUES (?, 'n', ?, ?, 0, 0)",
    )
    const item = db.prepare(
      `INSERT INTO items (id, network, remote_id, conversation_id, author_id, kind, mine, direct, question, received_ms, text, content_hash)
       VALUES (?, 'mastodon', ?, ?, ?, ?, ?, 0, ?, 0, ?, 0)`,
    )
    const index = db.prepare('INSERT INTO item_fts (rowid, text, meta) VALUES (?, ?, ?)')
    const hit = db.prepare(
      "INSERT INTO hits (item_id, stream_id, fetched_ms, via, reason) VALUES (?, ?, 0, 'poll', '{}')",
    )
    for (let n = 1; n <= many; n += 1) {
      const isRare = n % 1000 === 0
      const id = BigInt((nowMs - (many - n) * 60_000) * 1024)
      const text = `the bread number ${n} ${n % 7 === 0 ? 'is late' : ''} ${isRare ? 'refund' : ''}`
      const kind = itemKind.options[n % itemKind.options.length] ?? 'post'
      conversation.run(n, n % 3 === 0 ? 'done' : 'open', Number(isRare))
      item.run(id, String(n), n, isRare ? 2 : 1, kind, Number(isRare), n % 2, text)
      const row = ftsRow({
        text,
        network: 'mastodon',
        kind,
        hashtags: [],
        mentions: [],
        links: [],
        media: false,
        poll: false,
      })
      index.run(id, row.text, row.meta)
      hit.run(id, isRare ? 2 : 1)
    }
    db.exec(
      'INSERT INTO conversation_tags (tag_id, conversation_id) SELECT 1, id FROM conversations WHERE saved = 1',
    )
  })()
  // With what SQLite knows of a store that was closed once, it plans differently.
  db.exec('ANALYZE')
  return db
}

let db: Database.Database
beforeAll(() => {
  db = bigStore()
})

const plan = (text: string): string[] => {
  const statement = searchSql(db, read(text), { nowMs, limit: 50 })
  return db
    .prepare<[Record<string, string>], { detail: string }>(`EXPLAIN QUERY PLAN ${statement.sql}`)
    .all(statement.params)
    .map(({ detail }) => detail)
}

describe('how a search goes', () => {
  test.each(['bread newer:9d after:2026-09 is:unread', 'newer:9d after:2026-09 is:unread'])(
    '%s walks between one lower and one upper bound',
    (text) => {
      const { sql: statement } = searchSql(db, read(text), { nowMs, limit: 50, beforeId: 9e15, fromId: 7 })
      expect(statement.match(/>= \d/g)).toHaveLength(1)
      expect(statement.match(/ < \d/g)).toHaveLength(1)
    },
  )

  test.each([
    'bread', 'bread late', '"bread number"', 'brea*', 'bread OR refund', 'bread -late', '-late', '-late is:question',
    'bread is:question', 'bread is:open', 'bread stream:"Bread talk"', 'bread from:@ana', 'bread network:mastodon has:link',
    'bread likes:>5', 'bread followers:>5', 'bread is:keyword', 'bread before:2026-10-01 newer:20d',
    'パン', '❤️', '#bread', 'lang:en',
  ])('%s walks the full-text index from the newest and never sorts', (text) => {
    const steps = plan(text)
    expect(steps[0]).toMatch(/item_fts VIRTUAL TABLE INDEX .*M\d/)
    expect(steps.join('\n')).not.toMatch(/TEMP B-TREE|BLOOM FILTER/)
    expect(steps.slice(1).join('\n')).not.toMatch(/SCAN [a-z]+$/m)
  }) // prettier-ignore

  test.each([
    'is:question',
    '',
    'is:unread',
    'in:thread',
    'likes:>5',
    'is:question -is:keyword',
    'is:open',
    'newer:3d',
    'from:@ana',
  ])('%j walks the items from the newest and never sorts', (text) => {
    const steps = plan(text)
    expect(steps[0]).toMatch(/^SEARCH i USING (INTEGER PRIMARY KEY|(COVERING )?INDEX items_question)/)
    expect(steps.join('\n')).not.toMatch(/TEMP B-TREE|BLOOM FILTER/)
  })

  test.each([
    'bread is:saved',
    'the tag:press',
    'is:mine -late',
    'from:@rare',
    'bread stream:rare',
    'in:7',
    'is:deleted',
    'has:note bread',
    'bread purpose:help',
    'bread is:vip',
    'bread is:muted',
    'is:open is:due -is:quiet',
    'is:open is:newcomer bread',
  ])('%s starts from the few items that are so', (text) => {
    expect(searchSql(db, read(text), { nowMs, limit: 50 }).sql).toMatch(/WHERE i\.id IN \(SELECT/)
  })

  test('alternatives of words and facts are walks of their own', () => {
    const { sql: union } = searchSql(db, read('refund OR is:saved'), { nowMs, limit: 50 })
    expect(union.match(/LIMIT 50/g)).toHaveLength(3)
    expect(union).toMatch(/UNION/)
  })

  test('many alternatives fall back to one walk instead of many', () => {
    const text = Array.from({ length: 6 }, (_, n) => `(w${n} OR is:question)`).join(' ')
    const { sql: statement } = searchSql(db, read(text), { nowMs, limit: 50 })
    expect(statement.match(/UNION/g)?.length ?? 0).toBeLessThan(16)
    expect(searchItems(db, read(text), { nowMs, limit: 5 })).toHaveLength(5)
  })

  test('a bound on time is a bound of the walk', () => {
    const { sql: statement } = searchSql(db, read('bread newer:2h'), { nowMs, limit: 50, beforeId: 99 })
    expect(statement).toMatch(/item_fts\.rowid >= \d+/)
    expect(statement).toMatch(/item_fts\.rowid < 99 /)
    expect(searchItems(db, read('bread newer:2h'), { nowMs, limit: 500 })).toHaveLength(121)
  })

  test('the widest query that can be written still compiles and runs', () => {
    const words = Array.from({ length: 190 }, (_, n) => `w${n}`).join(' OR ')
    expect(searchItems(db, read(`(${words}) OR bread`), { nowMs, limit: 10 })).toHaveLength(10)
    const nested = `${'(bread '.repeat(38)}${')'.repeat(38)}`
    expect(searchItems(db, read(nested), { nowMs, limit: 10 })).toHaveLength(10)
    const mixed = `${'-(refund OR is:saved '.repeat(36)}x${')'.repeat(36)}`
    expect(searchItems(db, read(mixed), { nowMs, limit: 10 })).toHaveLength(10)
  })
})
