import { type FieldName, fieldNames, type HasValue, type IsValue } from './ast.ts'
import { fieldNamed, fields } from './fields.ts'
import { quotes } from './scanner.ts'
import { hasWords, isWords } from './value-words.ts'

/** Names that only the store knows; the screens hand in what they have. */
export type KnownNames = Partial<Record<FieldName, readonly string[]>>

export interface Completions {
  /** The part of the query that a choice replaces. */
  start: number
  end: number
  /** The field whose value is being written, so that the screen can ask for more names. */
  field?: FieldName | undefined
  /** What is written so far of the name or value, without quotes and @. */
  begun: string
  options: { insert: string; label: string; about: string }[]
}

const most = 12
/** How far back the name before an open list is looked for. */
const listLength = 400

/** What may be written at the cursor: names of fields, or values of the field that it stands in. */
export function complete(text: string, cursor: number, known: KnownNames = {}): Completions {
  const end = Math.max(0, Math.min(cursor, text.length))
  const before = text.slice(0, end)
  const typed = before.slice(termStart(before))
  const sign = /^-*/.exec(typed)?.[0] ?? ''
  const term = typed.slice(sign.length)
  const colon = term.indexOf(':')
  if (colon !== -1) return valueAt(fieldNamed(term.slice(0, colon)), term.slice(colon + 1), end, known)
  const list = listedField(before.slice(0, before.length - typed.length).slice(-listLength))
  if (list !== undefined) return valueAt(list, typed, end, known)
  // A handle by itself: written by them, or naming them.
  if (term.startsWith('@')) {
    const found = valueAt('from', term, end, known)
    const handles = found.options.filter(({ insert }) => insert !== 'me')
    return { ...found, options: handles.map((option) => ({ ...option, about: 'by them, or naming them' })) }
  }
  return { start: end - term.length, end, begun: term, options: fieldOptions(term) }
}

/** Where the term at the end of a text begins; a quotation that is still open belongs to it. */
function termStart(text: string): number {
  let start = 0
  let isOpen = false
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at] ?? ''
    if (isOpen && unit === '\\') at += 1
    else if (quotes.includes(unit)) {
      isOpen = !isOpen
      if (!isOpen) start = at + 1
    } else if (!isOpen && (unit === '(' || unit === ')' || /\s/.test(unit))) start = at + 1
  }
  return start
}

/** The field of an open list: `from:(@ana OR `. */
function listedField(before: string): FieldName | undefined {
  const name = /([A-Za-z]+):\((?:[^()"]|"[^"]*")*$/.exec(before)?.[1]
  return name === undefined ? undefined : fieldNamed(name)
}

function valueAt(field: FieldName | undefined, value: string, end: number, known: KnownNames): Completions {
  const begun = value.replace(/^[@"“”„«»]+/, '')
  const options = field === undefined ? [] : valueOptions(field, begun, known)
  return { start: end - value.length, end, field, begun, options }
}

function fieldOptions(begun: string): Completions['options'] {
  const lower = begun.toLowerCase()
  return fieldNames
    .filter((name) => name.startsWith(lower))
    .slice(0, lower === '' ? fieldNames.length : most)
    .map((name) => ({
      insert: `${name}:`,
      label: `${name}:`,
      about: `${fields[name].about} (${fields[name].example})`,
    }))
}

const people: ReadonlySet<FieldName> = new Set(['from', 'to', 'about', 'account'])

function valueOptions(field: FieldName, typed: string, known: KnownNames): Completions['options'] {
  const begun = typed.toLowerCase()
  const words = [...new Set([...fields[field].values, ...(known[field] ?? [])])]
  // What begins so comes before what has a word that begins so: `talk` finds `Bread talk`.
  const ranked = words
    .map((word) => ({ word, at: ` ${word.toLowerCase()}`.indexOf(` ${begun}`) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => Number(a.at > 0) - Number(b.at > 0))
  return ranked.slice(0, Math.max(most, fields[field].values.length)).map(({ word }) => ({
    insert: written(field, word),
    label: word,
    about: aboutValue(field, word),
  }))
}

function written(field: FieldName, word: string): string {
  if (/[\s()"“”„«»]/.test(word)) return `"${word.replace(/[\\"“”„«»]/g, '\\$&')}"`
  return people.has(field) && word !== 'me' ? `@${word.replace(/^@/, '')}` : word
}

function aboutValue(field: FieldName, word: string): string {
  if (field === 'is') return isWords[word as IsValue]?.yes ?? '' // the values of `is:` are these
  if (field === 'has') return hasWords[word as HasValue]?.yes ?? '' // and those of `has:` these
  if (word === 'me') return 'ourselves'
  // What names of people say is said by the field before them.
  return people.has(field) ? '' : fields[field].about
}
