import { z } from 'zod'
import { fold, tokenise } from '../tokens.ts'
import { hash53 } from './print.ts'
import { replaceMentions } from './own-words.ts'

/*
 * How a rule learns what is "not for us" from the user's marks, on this machine:
 * 1. Naive Bayes over the tokens of a text, each counted once. A word's evidence is shrunk towards nothing where it
 *    was seen seldom, and the two kinds of marks count as if there were as many of each, so that marking only one
 *    kind does not condemn everything.
 * 2. Only the strongest words of a text speak: long texts are no more certain than short ones.
 * 3. What it would have guessed is measured on marks that it had not learnt from. It may hide nothing before that
 *    measure is good (`mayHide`).
 */

export interface Mark {
  text: string
  irrelevant: boolean
}

const count = z.number().int().nonnegative()

/** What was learnt; JSON, to be stored as it is. `tokens` holds in how many relevant and irrelevant texts each stood. */
export const noiseModel = z.object({
  relevant: count,
  irrelevant: count,
  tokens: z.record(z.string(), z.tuple([count, count])),
})
export type NoiseModel = z.infer<typeof noiseModel>

/** At or above this probability a text counts as noise. */
export const noiseThreshold = 0.9
/** Fewest marks of each kind, fewest texts that would have been hidden, and how many of these must rightly have been. */
export const fewestMarks = 20
export const fewestHidden = 10
export const leastPrecision = 0.9

/** Words beyond these, the seldomest, are forgotten; it bounds what is stored for a rule. */
const mostTokens = 4000
const mostSpeaking = 15
/** Unseen occurrences without meaning that each word starts with. */
const doubt = 1
const folds = 5

function tokensOf(text: string): Set<string> {
  return new Set(tokenise(replaceMentions(text, ' ')).map(({ token }) => token))
}

/** Learns from all marks at once; their order makes no difference. */
export function learn(marks: readonly Mark[]): NoiseModel {
  const seen = new Map<string, [number, number]>()
  let irrelevant = 0
  for (const mark of marks) {
    if (mark.irrelevant) irrelevant += 1
    for (const token of tokensOf(mark.text)) {
      const counts = seen.get(token) ?? [0, 0]
      counts[mark.irrelevant ? 1 : 0] += 1
      seen.set(token, counts)
    }
  }
  const kept = [...seen]
    .toSorted(([a, [a0, a1]], [b, [b0, b1]]) => b0 + b1 - (a0 + a1) || (a < b ? -1 : 1))
    .slice(0, mostTokens)
  return { relevant: marks.length - irrelevant, irrelevant, tokens: Object.fromEntries(kept) }
}

/** Probability (0 to 1) that a text is irrelevant; 0.5 where nothing is known of its words. */
export function guess(model: NoiseModel, text: string): number {
  const evidence = [...tokensOf(text)]
    .flatMap((token) => (Object.hasOwn(model.tokens, token) ? [evidenceOf(model, token)] : []))
    .toSorted((a, b) => Math.abs(b) - Math.abs(a) || b - a)
    .slice(0, mostSpeaking)
  return 1 / (1 + Math.exp(-evidence.reduce((sum, one) => sum + one, 0)))
}

/** Logarithm of the odds that a text with this word is irrelevant. */
function evidenceOf(model: NoiseModel, token: string): number {
  const [relevant, irrelevant] = model.tokens[token] ?? [0, 0]
  const good = relevant / Math.max(1, model.relevant)
  const bad = irrelevant / Math.max(1, model.irrelevant)
  const times = relevant + irrelevant
  const share = good + bad === 0 ? 0.5 : bad / (good + bad)
  const shrunk = (doubt * 0.5 + times * share) / (doubt + times)
  return Math.log(shrunk / (1 - shrunk))
}

export interface NoiseMeasure {
  /** Marks of each kind that it was measured on. */
  relevant: number
  irrelevant: number
  /** Marks that would have been hidden. */
  hidden: number
  /** Share of the hidden that was rightly so; 0 if nothing was hidden. */
  precision: number
  /** Share of the irrelevant that would have been hidden. */
  recall: number
}

/**
 * What hiding would have done: each fifth of the marks is guessed by a model of the other four. Equal texts are in one
 * fifth, so that none is guessed by its own copy. The same marks give the same figures, in whatever order.
 */
export function measure(marks: readonly Mark[]): NoiseMeasure {
  const parts: Mark[][] = Array.from({ length: folds }, () => [])
  for (const mark of marks) parts[hash53(fold(mark.text)) % folds]?.push(mark)
  let hidden = 0
  let rightly = 0
  for (const part of parts) {
    const model = learn(parts.filter((other) => other !== part).flat())
    for (const mark of part) {
      if (guess(model, mark.text) < noiseThreshold) continue
      hidden += 1
      if (mark.irrelevant) rightly += 1
    }
  }
  const irrelevant = marks.filter((mark) => mark.irrelevant).length
  return {
    relevant: marks.length - irrelevant,
    irrelevant,
    hidden,
    precision: hidden === 0 ? 0 : rightly / hidden,
    recall: irrelevant === 0 ? 0 : rightly / irrelevant,
  }
}

/** Whether noise may leave the lanes: only with enough marks of both kinds, and measured to be right at least nine times of ten. */
export function mayHide(measured: NoiseMeasure): boolean {
  return (
    measured.relevant >= fewestMarks &&
    measured.irrelevant >= fewestMarks &&
    measured.hidden >= fewestHidden &&
    measured.precision >= leastPrecision
  )
}
