import type { detectAll } from 'tinyld'
import { replaceAddresses, replaceMentions } from '#shared/domain/understanding/own-words'
import { smallWordsIn } from './common-words.ts'
import { isWrittenIn, languageOfScript, scriptOf, type Script } from './script.ts'

/*
 * How the language of a text is found:
 * 1. Names, tags, addresses, emoji and digits are in no language and are taken out first.
 * 2. The network's claim holds unless the text speaks against it: another script, or clearly another language. Many
 *    people never set the language they write in, so a claim is often that of the app.
 * 3. Without a claim that holds: the script, then small words, then groups of letters (tinyld). Each must be sure;
 *    a short text has no language rather than a wrong one.
 */

type DetectAll = typeof detectAll

let letterGroups: DetectAll | undefined

/**
 * Loads tinyld (a hundred milliseconds and some 50 MB). Until that is done, `detectLanguage` goes by claims, scripts and small
 * words alone, so whoever files what was heard waits for it first. Loading twice costs nothing.
 */
export async function loadLanguages(): Promise<void> {
  letterGroups = (await import('tinyld')).detectAll
}

/** Enough to be sure of a language; more only costs time. */
const mostCharacters = 300
/** Fewer letters than these are in no certain language, unless the script gives it away. */
const fewestLetters: Readonly<Partial<Record<Script, number>>> = { latin: 6, cyrillic: 4, arabic: 4, han: 6 }
/** Up to here a text is short: its groups of letters must speak clearly. */
const shortLetters = 24
const clearScore = 0.5
/** Below, tinyld is wrong about as often as not. */
const leastScore = 0.065
/** Trained into tinyld, but seldom what a post is written in. */
const improbable = new Set(['vo', 'tlh', 'rn', 'la', 'ber'])

/** Several tags of one language, as tinyld names it. */
const aliases: Readonly<Record<string, string>> = {
  nb: 'no', nn: 'no', iw: 'he', in: 'id', ji: 'yi', fil: 'tl', cmn: 'zh',
} // prettier-ignore

/** Recognised by tinyld: against a claim of these the text itself can speak. */
const recognised = new Set(
  'af am ar be bg bn cs da de el en eo es et fa fi fr ga gu he hi hu hy id is it ja kk km kn ko lt lv mk mn my nl no pl pt ro ru sk sr sv ta te th tk tl tr tt uk ur vi yi zh'.split(
    ' ',
  ),
)

/**
 * The language of a text as a BCP 47 tag: the network's claim `said` in its own form (`pt-BR`) where it is plausible, else
 * the primary tag that the text gives away; undefined where nothing is sure. Pure but for what `loadLanguages` loaded.
 */
export function detectLanguage(text: string, said?: string): string | undefined {
  const claim = readClaim(said)
  const bare = bareText(text)
  const written = scriptOf(bare)
  if (written === undefined) return claim?.tag
  if (written.letters < (fewestLetters[written.script] ?? 2)) {
    if (claim === undefined) return undefined
    // So little can be typed in Latin letters in any language, but not in another script.
    return written.script === 'latin' || isWrittenIn(claim.primary, written.script) ? claim.tag : undefined
  }
  const evidence = gather(bare, written)
  const fits = claim !== undefined && isWrittenIn(claim.primary, written.script)
  if (fits && isUndisputed(claim.primary, evidence)) return claim.tag
  const clear = languageOfScript(written.script) ?? clearest(evidence)
  const found = clear ?? likeliest(evidence)
  if (!fits) return found
  // Where the text is only likely of another language, a single word of the claimed one saves the claim.
  const isDoubtful = clear === undefined && evidence.words.some(({ language }) => language === claim.primary)
  return isDoubtful || !isFarBehind(claim.primary, found, evidence) ? claim.tag : found
}

interface Written {
  script: Script
  letters: number
}

interface Claim {
  tag: string
  /** The primary tag, as tinyld names it. */
  primary: string
}

/** `und`, `zxx` and the like claim nothing. */
const nothingClaimed = new Set('und zxx mul mis art xx qaa qme qst qht qam qct'.split(' '))

function readClaim(said: string | undefined): Claim | undefined {
  const tag = said?.trim().replaceAll('_', '-')
  const primary =
    tag === undefined ? undefined : /^([a-z]{2,3})(?:-[a-z0-9]{2,8})*$/iu.exec(tag)?.[1]?.toLowerCase()
  if (tag === undefined || primary === undefined || nothingClaimed.has(primary)) return undefined
  return { tag, primary: aliases[primary] ?? primary }
}

const wordless =
  /#[\p{L}\p{M}\p{N}_]+|:[a-z0-9_]+:|[\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u200d]+/giu

function bareText(text: string): string {
  const own = replaceMentions(
    replaceAddresses(text.slice(0, 4 * mostCharacters), () => ' '),
    ' ',
  )
  return own.replace(wordless, ' ').replace(/\s+/gu, ' ').trim().slice(0, mostCharacters)
}

interface Evidence {
  written: Written
  words: ReturnType<typeof smallWordsIn>
  /** By groups of letters, best first; the dear part, so only asked for where the rest does not settle it. */
  scores(): readonly { lang: string; accuracy: number }[]
}

function gather(bare: string, written: Written): Evidence {
  let scores: ReturnType<Evidence['scores']> | undefined
  return {
    written,
    words: written.script === 'latin' ? smallWordsIn(bare) : [],
    scores: () =>
      (scores ??= (letterGroups?.(bare) ?? []).filter(
        ({ lang }) => !improbable.has(lang) && isWrittenIn(lang, written.script),
      )),
  }
}

/** Nothing is known that could speak against the claim, or small words speak for it. */
function isUndisputed(claimed: string, { written, words }: Evidence): boolean {
  // Several languages share this script, and the claim is one of them.
  if (languageOfScript(written.script) !== undefined) return true
  if (!recognised.has(claimed)) return true
  const [first, second] = words
  return first?.language === claimed && first.words >= 1 && first.words >= 1.5 * (second?.words ?? 0)
}

/** By small words alone where there are enough of them, else by groups of letters that stand out. */
function clearest({ written, words, scores }: Evidence): string | undefined {
  const [word, nextWord] = words
  if (word !== undefined && word.words >= 2.5 && word.words >= 2 * (nextWord?.words ?? 0))
    return word.language
  const [first] = scores()
  const least = written.letters < shortLetters ? clearScore : leastScore
  return first !== undefined && first.accuracy >= least ? first.lang : undefined
}

/** Small words and groups of letters together: each alone is weak, and both must not point elsewhere. */
function likeliest({ written, words, scores }: Evidence): string | undefined {
  if (written.script !== 'latin' || written.letters < shortLetters) return undefined
  const most = Math.max(...scores().map(({ accuracy }) => accuracy), Number.EPSILON)
  const [first, second] = words
    .map(({ language, words }) => {
      const score = scores().find(({ lang }) => lang === language)
      return { language, weight: words + (score?.accuracy ?? 0) / most }
    })
    .toSorted((a, b) => b.weight - a.weight)
  const isAhead = first !== undefined && first.weight >= 0.9 && first.weight >= 1.5 * (second?.weight ?? 0)
  return isAhead ? first.language : undefined
}

/** A text is found to be of another language, and the claimed one is far behind. */
function isFarBehind(claimed: string, found: string | undefined, { scores }: Evidence): boolean {
  if (found === undefined || found === claimed) return false
  const [first] = scores()
  const own = scores().find(({ lang }) => lang === claimed)
  return own === undefined || first === undefined || own.accuracy < first.accuracy / 2
}
