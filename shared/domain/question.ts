import { openers, type OpenerLanguage } from './question-openers.ts'

/**
 * Says whether a text asks something, by what stands on the page and nothing cleverer:
 * a question mark of any script at the end of a word, the particles that end a question in Japanese, Chinese,
 * Korean and Thai, and, for sentences without a mark, the openers of questions in four languages.
 * It is right about marks, careful about the rest: a missed question without a mark is cheaper than a lane
 * full of statements.
 */
export function isQuestion(text: string, lang?: string): boolean {
  const own = withoutForeignParts(text)
  if (hasMark(own)) return true
  const language = primary(lang)
  return sentences(own).some((sentence) => endsAsQuestion(sentence) || opensAsQuestion(sentence, language))
}

/** `pt-BR` is `pt`. */
function primary(lang: string | undefined): string | undefined {
  return lang?.split(/[-_]/)[0]?.toLowerCase()
}

const addresses = /(?:https?:\/\/|www\.)\S+/giu
const quotedLines = /^[ \t]*>.*$/gmu
/** At most a few sentences each, so that a lost quotation mark does not swallow the rest. */
const quotations =
  /"[^"\n]{1,300}"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|「[^」\n]{1,300}」|『[^』\n]{1,300}』/gu

/** What is not the author's own asking becomes a noun in its sentence, or leaves with its line. */
function withoutForeignParts(text: string): string {
  return text.replace(addresses, 'this').replace(quotedLines, '').replace(quotations, 'this')
}

/** `?` of Latin, full width, Arabic, Armenian, Greek, Ethiopic, Vai and Coptic script, doubled forms, and the emoji. */
const certainMark = /[？؟՞⁇⁈⁉‽⸮፧꘏\u037e⳺⳻❓❔﹖]/u
/** A `?` ends something: not `(?)` alone, not inside a word or an address. */
const plainMark = /(?<![(（\s?])\?+(?![\p{L}\p{N}=&/?])/u
/** French sets a space before the mark, hurried people too. */
const spacedMark = /[\p{L}\p{N})\]][ \u00a0\u202f]+\?+(?:[\s!.…]|$)/u
/** The Greek mark is usually typed as a semicolon. */
const greekMark = /\p{sc=Greek}['’»”)]?\s?;/u

function hasMark(text: string): boolean {
  return certainMark.test(text) || plainMark.test(text) || spacedMark.test(text) || greekMark.test(text)
}

function sentences(text: string): string[] {
  return text
    .split(/[.!…。．！\n]+/u)
    .map((sentence) => sentence.replace(/[\p{Extended_Pictographic}\ufe0f\s,、)）~〜]+$/u, '').trim())
    .filter((sentence) => sentence !== '')
}

const endings: readonly RegExp[] = [
  // Japanese: か after a verb or the copula, not in とか, しか, ほか, どこか, 誰か.
  /(?:です|ます|ました|ません|でした|でしょう|だろう|ましょう|かな|の|る|た|ない|いい|んだ)か(?:ね|な|しら)?$/u,
  /(?:かな|かしら|っけ)$/u,
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

/** Greetings and names before the question itself. */
const preamble =
  /^(?:(?:@[\w.@-]+|#\w+|hi|hello|hey|hallo|moin|servus|hola|buenas|bonjour|salut|so|and|und|y|et|ok|okay|sorry|excuse me|pardon|entschuldigung|perdón|perdon|excusez-moi)(?: (?:all|there|everyone|zusammen|todos|tous|à tous))?[\s,:–-]+)+/iu

function opensAsQuestion(sentence: string, language: string | undefined): boolean {
  const plain = sentence.normalize('NFC').toLowerCase().replaceAll('’', "'").replace(preamble, '')
  return (Object.keys(openers) as OpenerLanguage[]) // The keys of a literal object are exactly its languages.
    .filter((known) => language === undefined || !Object.hasOwn(openers, language) || language === known)
    .some((known) => openers[known].some((opener) => opener.test(plain)))
}
