/**
 * What the program understands of a text by itself: its language, whether it asks, how it sounds. Precision and recall
 * by class and language on labelled posts (bench/understanding), for the part that rules were made from, the part held
 * back, and the harder, later posts held back; and what each costs.
 */
import { isQuestion } from '#shared/domain/question'
import { guess, learn } from '#shared/domain/understanding/noise'
import { postPrint } from '#shared/domain/understanding/print'
import { toneOf } from '#shared/domain/understanding/tone'
import { detectLanguage, loadLanguages } from '#core/understanding/language'
import { median, print } from './lib/figure.ts'
import { allLanguages, allPosts, fullLanguages, laterPosts } from './understanding/all-posts.ts'
import type { LabelledPost } from './understanding/post.ts'
import { judges, precision, recall, scores, together, type Judge, type Score } from './understanding/score.ts'

const bench = 'understanding'

const before = process.memoryUsage().rss
const started = performance.now()
await loadLanguages()
detectLanguage('Is this the way to the station?')
print({ bench, metric: 'loading tinyld', value: performance.now() - started, unit: 'ms', target: '' })
print({
  bench,
  metric: 'loading tinyld, memory',
  value: (process.memoryUsage().rss - before) / 2 ** 20,
  unit: 'MiB',
  target: '',
})

const parts: readonly (readonly [name: string, posts: readonly LabelledPost[]])[] = [
  ['tuned on', [...allPosts, ...laterPosts].filter(({ held }) => !held)],
  ['held back', allPosts.filter(({ held }) => held)],
  ['later, held back', laterPosts.filter(({ held }) => held)],
]

function tell(name: string, part: string, score: Score | undefined): void {
  if (score === undefined || score.truly === 0) return
  const metric = `${name}, ${part} (${String(score.truly)})`
  const said = score.said === 0 ? 0 : precision(score)
  print({ bench, metric: `${metric}: precision`, value: said, unit: '', target: '' })
  print({ bench, metric: `${metric}: recall`, value: recall(score), unit: '', target: '' })
}

for (const [part, posts] of parts) {
  const full = posts.filter(({ lang }) => fullLanguages.some((known) => known === lang))
  const byLanguage = scores(posts, judges.language)
  for (const lang of allLanguages) tell(`language ${lang}`, part, byLanguage.get(lang))
  tell('language', part, together(byLanguage))
  tell('language against a wrong claim', part, together(scores(posts, judges.claimed)))

  const of = (lang: string, judge: Judge): Map<string, Score> =>
    scores(
      posts.filter((post) => post.lang === lang),
      judge,
    )
  for (const lang of allLanguages) tell(`question ${lang}`, part, of(lang, judges.question).get('asks'))
  tell('question', part, scores(posts, judges.question).get('asks'))

  for (const tone of ['warm', 'cross', 'plain']) {
    for (const lang of fullLanguages) tell(`tone ${tone} ${lang}`, part, of(lang, judges.tone).get(tone))
    tell(`tone ${tone}`, part, scores(full, judges.tone).get(tone))
  }
}

const posts = [...allPosts, ...laterPosts]
const model = learn(posts.map(({ text, tone }) => ({ text, irrelevant: tone === 'plain' })))

/** Microseconds of own processor time for one post, the middle of five rounds; everything is counted, so that nothing is left out. */
function cost(what: string, work: (post: LabelledPost) => unknown): void {
  let answers = 0
  const round = (): number => {
    const start = process.cpuUsage()
    for (let times = 0; times < 5; times += 1)
      for (const post of posts) if (work(post) !== undefined) answers += 1
    const { user, system } = process.cpuUsage(start)
    return (user + system) / (5 * posts.length)
  }
  round()
  const value = median(Array.from({ length: 5 }, round))
  if (answers === 0) throw new Error(`The benchmark of ${what} answers nothing.`)
  print({ bench, metric: `${what}, one post`, value, unit: 'us', target: '' })
}

cost('language', ({ text }) => detectLanguage(text))
cost('language, claimed', ({ text, lang }) => detectLanguage(text, lang))
cost('question', ({ text, lang }) => isQuestion(text, lang))
cost('question, language unknown', ({ text }) => isQuestion(text))
cost('tone', ({ text, lang }) => toneOf(text, lang))
cost('print', ({ text }) => postPrint({ kind: 'post', text }))
cost('noise', ({ text }) => guess(model, text))
