import { isQuestion, rhetoricOf } from '../question.ts'
import { feelingsIn, read, standsAlone, troubleIn, type Feeling, type Reading } from './feelings.ts'
import { LexiconIndex } from './lexicon-index.ts'
import { de } from './lexicons/de.ts'
import { en } from './lexicons/en.ts'
import { es } from './lexicons/es.ts'
import { fr } from './lexicons/fr.ts'
import { it } from './lexicons/it.ts'
import type { Lexicon, WordList } from './lexicons/lexicon.ts'
import { pt } from './lexicons/pt.ts'
import { replaceAddresses, replaceMentions } from './own-words.ts'

/*
 * A hint at how a text sounds, from the words that stand in it. Nothing is ever done because of it alone.
 * 1. Words of feeling count for themselves; a negation before them turns them round, an intensifier strengthens them,
 *    what follows a "but" counts more than what went before.
 * 2. Trouble (late, broken, again) is news by itself. Several troubles complain, and praise among them is irony.
 * 3. What vents or admires in the shape of a question counts as a word of feeling.
 * 4. Thanks that go with a request are manners, and the joy of an advertisement is for sale: both are plain.
 * 5. Where nothing shows feeling the text is plain; where both show, or too little is said, the tone is unknown.
 */

export type Tone = 'warm' | 'cross' | 'plain' | 'unknown'

const lexicons = new Map<string, Lexicon>(Object.entries({ en, de, fr, es, pt, it }))
const indexes = new Map<string, LexiconIndex>()

/** Made when first asked for: few people hear all languages. */
function indexOf(lang: string): LexiconIndex | undefined {
  const language = lang.split(/[-_]/u)[0]?.toLowerCase() ?? ''
  const known = indexes.get(language)
  const lexicon = lexicons.get(language)
  if (known !== undefined || lexicon === undefined) return known
  const made = new LexiconIndex(lexicon)
  indexes.set(language, made)
  return made
}

/** Longer texts are articles; their first words say how they sound. */
const mostCharacters = 1500
/** Fewer words than these say nothing plainly. */
const fewestWords = 4
/** A little less than one word of feeling, so that one which is weakened does not decide. */
const least = 0.9

/** How a text in a language (a BCP 47 tag) sounds; `unknown` without a lexicon of the language, or without evidence. */
export function toneOf(text: string, lang: string | undefined): Tone {
  const index = lang === undefined ? undefined : indexOf(lang)
  if (lang === undefined || index === undefined) return 'unknown'
  const own = replaceMentions(
    replaceAddresses(text.slice(0, mostCharacters), () => ' '),
    ' ',
  )
  const reading = read(own, index)
  const { warm, cross } = weigh(reading, lang)
  const net = warm - cross
  if (warm >= least && cross >= least && Math.abs(net) < least) return 'unknown'
  if (net >= least) return 'warm'
  if (net <= -least) return 'cross'
  return reading.tokens.length < fewestWords || warm >= least || cross >= least ? 'unknown' : 'plain'
}

interface Weights {
  warm: number
  cross: number
}

function weigh(reading: Reading, lang: string): Weights {
  const faces = facesIn(reading.text)
  const trouble = troubleIn(reading)
  const count = (list: WordList): number => reading.found.filter(({ lists }) => lists.has(list)).length
  const rhetoric = rhetoricOf(reading.text, lang)
  // "Isn't that lovely?" denies nothing.
  const said = feelingsIn(reading).filter(({ denied }) => !denied || rhetoric !== 'admires')
  if (count('selling') >= 2) return { warm: 0, cross: sum(said.filter(({ value }) => value < -1.5)) }

  const meant = withoutManners(said, reading.text, lang, faces)
  const heard = isIronic(reading, meant, trouble, faces) ? meant.map(turnSneer) : meant
  return {
    warm:
      sum(heard.filter(({ value }) => value > 0)) +
      faces.warm +
      (count('solved') > 0 ? 0.5 : 0) +
      (rhetoric === 'admires' ? 1 : 0),
    cross:
      sum(heard.filter(({ value }) => value < 0)) +
      faces.cross +
      (trouble >= 2 ? Math.min(2, trouble / 2) : 0) +
      (rhetoric === 'vents' ? 1 : 0),
  }
}

function sum(feelings: readonly Feeling[]): number {
  return feelings.reduce((all, { value }) => all + Math.abs(value), 0)
}

/** Whoever asks also thanks; where only that is warm, nothing is. */
function withoutManners(feelings: Feeling[], text: string, lang: string, faces: Weights): Feeling[] {
  const warm = feelings.filter(({ value }) => value > 0)
  const isPolite = warm.length > 0 && warm.every(({ polite }) => polite) && faces.warm === 0
  return isPolite && isQuestion(text, lang) ? feelings.filter(({ value }) => value < 0) : feelings
}

function turnSneer(feeling: Feeling): Feeling {
  return feeling.sneers && feeling.value > 0 ? { ...feeling, value: -1 } : feeling
}

/** Praise among troubles, or a single word of praise as a sentence beside trouble or anger. */
function isIronic(reading: Reading, feelings: readonly Feeling[], trouble: number, faces: Weights): boolean {
  const isMeant = feelings.some(({ value, sneers }) => value > 0 && !sneers)
  if (isMeant || faces.warm >= least) return false
  const anger = sum(feelings.filter(({ value }) => value < 0)) + faces.cross
  if (trouble >= 2 || (trouble >= 1 && anger >= 1)) return true
  const alone = feelings.some(({ found, sneers }) => sneers && standsAlone(reading, found))
  return alone && (trouble >= 1 || anger >= least)
}

const warmFaces = /[😊🙂😀😃😄😁🥰😍🤩😘🥹🤗😋🤤🫶👏🙌👍🎉🥳💪🙏🏅❤🧡💛💚💙💜🤍🖤💕💖💗💞♥]/gu
const crossFaces = /[😡🤬😠👎😤🙄😒😑💩🤮😞😔🤦🙃😩😫]/gu

/** An emoji says as much as a word, and more of them hardly more. */
function facesIn(text: string): Weights {
  if (!/\p{Extended_Pictographic}/u.test(text)) return { warm: 0, cross: 0 }
  const weight = (faces: RegExp): number => Math.min(1.5, (text.match(faces)?.length ?? 0) * 0.9)
  return { warm: weight(warmFaces), cross: weight(crossFaces) }
}
