import { hollowWords, type HollowWords } from './question-hollow.ts'
import { laterOpeners, openers, requests } from './question-openers.ts'
import { replaceAddresses } from './understanding/own-words.ts'

/**
 * Says whether a text wants an answer, by what stands on the page and nothing cleverer:
 * 1. A sentence with a question mark of any script asks, unless it is hollow: venting, advertising, a headline that
 *    the author answers himself (`question-hollow.ts`).
 * 2. A sentence without one asks by the particles that end a question in Japanese, Chinese, Korean and Thai, and by
 *    how questions and requests to be told something begin in seven languages (`question-openers.ts`).
 * 3. What somebody else said (quotations, quoted lines) and what stands in addresses asks nothing.
 * It is careful without a mark: a missed question is cheaper than a lane full of statements.
 */
export function isQuestion(text: string, lang?: string): boolean {
  const own = withoutForeignParts(text)
  const language = primary(lang)
  const marked = hasMark(own)
  let before = ''
  let vented = false
  for (const { raw, end, at } of sentences(own)) {
    const sentence = bare(raw)
    const plain = plainOf(sentence)
    const words = { plain, before, rest: own.slice(at), language }
    const hollow = isHollow(words)
    vented ||= hollow
    if (marked && hasMark(raw + end)) {
      // Who has vented goes on venting: "Seriously? Six pounds for toast?"
      if (!hollow && (!vented || opensAsQuestion(sentence, plain, language))) return true
    } else if (endsAsQuestion(sentence)) return true
    else if (!end.startsWith('!') && !hollow && opensAsQuestion(sentence, plain, language)) return true
    before = raw
  }
  return false
}

/** `pt-BR` is `pt`. */
function primary(lang: string | undefined): string | undefined {
  return lang?.split(/[-_]/)[0]?.toLowerCase()
}

const quotedLines = /^[ \t]*>.*$/gmu
/** At most a few sentences each, so that a lost quotation mark does not swallow the rest. */
const quotations =
  /"[^"\n]{1,300}"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|「[^」\n]{1,300}」|『[^』\n]{1,300}』/gu
/** Marks a noun that was an address; a character that text does not use. */
const linkSign = '\uf8ff'

/** What is not the author's own asking becomes a noun in its sentence, or leaves with its line. */
function withoutForeignParts(text: string): string {
  return replaceAddresses(text, () => `this${linkSign}`)
    .replace(quotedLines, '')
    .replace(quotations, 'this')
}

/** `?` of Latin, full width, Arabic, Armenian, Greek, Ethiopic, Vai and Coptic script, doubled forms, and the emoji. */
const certainMark = /[？؟՞⁇⁈⁉‽⸮፧꘏\u037e⳺⳻❓❔﹖]/u
/** A `?` ends something: not `(?)` alone, not inside a word or an address. */
const plainMark = /(?<![(（\s?])\?+(?![\p{L}\p{N}=&/?])/u
/** French sets a space before the mark, hurried people too. */
const spacedMark = /[\p{L}\p{N})\]\uf8ff][ \u00a0\u202f]+\?+(?:[\s!.…]|$)/u
/** The Greek mark is usually typed as a semicolon. */
const greekMark = /\p{sc=Greek}['’»”)]?\s?;/u

function hasMark(text: string): boolean {
  return certainMark.test(text) || plainMark.test(text) || spacedMark.test(text) || greekMark.test(text)
}

interface Sentence {
  raw: string
  /** The marks that end it. */
  end: string
  /** Where the next one begins. */
  at: number
}

function sentences(text: string): Sentence[] {
  return [...text.matchAll(/([^.!?…。．！？؟\n]+)([.!?…。．！？؟]*)/gu)].map((match) => ({
    raw: match[1] ?? '',
    end: (match[2] ?? '').replaceAll('！', '!'),
    at: match.index + match[0].length,
  }))
}

/** Without the emoji and signs that trail it. */
function bare(sentence: string): string {
  return sentence.replace(/[\p{Extended_Pictographic}\ufe0f\s,、)）~〜]+$/u, '').trim()
}
const endings: readonly RegExp[] = [
  // Japanese: か after a verb or the copula, not in とか, しか, ほか, どこか, 誰か.
  /(?:です|ます|ました|ません|でした|でしょう|だろう|ましょう|かな|の|る|た|ない|いい|んだ)か(?:ね|な|しら)?$/u,
  /(?:かな|かしら|っけ)$/u,
  // Japanese requests to be told.
  /(?:教え|お?聞かせ|お知らせ)て?(?:ください|下さい|いただけ(?:ます|ません)か|もらえますか|ほしいです|欲しいです|くれ(?:ます|ません)か)$/u,
  /(?:知りたい|お聞きしたい|伺いたい|うかがいたい|確認したい)(?:です|のです|んです|のですが|んですが)?$/u,
  // Chinese particles; 呢 only after a question word or a noun, which is nearly always.
  /\p{sc=Han}(?:[吗嗎呢]|了没|了沒|了吗|不是|是不是|有没有|好不好|可以不)$/u,
  // Korean endings.
  /(?:습니까|입니까|ㅂ니까|[가-힣]까요?|나요|[은는인한던]가요|ㄹ까|있니|하니|인지요|을래요|할래요)$/u,
  // Thai, with or without a polite particle.
  /(?:ไหม|มั้ย|มั๊ย|ไม๊|หรือเปล่า|รึเปล่า|ป่าว|หรือยัง|รึยัง|หรือไม่|เมื่อไหร่|เมื่อไร|ที่ไหน|ยังไง|อย่างไร|เท่าไหร่|เท่าไร|อะไร|ใคร)(?:ครับ|คับ|คะ|ค่ะ|จ๊ะ|จ้ะ|นะ|เอ่ย|บ้าง|ดี)*$/u,
]

function endsAsQuestion(sentence: string): boolean {
  return endings.some((ending) => ending.test(sentence))
}

/** Greetings, names and openings before the question itself. */
const preamble =
  /^[¿¡]*(?:(?:@[\w.@-]+|#\w+|hi|hello|hey|good (?:morning|afternoon|evening)|hallo|moin|servus|guten (?:morgen|tag|abend)|hola|buenas(?: tardes| noches)?|buenos días|oye|oigan|disculpen?|bonjour|bonsoir|salut|oi|olá|bom dia|boa (?:tarde|noite)|desculpem?|ciao|salve|buon(?:giorno|asera)|scusat?[ei]?|hoi|goede(?:morgen|middag|navond)|dag|so|and|und|y|et|e|ok|okay|sorry|excuse me|pardon|entschuldigung|perdón|perdon|excusez-moi|dites|dis|sagt mal|sag mal|(?:kurze|mal eine) frage|quick (?:one|question)|question)(?: (?:all|there|everyone|folks|team|zusammen|todos|tous|à tous|a tutti|allemaal))?[\s,:;–]+(?:-\s+)?)+/iu

/** The sentence as the words of a language are written in the tables. */
function plainOf(sentence: string): string {
  return sentence
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(preamble, '')
    .replace(/^[¿¡«"“-]+\s*/u, '')
}

/** The tables of the language, or all of them where it is unknown. */
function tablesOf<K extends string, T>(tables: Readonly<Record<K, T>>, language: string | undefined): T[] {
  const known = Object.entries<T>(tables)
  const own = known.filter(([name]) => name === language)
  return (own.length > 0 ? own : known).map(([, table]) => table)
}

function opensAsQuestion(sentence: string, plain: string, language: string | undefined): boolean {
  // A Spanish opening mark asks, whether or not anybody closed it.
  if (/^[^\p{L}]*¿|[,:] ¿/u.test(sentence)) return true
  const opening = [...tablesOf(openers, language), ...tablesOf(requests, language)]
  const starts = [plain, ...partsAfter(plain, /:\s+/gu)]
  if (starts.some((start) => opening.some((opener) => opener.test(start)))) return true
  const later = [...tablesOf(laterOpeners, language), ...tablesOf(requests, language)]
  return partsAfter(plain, /[,;–—]\s+/gu).some((start) => later.some((opener) => opener.test(start)))
}

/** What follows each of the separators, to the end; at most a few, so that a list costs no more than its length. */
function partsAfter(plain: string, separator: RegExp): string[] {
  return [...plain.matchAll(separator)].slice(0, 6).map((match) => plain.slice(match.index + match[0].length))
}

interface InPlace {
  plain: string
  before: string
  rest: string
  language: string | undefined
}

function isHollow({ plain, before, rest: following, language }: InPlace): boolean {
  const rest = following.slice(0, 400).toLowerCase().replaceAll('’', "'").trim()
  const introduction = plain.slice(0, Math.max(0, plain.lastIndexOf(':')))
  const isAlone = before === '' && rest === ''
  const starts = [plain, ...partsAfter(plain, /[,:]\s+/gu)]
  const isHollowIn = (words: HollowWords): boolean =>
    starts.some((start) => words.rhetorical.test(start)) ||
    (!isAlone && words.outcry.test(plain)) ||
    (before === '' && words.advertising.test(plain) && (rest.includes(linkSign) || words.offer.test(rest))) ||
    (rest !== '' && words.pointer.test(rest)) ||
    (introduction !== '' && words.reported.test(introduction))
  return tablesOf(hollowWords, language).some(isHollowIn)
}
