/**
 * Searches over a million items as the window asks them (a page of conversations, newest hit first), and the
 * same words looked for by reading every text. The words come from the generated posts by how often they occur.
 */
import { searchIds } from '#core/calls/search'
import { closeStore, openStore } from '#core/db/open'
import { tokenise } from '#shared/domain/tokens'
import { bigCount, dropStores, endMs, storeOf } from './lib/big-store.ts'
import { median, print, timed } from './lib/figure.ts'
import { generatedItems } from './lib/generated-items.ts'
import { openCalls, passingClock, repeat, type OpenCalls } from './lib/open-calls.ts'

const noticed = '<= 60'

interface Search {
  what: string
  /** Texts of which each is asked in turn. */
  queries: string[]
  /** What LIKE has to find to answer the same, one for each query; absent where it cannot. */
  like?: string[]
}

/** How often each word stands in the first posts, and some posts to cut phrases from. */
function sample(): { byRank: string[]; once: string[]; english: string[]; running: string[] } {
  const counts = new Map<string, number>()
  const english: string[] = []
  const running: string[] = []
  for (const { text, lang } of generatedItems(Math.min(bigCount, 20_000), endMs)) {
    if (lang === 'en') english.push(text)
    else running.push(text)
    if (lang !== 'en') continue
    for (const token of new Set(tokenise(text).map((t) => t.token)))
      counts.set(token, (counts.get(token) ?? 0) + 1)
  }
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a)
  return {
    byRank: ranked.map(([word]) => word),
    once: ranked.filter(([word, n]) => n === 1 && word.length > 3).map(([word]) => word),
    english,
    running,
  }
}

function searches(): Search[] {
  const { byRank, once, english, running } = sample()
  const from = (rank: number, n: number): string[] => byRank.slice(rank, rank + n)
  const plainPairs = english.flatMap((text) => /^(\p{L}{3,} \p{L}{3,}) /u.exec(text)?.[1] ?? []).slice(0, 40)
  const pieces = running.flatMap((text) => /[\p{sc=Han}\p{sc=Hira}]{2}/u.exec(text)?.[0] ?? []).slice(0, 40)
  const runs = running.flatMap((text) => /[\p{sc=Han}\p{sc=Hira}]{4}/u.exec(text)?.[0] ?? []).slice(0, 40)
  const long = byRank.filter((word) => word.length > 4)
  const common = from(15, 25)
  const rare = once.slice(0, 40)
  return [
    { what: 'rare word', queries: rare, like: rare },
    { what: 'usual word (rank 500)', queries: from(500, 40), like: from(500, 40) },
    { what: 'common word', queries: common, like: common },
    { what: 'two common words', queries: common.map((word, n) => `${word} ${byRank[n + 45] ?? word}`) },
    { what: 'phrase', queries: plainPairs.map((pair) => `"${pair}"`), like: plainPairs },
    { what: 'beginning of a word, three letters', queries: long.slice(100, 140).map((word) => `${word.slice(0, 3)}*`) },
    { what: 'two characters of running text', queries: pieces, like: pieces },
    { what: 'one of two words, without a third', queries: common.map((word, n) => `(${word} OR ${byRank[n + 400] ?? word}) -${byRank[n + 45] ?? word}`) },
    { what: 'longer running text', queries: runs, like: runs },
    { what: 'beginning of a word, six letters', queries: long.slice(100, 140).map((word) => `${word.slice(0, 6)}*`) },
    { what: 'phrase, its last word begun', queries: plainPairs.flatMap((pair) => (/\p{L}{5}$/u.test(pair) ? [`"${pair.slice(0, -1)}"*`] : [])) },
    { what: 'rare word, this month', queries: rare.map((word) => `${word} after:2026-09`) },
    { what: 'common word, only questions', queries: common.map((word) => `${word} is:question`) },
    { what: 'common word, only what is done', queries: common.map((word) => `${word} is:done`) },
    { what: 'common word of a quiet stream', queries: common.map((word) => `${word} stream:Quiet`) },
    { what: 'common word, another language', queries: common.map((word) => `${word} lang:ja`) },
    { what: 'common word of one author', queries: common.map((word, n) => `${word} from:@u${String(n * 1000)}`) },
    { what: 'one author', queries: common.map((_, n) => `from:@u${String(n * 1000 + 7)}`) },
    { what: 'no word, saved', queries: ['is:saved'] },
    { what: 'no word, what waits for us', queries: ['is:open is:due -is:quiet'] },
    { what: 'no word, open questions', queries: ['is:open is:question is:latest -is:quiet'] },
    { what: 'no word, muted', queries: ['is:muted'] },
    { what: 'no word, first-time voices that ask, a month', queries: ['is:newcomer is:question after:2026-08 before:2026-09'] },
    { what: 'nothing found: rare word, only what is saved', queries: rare.map((word) => `${word} is:saved`) },
    { what: 'nothing found: no word, deleted', queries: ['is:deleted'] },
  ] // prettier-ignore
}

/** Reading every text from the newest, until a page is full. Three looks: they are slow and even. */
function scans(file: string, { queries, like = [] }: Search): { scanMs: number; searchMs: number } {
  const db = openStore(file)
  const scan = db.prepare("SELECT id FROM items WHERE text LIKE '%' || ? || '%' ORDER BY id DESC LIMIT 50")
  const scanMs = median(like.slice(0, 3).map((words) => timed(() => scan.all(words))))
  const searchMs = median(queries.map((query) => timed(() => searchIds(db, query, undefined, 50, endMs))))
  closeStore(db)
  return { scanMs, searchMs }
}

/** What the field and the sidebar ask: a preview of whatever is typed, and the counts of twelve lanes. */
async function lanesOfOnesOwn(core: OpenCalls, all: readonly Search[]): Promise<void> {
  const typed = all.flatMap(({ queries }) => queries.slice(0, 4))
  const preview = await repeat(typed.length, (round) =>
    core.call('query.preview', { query: typed[(round + 3) % typed.length] ?? '' }),
  )
  const names = await repeat(60, (round) =>
    core.call('query.names', { field: 'from', begun: `u${String(round + 3)}` }),
  )
  const kept: number[] = []
  for (const [index, query] of typed
    .filter((_, n) => n % 6 === 0)
    .slice(0, 12)
    .entries())
    kept.push((await core.call('lanes.add', { name: `Lane ${String(index)}`, query })).id)
  // Counting is rationed: the first question counts as much as it may, the next ones go on.
  const counting: number[] = []
  for (let uncounted = kept.length; uncounted > 0;) {
    const start = performance.now()
    const lanes = await core.call('lanes.own', {})
    counting.push(performance.now() - start)
    uncounted = lanes.filter(({ count }) => count === undefined).length
  }
  const again = await repeat(60, () => core.call('lanes.own', {}))
  for (const id of kept) await core.call('lanes.remove', { id })
  await core.stop()
  const figures = [
    ['preview of a query, p50', preview.p50, ''],
    ['preview of a query, p95', preview.p95, '<= 50'],
    ['names that begin so, p95', names.p95, '<= 50'],
    ['counts of twelve own lanes, the longest question', Math.max(...counting), '<= 50'],
    ['counts of twelve own lanes once counted, p95', again.p95, '<= 50'],
  ] as const
  for (const [metric, value, target] of figures) print({ bench: 'search', metric, value, unit: 'ms', target })
}

try {
  const file = storeOf(bigCount)
  const core = openCalls(file)
  const all = searches()
  for (const { what, queries } of all) {
    const { p50, p95 } = await repeat(Math.max(60, queries.length * 2), (round) =>
      core.call('conversations.page', {
        source: { type: 'search', query: queries[(round + 3) % queries.length] ?? '' },
      }),
    )
    print({ bench: 'search', metric: `${what}, p50`, value: p50, unit: 'ms', target: '' })
    print({ bench: 'search', metric: `${what}, p95`, value: p95, unit: 'ms', target: noticed })
  }
  await core.stop()
  await lanesOfOnesOwn(openCalls(file, passingClock), all)
  for (const search of all.filter(({ like }) => like !== undefined)) {
    const { scanMs, searchMs } = scans(file, search)
    print({
      bench: 'search',
      metric: `${search.what}: reading every text / full-text index`,
      value: scanMs / searchMs,
      unit: 'x',
      target: '',
    })
  }
} finally {
  dropStores()
}
