import { isQuestion } from '#shared/domain/question'
import { toneOf } from '#shared/domain/understanding/tone'
import { detectLanguage } from '#core/understanding/language'
import type { LabelledPost } from './post.ts'

/** How well one class was told: counts of posts. */
export interface Score {
  /** Said to be of the class, and truly so. */
  right: number
  said: number
  truly: number
}

/** Share of what was said to be of the class that truly was; NaN where nothing was said. */
export const precision = ({ right, said }: Score): number => right / said
/** Share of what truly is of the class that was found. */
export const recall = ({ right, truly }: Score): number => right / truly

/** What is measured: how a post is judged, and what its label says. Undefined: not of any class. */
export interface Judge {
  judged: (post: LabelledPost) => string | undefined
  labelled: (post: LabelledPost) => string | undefined
}

/** `loadLanguages` must have run before `language` and `claimed` are asked. */
export const judges = {
  language: { judged: ({ text }) => detectLanguage(text), labelled: ({ lang }) => lang },
  /** As many networks claim: everybody writes English, and English is German. */
  claimed: {
    judged: ({ text, lang }) => detectLanguage(text, lang === 'en' ? 'de' : 'en'),
    labelled: ({ lang }) => lang,
  },
  question: {
    judged: ({ text, lang }) => (isQuestion(text, lang) ? 'asks' : undefined),
    labelled: ({ question }) => (question ? 'asks' : undefined),
  },
  tone: {
    judged: ({ text, lang }) => toneOf(text, lang),
    labelled: ({ tone }) => tone,
  },
} as const satisfies Record<string, Judge>

/** Scores by class over posts. */
export function scores(posts: readonly LabelledPost[], { judged, labelled }: Judge): Map<string, Score> {
  const byClass = new Map<string, Score>()
  const of = (name: string): Score => {
    const score = byClass.get(name) ?? { right: 0, said: 0, truly: 0 }
    byClass.set(name, score)
    return score
  }
  for (const post of posts) {
    const said = judged(post)
    const truly = labelled(post)
    if (said !== undefined) of(said).said += 1
    if (truly !== undefined) of(truly).truly += 1
    if (said !== undefined && said === truly) of(said).right += 1
  }
  return byClass
}

/** All classes together: precision is then the share of answers that were right, recall the share of posts with a right answer. */
export function together(byClass: ReadonlyMap<string, Score>): Score {
  const all = { right: 0, said: 0, truly: 0 }
  for (const { right, said, truly } of byClass.values()) {
    all.right += right
    all.said += said
    all.truly += truly
  }
  return all
}
