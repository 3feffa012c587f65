import { hollowWords, type HollowWords } from './question-hollow.ts'
import { closers, laterOpeners, openers, requests } from './question-openers.ts'
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
  const tables = tablesOf(language)
  const marked = hasMark(own)
  let before = ''
  let vented = false
  for (const { raw, end, at } of sentences(own)) {
    const sentence = bare(raw)
    const plain = plainOf(sentence)
    const isHollow = (): boolean => isHollowIn(tables, { plain, before, rest: own.slice(at) })
    if (marked && hasMark(raw + end)) {
      const hollow = isHollow()
      vented ||= hollow
      // Who has vented goes on venting: "Seriously? Six pounds for toast?"
      if (!hollow && (!vented || opensAsQuestion(plain, tables))) return true
    } else {
      if (endsAsQuestion(sentence) || opensInSpanish(sentence)) return true
      if (asksWithoutMark(plain, end, tables) && !isHollow()) return true
      // Only what follows needs to know.
      if (marked) vented ||= isHollow()
    }
    before = raw
  }
  return false
}

/**
 * What a text in a language does in the shape of questions: `vents` like "How hard can it be?", `admires` like "How good
 * is that?". The first that is found; undefined without either, or without a table of the language.
 */
export function rhetoricOf(text: string, lang: string): 'vents' | 'admires' | undefined {
  const [words] = tablesByLanguage.get(primary(lang) ?? '')?.hollow ?? []
  if (words === undefined) return undefined
  for (const { raw } of sentences(withoutForeignParts(text))) {
    const plain = plainOf(bare(raw))
    const starts = [plain, ...partsAfter(plain, ','), ...partsAfter(plain, ':')]
    if (starts.some((start) => words.admiring.test(start))) return 'admires'
    if (starts.some((start) => words.rhetorical.test(start))) return 'vents'
  }
  return undefined
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

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/

function hasMark(text: string): boolean {
  if (text.includes('?') && (plainMark.test(text) || spacedMark.test(text))) return true
  if (ascii.test(text)) return false
  return certainMark.test(text) || greekMark.test(text)
}

interface Sentence {
  raw: string
  /** The marks that end it. */
  end: string
  /** Where the next one begins. */
  at: number
}

const ends = new Set('.!?…。．！？؟')
const letterOrDigit = /[\p{L}\p{N}]/u

/** A full stop before a letter or digit is inside a word: `16.40`, `town.example`. */
function isEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  // Most characters are letters of the Latin script and spaces, and this runs for each.
  if ((unit > 0x3f && unit < 0x61f) || unit === 0x20) return false
  const sign = text.charAt(at)
  return ends.has(sign) && (sign !== '.' || !letterOrDigit.test(text.charAt(at + 1)))
}

function sentences(text: string): Sentence[] {
  const out: Sentence[] = []
  for (let at = 0; at < text.length;) {
    const start = at
    while (at < text.length && text.charAt(at) !== '\n' && !isEnd(text, at)) at += 1
    const stop = at
    while (at < text.length && ends.has(text.charAt(at))) at += 1
    if (stop > start)
      out.push({ raw: text.slice(start, stop), end: text.slice(stop, at).replaceAll('！', '!'), at })
    if (text.charAt(at) === '\n') at += 1
  }
  return out
}

const trailing = /[\p{Extended_Pictographic}\ufe0f\s,、)）~〜]/u

/** Without the emoji and signs that trail it. */
function bare(sentence: string): string {
  let end = sentence.length
  while (end > 0) {
    const width = isLowSurrogate(sentence.charCodeAt(end - 1)) && end > 1 ? 2 : 1
    if (!trailing.test(sentence.slice(end - width, end))) break
    end -= width
  }
  return sentence.slice(0, end).trimStart()
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
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
  /^[¿¡]*(?:(?:@[\w.@-]+|#\w+|hi|hello|hey|good (?:morning|afternoon|evening)|hallo|moin|servus|guten (?:morgen|tag|abend)|hola|wenas|buenas(?: tardes| noches)?|buenos días|oye|oigan|disculpen?|bonjour|bonsoir|salut|coucou|oii*|olá|bom dia|boa (?:tarde|noite)|desculpem?|ciao+|raga|salve|buon(?:giorno|asera)|scusat?[ei]?|hoi|goede(?:morgen|middag|navond)|dag|so|and|und|y|et|e|ok|okay|sorry|excuse me|pardon|entschuldigung|perdón|perdon|excusez-moi|dites|dis|sagt mal|sag mal|(?:kurze|mal eine) frage|quick (?:one|question)|question)(?: (?:all|there|everyone|folks|team|zusammen|todos|tous|à tous|a tutti|allemaal))?[\s,:;–]+(?:-\s+)?)+/u

const openingSigns = /^[¿¡«"“-]+\s*/u

/** The sentence as the words of a language are written in the tables. */
function plainOf(sentence: string): string {
  const lower = sentence.normalize('NFC').toLowerCase().replaceAll('’', "'")
  return lower.replace(preamble, '').replace(openingSigns, '')
}

interface Tables {
  openers: readonly RegExp[]
  later: readonly RegExp[]
  requests: readonly RegExp[]
  closers: readonly RegExp[]
  hollow: readonly HollowWords[]
}

/** Of one language; none for one without tables; where it is unknown, of all together but the closers: `quand` at the end asks in French alone. */
function gather(language: string | undefined): Tables {
  const of = <T>(table: Readonly<Record<string, T>>): T[] =>
    Object.entries(table).flatMap(([name, value]) =>
      language === undefined || name === language ? [value] : [],
    )
  return {
    openers: of<RegExp>(openers),
    later: of<RegExp>(laterOpeners),
    requests: of<RegExp>(requests),
    closers: language === undefined ? [] : of<RegExp>(closers),
    hollow: of<HollowWords>(hollowWords),
  }
}

const tablesByLanguage = new Map(Object.keys(hollowWords).map((language) => [language, gather(language)]))
const allTables = gather(undefined)
const noTables = gather('')

function tablesOf(language: string | undefined): Tables {
  return language === undefined ? allTables : (tablesByLanguage.get(language) ?? noTables)
}

/** A Spanish opening mark asks, whether or not anybody closed it. */
function opensInSpanish(sentence: string): boolean {
  return sentence.includes('¿') && /^[^\p{L}]*¿|[,:] ¿/u.test(sentence)
}

/** Whoever sets a full stop would have set the mark: then only a request asks. */
function asksWithoutMark(plain: string, end: string, tables: Tables): boolean {
  if (end.startsWith('!')) return false
  return end === '.' ? requestsAnswer(plain, tables) : opensAsQuestion(plain, tables)
}

function opensAsQuestion(plain: string, tables: Tables): boolean {
  if (begins([plain, ...partsAfter(plain, ':')], tables.openers)) return true
  if (tables.closers.some((closer) => closer.test(plain))) return true
  return begins(laterParts(plain), tables.later) || requestsAnswer(plain, tables)
}

function requestsAnswer(plain: string, tables: Tables): boolean {
  return begins([plain, ...partsAfter(plain, ':'), ...laterParts(plain)], tables.requests)
}

function begins(starts: readonly string[], some: readonly RegExp[]): boolean {
  return starts.some((start) => some.some((one) => one.test(start)))
}

function laterParts(plain: string): string[] {
  return [...partsAfter(plain, ','), ...partsAfter(plain, ';'), ...partsAfter(plain, '–')]
}

/** What follows each of the separators, to the end; at most a few, so that a list costs no more than its length. */
function partsAfter(plain: string, separator: string): string[] {
  const parts: string[] = []
  for (
    let at = plain.indexOf(separator);
    at !== -1 && parts.length < 4;
    at = plain.indexOf(separator, at + 1)
  )
    parts.push(plain.slice(at + 1).trimStart())
  return parts
}

interface InPlace {
  plain: string
  before: string
  rest: string
}

function isHollowIn({ hollow }: Tables, { plain, before, rest: following }: InPlace): boolean {
  const rest = following.slice(0, 400).toLowerCase().replaceAll('’', "'").trim()
  const introduction = plain.slice(0, Math.max(0, plain.lastIndexOf(':')))
  const isAlone = before === '' && rest === ''
  const starts = [plain, ...partsAfter(plain, ','), ...partsAfter(plain, ':')]
  return hollow.some(
    (words) =>
      starts.some((start) => words.rhetorical.test(start) || words.admiring.test(start)) ||
      (!isAlone && words.outcry.test(plain)) ||
      (before === '' &&
        words.advertising.test(plain) &&
        (rest.includes(linkSign) || words.offer.test(rest))) ||
      (rest !== '' && words.pointer.test(rest)) ||
      (introduction !== '' && words.reported.test(introduction)),
  )
}
