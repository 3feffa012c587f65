import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Subject } from '#shared/domain/query/subject'
import { arrivals } from './arriving.ts'
import { prefetch } from './db/item-writes.ts'
import { migrations } from './db/migrations/index.ts'
import { makeQuiet } from './db/mutes.ts'
import { one, run } from './db/statement.ts'
import { type Batch, beginFiling, isEdit, type Via } from './filing.ts'
import { ingest } from './ingest.ts'
import type { FetchedItem } from './networks/types.ts'
import { forgetRules } from './rules/active.ts'
import { loadSubjects } from './rules/subjects.ts'
import { understand } from './understanding/understand.ts'

const startMs = Date.UTC(2026, 9, 1)
const nowMs = startMs + 86_400_000

function newStore(): Database.Database {
  const db = new Database(':memory:')
  for (const { sql } of migrations) db.exec(sql)
  db.exec(`
    INSERT INTO accounts (id, network, host, remote_id, handle, name, created_ms) VALUES (1, 'n', 'h', 'us', '@us', '', 0);
    INSERT INTO streams (id, account_id, network, kind, name, config, interval_ms, created_ms)
      VALUES (1, 1, 'n', 'mentions', 'Mentions', '{}', 1, 0), (2, 1, 'n', 'keyword', 'Bread', '{}', 1, 0);
    INSERT INTO imports (id, format, path, name, fingerprint, state, files, started_ms) VALUES (1, 'f', 'p', 'n', 'x', 'running', 1, 0);
    INSERT INTO mutes (id, query, created_ms) VALUES (1, 'from:@troll', 0);
    INSERT INTO tags (id, name) VALUES (1, 'later');
  `)
  return db
}

/** Posts of one town square, told by small numbers: which answers which, and which began it. */
interface Post {
  n: number
  parent: number | undefined
  root: number | undefined
  author: 'ana' | 'troll' | 'us'
  direct: boolean
  again: string
  edited: boolean
}

const post: fc.Arbitrary<Post> = fc.record({
  n: fc.nat({ max: 7 }),
  parent: fc.option(fc.nat({ max: 7 }), { nil: undefined }),
  root: fc.option(fc.nat({ max: 7 }), { nil: undefined }),
  author: fc.constantFrom('ana', 'ana', 'troll', 'us'),
  direct: fc.boolean(),
  again: fc.constantFrom('', ' once more'),
  edited: fc.boolean(),
})

const arrival = fc.record({
  type: fc.constant('arrival' as const),
  post,
  via: fc.constantFrom<Via>('poll', 'poll', 'live', 'backfill', 'thread', 'archive'),
  streamId: fc.constantFrom(1, 2),
})

/** What the user does between two arrivals, to the conversation of a post. */
const decision = fc.record({
  type: fc.constant('decision' as const),
  n: fc.nat({ max: 7 }),
  what: fc.constantFrom('done', 'waiting', 'snoozed', 'saved', 'noise', 'tag', 'read', 'draft'),
})

type Step = typeof arrival extends fc.Arbitrary<infer A> ? A : never
type Decision = typeof decision extends fc.Arbitrary<infer D> ? D : never

const nameOf = (n: number): string => `https://n.example/${String(n)}`

/** Who wrote what, when, and which answers which never changes; what is said does. */
function itemOf(one: Post, facts: Map<number, Post>): FetchedItem {
  const first = facts.get(one.n) ?? one
  facts.set(one.n, first)
  const isOlder = (other: number | undefined): other is number => other !== undefined && other < one.n
  return {
    remoteId: nameOf(one.n),
    kind: first.direct ? 'mention' : 'post',
    author: { remoteId: first.author, handle: `@${first.author}`, name: first.author },
    mine: first.author === 'us',
    direct: first.direct && first.author !== 'us',
    createdMs: startMs + one.n * 1000,
    editedMs: one.edited ? startMs + 3_600_000 : undefined,
    text: `Loaf ${String(one.n)}${one.again}?`,
    spans: [],
    media: [],
    metrics: { likes: one.n },
    raw: null,
    ...(isOlder(first.parent) ? { parentRef: nameOf(first.parent) } : {}),
    ...(isOlder(first.root) ? { rootRef: nameOf(first.root) } : {}),
  }
}

const conversationOf = (db: Database.Database, n: number): number | undefined =>
  one<{ id: number }>(db, 'SELECT conversation_id AS id FROM items WHERE remote_id = @name', {
    name: nameOf(n),
  })?.id

function decide(db: Database.Database, { n, what }: Decision): void {
  const id = conversationOf(db, n)
  if (id === undefined) return
  if (what === 'noise') makeQuiet(db, [id], 'noise', 1)
  else if (what === 'saved') run(db, 'UPDATE conversations SET saved = 1 WHERE id = @id', { id })
  else if (what === 'read')
    run(db, 'UPDATE conversations SET read_item_id = newest_item_id WHERE id = @id', { id })
  else if (what === 'tag')
    run(db, 'INSERT OR IGNORE INTO conversation_tags (tag_id, conversation_id) VALUES (1, @id)', { id })
  else if (what === 'draft')
    run(
      db,
      "INSERT OR IGNORE INTO outbox (id, state, conversation_id, text, updated_ms) VALUES ('d' || @id, 'draft', @id, 'x', 0)",
      { id },
    )
  else run(db, 'UPDATE conversations SET state = @what WHERE id = @id', { id, what })
}

function batchOf(step: Step, item: FetchedItem): Batch {
  const past = step.via === 'archive'
  return {
    network: 'n',
    accountId: 1,
    streamId: past || step.via === 'thread' ? undefined : step.streamId,
    via: step.via,
    refSpace: 'n:here',
    items: [item],
    rule: '',
    ...(past ? { importId: 1 } : {}),
  }
}

/** What is not known is null in the store, and left out of what was fetched. */
const plain = (subject: Subject): unknown =>
  JSON.parse(
    JSON.stringify(
      {
        lang: null,
        title: null,
        url: null,
        warning: null,
        likes: null,
        parentAuthor: null,
        ...subject,
        streams: subject.streams.toSorted((a, b) => a.id - b.id),
        conversation: {
          ...subject.conversation,
          formerIds: subject.conversation.formerIds.toSorted((a, b) => a - b),
        },
        author: { followers: null, ...subject.author },
      },
      (_, value: unknown) => value ?? null,
    ),
  )

test('rules are asked about what arrives as a search will find it once it is filed', () => {
  let asked = 0
  let joined = 0
  let brought = 0
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: arrival }, decision), { maxLength: 25 }),
      (steps) => {
        const db = newStore()
        const facts = new Map<number, Post>()
        for (const step of steps) {
          if (step.type === 'decision') {
            decide(db, step)
            continue
          }
          const { item, question } = understand(itemOf(step.post, facts))
          const batch = batchOf(step, item)
          const known = prefetch(db, batch, [{ item, createdMs: item.createdMs }])
          const existing = known.items.get(item.remoteId)
          const isMuted = item.author.remoteId === 'troll'
          const filing = beginFiling(db, batch, nowMs, known)
          const told = arrivals(filing)(
            item,
            {
              id: existing?.id ?? known.nextId(item.createdMs),
              existing,
              isNews: existing === undefined || isEdit(batch, item, existing),
              question,
            },
            isMuted,
          )
          const foretold = told.conversation
          const state = conversationOf(db, step.post.parent ?? -1)
          ingest(db, batch, nowMs)
          forgetRules(db)
          const [after] = loadSubjects(db, [told.id])
          if (after === undefined) throw new Error('what was filed is not there')
          expect(
            plain({
              ...told,
              conversation: {
                ...foretold,
                id: after.conversation.id,
                // Older words in an archive can show that an author was not new: of the past no rule asks.
                ...(step.via === 'archive' ? { newcomer: after.conversation.newcomer } : {}),
              },
            }),
          ).toEqual(plain(after))
          asked += 1
          if (after.conversation.itemCount > 1) joined += 1
          if (state !== undefined) brought += 1
        }
        db.close()
      },
    ),
    { numRuns: 400 },
  )
  expect(joined).toBeGreaterThan(asked / 5)
  expect(brought).toBeGreaterThan(0)
}, 60_000)
