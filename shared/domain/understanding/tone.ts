import { isQuestion } from '../question.ts'
import { tokenise, type Token } from '../tokens.ts'
import { LexiconIndex, type Found } from './lexicon-index.ts'
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
 * 3. Thanks that go with a request are manners, and the joy of an advertisement is for sale: both are plain.
 * 4. Where nothing shows feeling the text is plain; where both show, or too little is said, the tone is unknown.
 */

export type Tone = 'warm' | 'cross' | 'plain' | 'unknown'

const lexicons: Readonly<Record<string, Lexicon>> = { en, de, fr, es, pt, it }
const indexes = new Map<string, LexiconIndex>()

/** Made when first asked for: few people hear all languages. */
function indexOf(lang: string | undefined): LexiconIndex | undefined {
  const language = lang?.split(/[-_]/u)[0]?.toLowerCase() ?? ''
  const known = indexes.get(language)
  if (known !== undefined || !Object.hasOwn(lexicons, language)) return known
  const lexicon = lexicons[language]
  if (lexicon === undefined) return undefined
  const made = new LexiconIndex(lexicon)
  indexes.set(language, made)
  return made
}

/** Longer texts are articles; their first words say how they sound. */
const mostCharacters = 1500
/** Fewer words than these are plain of nothing. */
const fewestWords = 4
const least = 0.9

/** How a text in a language (a BCP 47 tag) sounds; `unknown` without a lexicon of the language, or without evidence. */
export function toneOf(text: string, lang: string | undefined): Tone {
  const index = indexOf(lang)
  if (index === undefined) return 'unknown'
  const own = replaceMentions(
    replaceAddresses(text.slice(0, mostCharacters), () => ' '),
    ' ',
  )
  const tokens = tokenise(own)
  const { warm, cross } = weigh(own, tokens, index.find(tokens), lang)
  const net = warm - cross
  if (warm >= least && cross >= least && Math.abs(net) < least) return 'unknown'
  if (net >= least) return 'warm'
  if (net <= -least) return 'cross'
  return tokens.length < fewestWords || warm >= least || cross >= least ? 'unknown' : 'plain'
}

interface Weights {
  warm: number
  cross: number
}

interface Feeling {
  found: Found
  /** Above nothing warm, below cross. */
  value: number
  sneers: boolean
  polite: boolean
}

function weigh(
  text: string,
  tokens: readonly Token[],
  found: readonly Found[],
  lang: string | undefined,
): Weights {
  const faces = facesIn(text)
  const feelings = found.flatMap((one) => {
    const value = valueOf(text, tokens, found, one)
    const turned = value < 0 !== baseOf(one.lists) < 0
    return value === 0
      ? []
      : [{ found: one, value, sneers: one.lists.has('sneer') && !turned, polite: one.lists.has('polite') }]
  })
  const trouble = troubleOf(text, tokens, found)
  const count = (list: WordList): number => found.filter(({ lists }) => lists.has(list)).length

  if (count('selling') >= 2) return { warm: 0, cross: sum(feelings.filter(({ value }) => value < -1.5)) }
  const polite = feelings.every(({ value, polite }) => value < 0 || polite) && faces.warm < least
  const kept =
    polite && feelings.length > 0 && isQuestion(text, lang)
      ? feelings.filter(({ value }) => value < 0)
      : feelings
  const heard = isIronic(text, tokens, kept, trouble, faces) ? kept.map(turnSneer) : kept
  return {
    warm: sum(heard.filter(({ value }) => value > 0)) + faces.warm + Math.min(0.5, 0.5 * count('solved')),
    cross: sum(heard.filter(({ value }) => value < 0)) + faces.cross + 0.5 * Math.min(4, trouble),
  }
}

function sum(feelings: readonly Feeling[]): number {
  return feelings.reduce((all, { value }) => all + Math.abs(value), 0)
}

function turnSneer(feeling: Feeling): Feeling {
  return feeling.sneers && feeling.value > 0 ? { ...feeling, value: -1 } : feeling
}

const base: Readonly<Partial<Record<WordList, number>>> = {
  neutral: 0, ironic: -2, crossest: -2, warmest: 2, cross: -1, warm: 1,
} // prettier-ignore

function baseOf(lists: ReadonlySet<WordList>): number {
  for (const [list, value] of Object.entries(base)) if (lists.has(list as WordList)) return value // its keys are lists
  return 0
}

function valueOf(text: string, tokens: readonly Token[], found: readonly Found[], one: Found): number {
  let value = baseOf(one.lists)
  if (value === 0) return 0
  const before = found.filter(
    (other) =>
      other.to <= one.from && one.from - other.to < 3 && isOneClause(text, tokens, other.to - 1, one.from),
  )
  // "Bad" unsaid is faint praise; "good" unsaid is a complaint. Irony stays what it is.
  if (!one.lists.has('ironic') && before.some(({ lists }) => lists.has('negation')))
    value = value > 0 ? -0.8 * value : -0.4 * value
  if (before.some((other) => other.lists.has('intensifier') && other.to === one.from)) value *= 1.3
  const isBeforeContrast = found.some(
    ({ lists, from }) => lists.has('contrast') && from > one.to && from - one.to < 12,
  )
  return isBeforeContrast ? value / 2 : value
}

const clauseEnd = /[.,;:!?…。、！？\n]/u

function isOneClause(text: string, tokens: readonly Token[], from: number, to: number): boolean {
  const start = tokens[from]?.end ?? 0
  return !clauseEnd.test(text.slice(start, tokens[to]?.start ?? start))
}

/** Troubles that are not denied, less what is said to be over. */
function troubleOf(text: string, tokens: readonly Token[], found: readonly Found[]): number {
  let trouble = 0
  for (const [n, one] of found.entries()) {
    if (one.lists.has('solved')) trouble -= 1
    if (!one.lists.has('trouble')) continue
    const last = found[n - 1]
    const isDenied =
      last !== undefined &&
      last.lists.has('negation') &&
      !last.lists.has('trouble') &&
      one.from - last.to < 2 &&
      isOneClause(text, tokens, last.to - 1, one.from)
    if (!isDenied) trouble += 1
  }
  return Math.max(0, trouble)
}

/** Praise among troubles, or a single word of praise as a sentence beside trouble or anger. */
function isIronic(
  text: string,
  tokens: readonly Token[],
  feelings: readonly Feeling[],
  trouble: number,
  faces: Weights,
): boolean {
  if (faces.warm >= least) return false
  if (feelings.some(({ value, sneers }) => value > 0 && !sneers)) return false
  const anger = sum(feelings.filter(({ value }) => value < 0)) + faces.cross
  if (trouble >= 2 || (trouble >= 1 && anger >= 1)) return true
  const alone = feelings.some(({ found, sneers }) => sneers && standsAlone(text, tokens, found))
  return alone && (trouble >= 1 || anger >= least)
}

function standsAlone(text: string, tokens: readonly Token[], { from, to }: Found): boolean {
  const isStart = from === 0 || !isOneClause(text, tokens, from - 1, from)
  return isStart && (to === tokens.length || !isOneClause(text, tokens, to - 1, to))
}

const warmFaces = /[😊🙂😀😃😄😁🥰😍🤩😘🥹🤗😋🤤🫶👏🙌👍🎉🥳💪🙏🏅]|[❤🧡💛💚💙💜🤍🖤💕💖💗💞♥]/gu
const crossFaces = /[😡🤬😠👎😤🙄😒😑💩🤮😞😔🤦🙃😩😫]/gu

/** Emoji say as much as a word, and more of them hardly more. */
function facesIn(text: string): Weights {
  if (!/\p{Extended_Pictographic}/u.test(text)) return { warm: 0, cross: 0 }
  const weight = (faces: RegExp): number => Math.min(1.5, (text.match(faces)?.length ?? 0) * 0.9)
  return { warm: weight(warmFaces), cross: weight(crossFaces) }
}
