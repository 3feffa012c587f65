/** Any number of invented posts, the same for the same seed, usable without the server (benchmarks, load). */

export interface GeneratedPost {
  index: number
  /** 0 to authors - 1; few people write much, many write little. */
  author: number
  createdMs: number
  text: string
  lang: 'en' | 'ja' | 'zh' | 'ko'
  /** Index of the post it answers. */
  inReplyTo?: number
  question: boolean
}

export interface GeneratorOptions {
  count: number
  seed?: number | undefined
  /** Time of the newest post. */
  endMs: number
  spanDays?: number | undefined
  authors?: number | undefined
}

const words = 20_000
const slots = 1 << 16
const cjkShare = 0.1
const answerShare = 0.35

/** A small fast random source (mulberry32): 0 <= x < 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Yields posts oldest first. Lengths average some 130 characters, with a long tail; words follow Zipf's law. */
export function* generatePosts(options: GeneratorOptions): Generator<GeneratedPost, void, undefined> {
  const { count, endMs } = options
  const random = randomFrom(options.seed ?? 1)
  const authors = options.authors ?? 5000
  const spanMs = (options.spanDays ?? 120) * 86_400_000
  const write = writerOf(random)
  for (let index = 0; index < count; index += 1) {
    const cjk = random() < cjkShare
    const { text, lang, question } = cjk ? write.cjk() : write.latin()
    const post: GeneratedPost = {
      index,
      author: Math.floor(authors * random() ** 3),
      // Evenly spread, with a little disorder that never swaps two posts.
      createdMs: Math.floor(endMs - spanMs + (spanMs * (index + random() * 0.9)) / Math.max(1, count)),
      text,
      lang,
      question,
    }
    if (index > 0 && random() < answerShare)
      post.inReplyTo = index - 1 - Math.floor(random() ** 4 * Math.min(index, 2000))
    yield post
  }
}

interface Written {
  text: string
  lang: GeneratedPost['lang']
  question: boolean
}

function writerOf(random: () => number): { latin(): Written; cjk(): Written } {
  const vocabulary = inventWords(random, words)
  const scripts = cjkScripts(random)
  const ranks = zipfTable(words)
  const pick = (): string => vocabulary[ranks[(random() * slots) | 0] ?? 0] ?? ''
  return {
    latin() {
      const question = random() < 0.12
      let left = lengthOf(random)
      let text = capital(pick())
      for (left -= 1; left > 0; left -= 1) text += random() < 0.08 ? `. ${capital(pick())}` : ` ${pick()}`
      if (random() < 0.08) text += ` #${pick()}`
      if (random() < 0.06) text += ` https://${pick()}.example/${pick()}`
      return { text: text + (question ? '?' : '.'), lang: 'en', question }
    },
    cjk() {
      const question = random() < 0.12
      const script = scripts[(random() * scripts.length) | 0] ?? scripts[0]
      if (script === undefined) return { text: '', lang: 'ja', question }
      let text = ''
      for (let left = lengthOf(random); left > 0; left -= 1) {
        text += script.words[ranks[(random() * slots) | 0] ?? 0] ?? script.words[0] ?? ''
        if (random() < script.gap) text += script.pause
      }
      return { text: text + (question ? '？' : '。'), lang: script.lang, question }
    },
  }
}

/** Number of words: mostly 5 to 30, now and then up to 80. */
function lengthOf(random: () => number): number {
  const usual = 4 + (random() + random()) * 15
  return Math.floor(random() < 0.08 ? usual * 2.5 : usual)
}

/** Rank of a word for each of 65,536 equally likely slots, so that a draw is one look-up. */
function zipfTable(size: number): Uint16Array {
  const table = new Uint16Array(slots)
  let total = 0
  for (let rank = 1; rank <= size; rank += 1) total += 1 / rank
  let sum = 0
  let from = 0
  for (let rank = 1; rank <= size; rank += 1) {
    sum += 1 / rank / total
    const to = Math.round(sum * slots)
    table.fill(rank - 1, from, to)
    from = to
  }
  return table
}

const starts = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  '',
]
const middles = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou', 'io', 'y']
const ends = ['', '', 'n', 'r', 'l', 's', 't', 'm', 'd', 'k', 'ng', 'st', 'ck']

function inventWords(random: () => number, size: number): string[] {
  const any = (list: readonly string[]): string => list[(random() * list.length) | 0] ?? ''
  const found = new Set<string>()
  while (found.size < size) {
    // Frequent words are short, as in every language.
    const syllables = 1 + Math.floor(random() * Math.min(4, 1.3 + found.size / 3000))
    let word = ''
    for (let i = 0; i < syllables; i += 1)
      word += any(starts) + any(middles) + (i === syllables - 1 ? any(ends) : '')
    if (word.length > 1 || found.size < 5) found.add(word)
  }
  return [...found]
}

interface Script {
  lang: 'ja' | 'zh' | 'ko'
  words: string[]
  pause: string
  gap: number
}

function cjkScripts(random: () => number): Script[] {
  const made = (from: number, to: number, longest: number): string[] =>
    Array.from({ length: 6000 }, () => {
      const length = 1 + Math.floor(random() * longest)
      return Array.from({ length }, () =>
        String.fromCodePoint(from + Math.floor(random() * (to - from))),
      ).join('')
    })
  return [
    { lang: 'ja', words: made(0x3041, 0x3094, 4), pause: '、', gap: 0.1 },
    { lang: 'zh', words: made(0x4e00, 0x5e00, 2), pause: '，', gap: 0.1 },
    { lang: 'ko', words: made(0xac00, 0xb600, 4), pause: ' ', gap: 0.8 },
  ]
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
