import { hash53 } from '#shared/domain/understanding/print'
import type { Tone } from '#shared/domain/understanding/tone'

/**
 * A post and what it truly is.
 * - `question`: the author wants to be told something, or wants an act and asks for it as one asks. What is only
 *   shaped as a question (venting, advertising, quoting somebody) is none; a demand is none.
 * - `tone`: `warm` is pleased or thankful, `cross` is annoyed or disappointed, said plainly or by irony; `plain` is
 *   the rest: news, advertisements, matter-of-fact questions with or without a polite "thanks".
 */
export interface LabelledPost {
  id: string
  lang: string
  text: string
  question: boolean
  tone: Exclude<Tone, 'unknown'>
  /** Measured, never tuned on: about every third one, by its id alone. */
  held: boolean
}

const line = /^(\d{3}) (ask|say) (warm|cross|plain) (.+)$/u

/**
 * Reads the posts of one language, a line each: number, `ask` or `say`, tone, text. `¶` in the text is a line break.
 * Throws on a line that is none.
 */
export function readPosts(lang: string, lines: string): LabelledPost[] {
  return lines
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => {
      const [, number = '', speech, tone, text = ''] = line.exec(row) ?? []
      if (tone !== 'warm' && tone !== 'cross' && tone !== 'plain')
        throw new Error(`Not a labelled post: ${row}`)
      const id = `${lang}-${number}`
      return {
        id,
        lang,
        text: text.replaceAll('¶', '\n'),
        question: speech === 'ask',
        tone,
        held: hash53(id) % 3 === 0,
      }
    })
}
