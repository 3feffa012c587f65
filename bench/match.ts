/**
 * Many rules against what arrives: posts per second with 10 to 10,000 rules, against cutting the posts into
 * tokens alone (the least there is to do) and against asking every rule
 * in turn.
 */
import type { Query } from '#shared/domain/query/ast'
import { lower as lowerQuery } from '#shared/domain/query/lower'
import { parseQuery } from '#shared/domain/query/parse'
import type { Subject } from '#shared/domain/query/subject'
import { tokenise, wordKey } from '#shared/domain/tokens'
import { RuleIndex } from '#core/rules/rule-index'
import { match, prepareSubject } from '#core/rules/matcher'
import { simplify } from '#core/rules/simplify'
import { randomFrom } from '#demo/generator'
import { median, print, timed } from './lib/figure.ts'
import { generatedItems } from './lib/generated-items.ts'

const endMs = Date.UTC(2026, 9, 1)
const ruleCounts = [10, 1000, 10_000]

function subjects(count: number): Subject[] {
  return [...generatedItems(count, endMs)].map((item, n) => ({
    id: item.createdMs * 1024,
    network: 'fake',
    kind: 'mention',
    state: 'live',
    mine: false,
    direct: true,
    question: false,
    text: item.text,
    lang: item.lang,
    hashtags: [...item.text.matchAll(/#(\p{L}+)/gu)].map((match) => match[1] ?? ''),
    mentions: [],
    links: [],
    media: false,
    poll: false,
    author: { handle: item.author.handle, vip: false },
    streams: [],
    conversation: {
      id: n + 1,
      formerIds: [],
      state: 'open',
      saved: false,
      newcomer: false,
      itemCount: 1,
      readItemId: 0,
      dueItemId: item.createdMs * 1024,
      shownItemId: item.createdMs * 1024,
      quiet: null,
      tags: [],
      noted: false,
      drafted: false,
      purposes: [],
    },
  }))
}

/** Words people listen for: seldom among the commonest hundred, mostly anywhere below, a quarter never said. */
function wordSource(posts: readonly Subject[]): { word: () => string; running: () => string } {
  const random = randomFrom(11)
  const counts = new Map<string, number>()
  const running: string[] = []
  for (const { text, lang } of posts) {
    if (lang !== 'en')
      running.push(...[...text.matchAll(/[\p{sc=Han}\p{sc=Hira}\p{sc=Hang}]{2,3}/gu)].map(([run]) => run))
    else for (const { token } of tokenise(text)) counts.set(token, (counts.get(token) ?? 0) + 1)
  }
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a).map(([word]) => word)
  const below = ranked.slice(100)
  const any = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? 'word'
  let brands = 0
  return {
    word: () => (random() < 0.25 ? `brand${String((brands += 1))}` : any(random() < 0.02 ? ranked : below)),
    running: () => any(running),
  }
}

interface Rule {
  text: string
  /** The words as a loop of includes looks for them in a post as it was written. */
  needle: string
  /** What a loop of includes that answers as the rule does looks for in a post cut into tokens. */
  tokens: { any: string[]; none?: string; lang?: string }
}

/** Rules as people write them: words, phrases, hashtags, running text, and some that combine. */
function rules(count: number, posts: readonly Subject[]): Rule[] {
  const { word, running } = wordSource(posts)
  return Array.from({ length: count }, (_, n) => {
    const one = word()
    const kind = n % 20
    if (kind < 12) return { text: one, needle: one, tokens: { any: [inTokens(one)] } }
    if (kind < 15) {
      const phrase = `${one} ${word()}`
      return { text: `"${phrase}"`, needle: phrase, tokens: { any: [inTokens(phrase)] } }
    }
    if (kind < 17) return { text: `#${one}`, needle: `#${one}`, tokens: { any: [` #${one} `] } }
    if (kind < 18) {
      const run = running()
      return { text: run, needle: run, tokens: { any: [asRun(run)] } }
    }
    const other = word()
    if (kind < 19)
      return {
        text: `${one} -${other} lang:en`,
        needle: one,
        tokens: { any: [inTokens(one)], none: inTokens(other), lang: 'en' },
      }
    return {
      text: `(${one} OR ${other}) -is:mine`,
      needle: one,
      tokens: { any: [inTokens(one), inTokens(other)] },
    }
  })
}

/** Words as they stand in a post of tokens between spaces. */
function inTokens(words: string): string {
  return ` ${tokenise(words)
    .map(({ token }) => token)
    .join(' ')} `
}

/** Running text is cut into pairs; its last character alone is where the run ends in the rule, not in the post. */
function asRun(run: string): string {
  const pairs = tokenise(run).map(({ token }) => token)
  return ` ${pairs.slice(0, -1).join(' ')} `
}

function read(text: string): Query {
  const { ast } = parseQuery(text)
  if (ast === undefined) throw new Error(`A rule of the benchmark cannot be read: ${text}`)
  return ast
}

function indexOf(some: readonly Rule[]): RuleIndex<number> {
  return new RuleIndex(some.map(({ text }, key) => ({ key, query: read(text) })))
}

const posts = subjects(20_000)
const all = rules(10_000, posts)

/** Posts per second, the middle of five rounds over all posts; own processor time, as other programs run too. */
function rate(some: readonly unknown[], work: () => void): number {
  work()
  return median(
    Array.from({ length: 5 }, () => {
      const before = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(before)
      return (some.length / (user + system)) * 1_000_000
    }),
  )
}

// Everything is counted: work without a result is left out by the engine.
let tokens = 0
const preparing = rate(posts, () => {
  for (const post of posts) tokens += prepareSubject(post).words.length
})
print({ bench: 'match', metric: 'cutting into tokens alone', value: preparing, unit: 'posts/s', target: '' })

const rates = new Map<number, number>()
for (const count of ruleCounts) {
  const index = indexOf(all.slice(0, count))
  let hits = 0
  const value = rate(posts, () => {
    for (const post of posts) hits += index.match(post, endMs).length
  })
  if (hits === 0) throw new Error('No rule of the benchmark hits anything.')
  rates.set(count, value)
  print({ bench: 'match', metric: `${String(count)} rules`, value, unit: 'posts/s', target: '' })
}
const many = rates.get(10_000) ?? Number.NaN

// The loops are slow enough that a part of the posts says it all.
const few = posts.slice(0, 400)
const needles = all.map(({ needle }) => needle)
const lower = few.map(({ text }) => text.toLowerCase())
let parts = 0
const loop = rate(few, () => {
  for (const text of lower) for (const needle of needles) if (text.includes(needle)) parts += 1
})
const cut = few.map(
  ({ text, hashtags }) => `${inTokens(text)}${hashtags.map((tag) => ` #${wordKey(tag)} `).join('')}`,
)
let exact = 0
const exactLoop = rate(few, () => {
  exact = 0
  few.forEach(({ lang, mine }, n) => {
    const text = cut[n] ?? ''
    for (const { tokens } of all) {
      if (tokens.lang !== undefined && tokens.lang !== lang) continue
      if (
        !mine &&
        tokens.any.some((words) => text.includes(words)) &&
        !(tokens.none !== undefined && text.includes(tokens.none))
      )
        exact += 1
    }
  })
})
const conditions = all.map(({ text }) => simplify(lowerQuery(read(text), endMs)))
let inTurn = 0
const asking = rate(few, () => {
  inTurn = 0
  for (const post of few) {
    const prepared = prepareSubject(post)
    for (const condition of conditions) if (match(condition, prepared).matched) inTurn += 1
  }
})
const index = indexOf(all)
const atOnce = few.reduce((sum, post) => sum + index.match(post, endMs).length, 0)
if (tokens === 0 || parts === 0 || inTurn !== atOnce || inTurn !== exact)
  throw new Error('The benchmark compares unlike things.')
const buildMs = median(Array.from({ length: 3 }, () => timed(() => indexOf(all))))

print({
  bench: 'match',
  metric: '10,000 rules / cutting into tokens alone',
  value: many / preparing,
  unit: 'x',
  target: '>= 0.15',
})
print({
  bench: 'match',
  metric: '10,000 rules / 10 rules',
  value: many / (rates.get(10) ?? Number.NaN),
  unit: 'x',
  target: '>= 0.2',
})
print({
  bench: 'match',
  metric: '10,000 rules / asking each in turn (same answers)',
  value: many / asking,
  unit: 'x',
  target: '>= 100',
})
print({
  bench: 'match',
  metric: '10,000 rules / a loop of includes (same answers)',
  value: many / exactLoop,
  unit: 'x',
  target: '>= 100',
})
print({
  bench: 'match',
  metric: `10,000 rules / a loop of includes over the bare text (${(parts / Math.max(1, inTurn) / 6).toFixed(0)} times as many answers: parts of words)`,
  value: many / loop,
  unit: 'x',
  target: '',
})
print({ bench: 'match', metric: 'reading and indexing 10,000 rules', value: buildMs, unit: 'ms', target: '' })
for (const perSecond of [300, 1500]) {
  print({
    bench: 'match',
    metric: `share of one core at ${String(perSecond)} posts/s and 10,000 rules`,
    value: (perSecond / many) * 100,
    unit: '%',
    target: '',
  })
}
