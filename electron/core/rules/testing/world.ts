import Database from 'better-sqlite3'
import fc from 'fast-check'
import { migrations } from '#core/db/migrations/index'
import { itemKind, type ItemKind } from '#shared/domain/item'
import { ftsRow, type QuietReason, type Subject } from '#shared/domain/query/subject'
import { sample, sampleNowMs } from '#shared/domain/testing/queries'
import type { Span } from '#shared/domain/text'
import { mixedText } from '#shared/domain/testing/scripts'

/** A small store for tests, told twice: as the rows of the tables and as the subjects that those rows mean. */
export interface World {
  streams: { name: string; kind: string; purpose: string | null }[]
  accounts: string[]
  authors: { handle: string; followers: number | null; vip: boolean }[]
  conversations: WorldConversation[]
  items: WorldItem[]
}

interface WorldConversation {
  state: 'open' | 'waiting' | 'snoozed' | 'done'
  saved: boolean
  newcomer: boolean
  account: number | null
  tags: number[]
  noted: boolean
  drafted: boolean
  said: string | null
  readTo: number
  quiet: QuietReason | null
  /** Another was joined to it. */
  joined: boolean
}

interface WorldItem {
  agoMinutes: number
  conversation: number
  author: number
  parent: number | null
  network: string
  kind: ItemKind
  state: 'live' | 'edited' | 'deleted'
  mine: boolean
  direct: boolean
  question: boolean
  title: string | null
  text: string
  warning: string | null
  lang: string | null
  url: string | null
  hashtags: string[]
  mentions: string[]
  links: string[]
  media: boolean
  poll: boolean
  likes: number | null
  streams: number[]
}

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values)
const maybe = <T>(values: readonly T[]) => fc.option(pick(values))
const place = fc.nat({ max: 11 })
const sometimes = fc.nat({ max: 4 }).map((n) => n === 0)

const conversation: fc.Arbitrary<WorldConversation> = fc.record({
  state: pick(['open', 'waiting', 'snoozed', 'done'] as const),
  saved: sometimes,
  newcomer: sometimes,
  account: fc.option(place),
  tags: fc.uniqueArray(fc.nat({ max: sample.tags.length - 1 }), { maxLength: 2 }),
  noted: sometimes,
  drafted: sometimes,
  said: maybe(sample.purposes),
  readTo: fc.nat({ max: 30 }),
  quiet: fc.option(pick(['muted', 'noise', 'folded'] as const), { freq: 2 }),
  joined: sometimes,
})

const anyItem: fc.Arbitrary<WorldItem> = fc.record({
  agoMinutes: fc.nat({ max: 4 * 1440 }),
  conversation: place,
  author: place,
  parent: fc.option(place),
  network: pick(sample.networks),
  kind: pick(itemKind.options),
  state: pick(['live', 'live', 'edited', 'deleted'] as const),
  mine: sometimes,
  direct: fc.boolean(),
  question: fc.boolean(),
  title: fc.option(mixedText(16)),
  text: mixedText(50),
  warning: fc.option(mixedText(12), { freq: 2 }),
  lang: maybe(sample.langs),
  url: maybe(sample.links),
  hashtags: fc.array(pick(sample.hashtags), { maxLength: 2 }),
  mentions: fc.array(pick(sample.handles), { maxLength: 2 }),
  links: fc.array(pick(sample.links), { maxLength: 2 }),
  media: fc.boolean(),
  poll: sometimes,
  likes: fc.option(pick([0, 1, 5, 100, 1001])),
  streams: fc.uniqueArray(place, { maxLength: 3 }),
})

/** What was deleted has let go of its address, as the store does. */
const item = anyItem.map((one) => (one.state === 'deleted' ? { ...one, url: null } : one))

export const worlds: fc.Arbitrary<World> = fc.record({
  streams: fc.array(fc.record({ name: pick(sample.streams), kind: pick(['keyword', 'mentions', 'feed']), purpose: maybe(sample.purposes) }), { minLength: 1, maxLength: 5 }),
  accounts: fc.array(pick(sample.handles), { minLength: 1, maxLength: 3 }),
  authors: fc.array(fc.record({ handle: pick(sample.handles), followers: fc.option(pick([0, 5, 100, 5000])), vip: sometimes }), { minLength: 1, maxLength: 6 }),
  conversations: fc.array(conversation, { minLength: 1, maxLength: 6 }),
  items: fc.array(item, { minLength: 1, maxLength: 14 }),
}) // prettier-ignore

/** Index into a list of any length. */
const wrap = (list: readonly unknown[], index: number): number => index % list.length

function at<T>(list: readonly T[], index: number): T {
  const found = list[wrap(list, index)]
  if (found === undefined) throw new Error('an empty list in a test world')
  return found
}

function idsOf(world: World): number[] {
  return world.items.map(({ agoMinutes }, index) => (sampleNowMs - agoMinutes * 60_000) * 1024 + index)
}

/** The id that a conversation had which was joined to this one: within what queries ask for. */
const formerId = (where: number): number => where + 7

/** What the store keeps of a conversation's items, reckoned as `refreshConversation` does. */
function factsOf(world: World, where: number) {
  const ids = idsOf(world)
  const members = world.items
    .map((one, index) => ({ ...one, id: at(ids, index) }))
    .filter((one) => wrap(world.conversations, one.conversation) === where)
    .toSorted((a, b) => a.id - b.id)
  const lives = members.filter(({ mine, state }) => !mine && state !== 'deleted')
  const lastMine = members.findLast(({ mine }) => mine)?.id ?? 0
  const shown = lives.at(-1) ?? members.at(-1)
  return {
    itemCount: members.length,
    newestItemId: members.at(-1)?.id ?? 0,
    shownItemId: shown?.id ?? 0,
    dueItemId: lives.find(({ id, direct }) => direct && id > lastMine)?.id ?? null,
    direct: members.some(({ direct }) => direct),
    question: shown !== undefined && !shown.mine && shown.question,
  }
}

/** What the matcher is asked about. */
export function subjectsOf(world: World): Subject[] {
  const ids = idsOf(world)
  const facts = world.conversations.map((_, where) => factsOf(world, where))
  return world.items.map((one, index) => {
    const where = wrap(world.conversations, one.conversation)
    const about = at(world.conversations, where)
    const { itemCount, dueItemId, shownItemId } = at(facts, where)
    const parent = one.parent === null ? undefined : at(world.items, one.parent)
    return {
      ...one,
      id: at(ids, index),
      author: at(world.authors, one.author),
      parentAuthor: parent === undefined ? null : at(world.authors, parent.author).handle,
      streams: [...new Set(one.streams.map((stream) => wrap(world.streams, stream)))].map((stream) => ({
        id: stream + 1,
        ...at(world.streams, stream),
      })),
      conversation: {
        id: where + 1,
        formerIds: about.joined ? [formerId(where)] : [],
        state: about.state,
        saved: about.saved,
        newcomer: about.newcomer,
        itemCount,
        readItemId: at(ids, about.readTo),
        dueItemId,
        shownItemId,
        quiet: about.quiet,
        account:
          about.account === null
            ? null
            : { id: wrap(world.accounts, about.account) + 1, handle: at(world.accounts, about.account) },
        tags: about.tags.map((tag) => at(sample.tags, tag)),
        noted: about.noted,
        drafted: about.drafted,
        purposes: about.said === null ? [] : [about.said],
      },
    }
  })
}

/** The same world in a real database with the real schema. */
export function storeWorld(world: World): Database.Database {
  const db = new Database(':memory:')
  for (const { sql } of migrations) db.exec(sql)
  db.transaction(() => {
    storeNames(db, world)
    storeConversations(db, world)
    storeItems(db, world)
  })()
  return db
}

function storeNames(db: Database.Database, world: World): void {
  const account = db.prepare(
    "INSERT INTO accounts (id, network, host, remote_id, handle, name, created_ms) VALUES (?, 'n', 'h', ?, ?, '', 0)",
  )
  world.accounts.forEach((handle, index) => account.run(index + 1, String(index), handle))
  const stream = db.prepare(
    "INSERT INTO streams (id, network, kind, name, config, interval_ms, purpose, created_ms) VALUES (?, 'n', ?, ?, '{}', 1, ?, 0)",
  )
  world.streams.forEach(({ name, kind, purpose }, index) => stream.run(index + 1, kind, name, purpose))
  const author = db.prepare(
    "INSERT INTO handles (id, network, remote_id, handle, name, followers, vip, first_heard_ms) VALUES (?, 'n', ?, ?, '', ?, ?, 0)",
  )
  world.authors.forEach(({ handle, followers, vip }, index) =>
    author.run(index + 1, String(index), handle, followers, Number(vip)),
  )
  const tag = db.prepare('INSERT INTO tags (id, name) VALUES (?, ?)')
  sample.tags.forEach((name, index) => tag.run(index + 1, name))
}

function storeConversations(db: Database.Database, world: World): void {
  const ids = idsOf(world)
  const insert = db.prepare(
    `INSERT INTO conversations (id, network, account_id, state, saved, newcomer, quiet, direct, question, item_count, newest_item_id, shown_item_id,
       due_item_id, read_item_id)
     VALUES (?, 'n', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const outgoing = db.prepare(
    "INSERT INTO outbox (id, state, conversation_id, text, purpose, updated_ms) VALUES (?, ?, ?, 'x', ?, 0)",
  )
  world.conversations.forEach((one, index) => {
    const facts = factsOf(world, index)
    const account = one.account === null ? null : wrap(world.accounts, one.account) + 1
    insert.run(
      index + 1,
      account,
      one.state,
      Number(one.saved),
      Number(one.newcomer),
      one.quiet,
      Number(facts.direct),
      Number(facts.question),
      facts.itemCount,
      facts.newestItemId,
      facts.shownItemId,
      facts.dueItemId,
      at(ids, one.readTo),
    )
    for (const tag of one.tags)
      db.prepare('INSERT INTO conversation_tags (tag_id, conversation_id) VALUES (?, ?)').run(
        tag + 1,
        index + 1,
      )
    if (one.joined)
      db.prepare('INSERT INTO conversation_moves (old_id, new_id) VALUES (?, ?)').run(
        formerId(index),
        index + 1,
      )
    if (one.noted)
      db.prepare("INSERT INTO notes (conversation_id, text, created_ms) VALUES (?, 'x', 0)").run(index + 1)
    // A draft's own purpose does not count before it is sent.
    if (one.drafted) outgoing.run(`draft${index}`, 'draft', index + 1, 'correct')
    if (one.said !== null) outgoing.run(`sent${index}`, 'sent', index + 1, one.said)
  })
}

function spansOf({ hashtags, mentions, links }: WorldItem): Span[] {
  const at = { start: 0, end: 1 }
  return [
    ...hashtags.map((value): Span => ({ ...at, type: 'hashtag', value })),
    ...mentions.map((handle): Span => ({ ...at, type: 'mention', value: `@${handle}` })),
    ...links.map((href): Span => ({ ...at, type: 'link', href })),
  ]
}

function storeItems(db: Database.Database, world: World): void {
  const ids = idsOf(world)
  const insert = db.prepare(
    `INSERT INTO items (id, network, remote_id, conversation_id, author_id, kind, state, mine, direct, question, received_ms, parent_id, title, text, extra, warning, lang, url, content_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0)`,
  )
  const index = db.prepare('INSERT INTO item_fts (rowid, text, meta) VALUES (?, ?, ?)')
  const hit = db.prepare(
    "INSERT INTO hits (item_id, stream_id, fetched_ms, via, reason) VALUES (?, ?, 0, 'poll', '{}')",
  )
  for (const [n, one] of world.items.entries()) {
    const extra = JSON.stringify({
      spans: spansOf(one),
      media: one.media ? [{ kind: 'image', url: 'https://m.example/1' }] : [],
      metrics: one.likes === null ? {} : { likes: one.likes },
    })
    insert.run(
      BigInt(at(ids, n)), one.network, String(n), wrap(world.conversations, one.conversation) + 1, wrap(world.authors, one.author) + 1,
      one.kind, one.state, Number(one.mine), Number(one.direct), Number(one.question),
      one.parent === null ? null : BigInt(at(ids, wrap(world.items, one.parent))), one.title, one.text, extra, one.warning, one.lang, one.url,
    ) // prettier-ignore
    const row = ftsRow(one)
    index.run(BigInt(at(ids, n)), row.text, row.meta)
    for (const stream of new Set(one.streams.map((chosen) => wrap(world.streams, chosen))))
      hit.run(BigInt(at(ids, n)), stream + 1)
  }
}
