import { type FieldName, fieldNames } from './ast.ts'
import { fieldNamed, fields } from './fields.ts'

/** Names that only the store knows; the screens hand in what they have. */
export type KnownNames = Partial<Record<FieldName, readonly string[]>>

export interface Completions {
  /** The part of the query that a choice replaces. */
  start: number
  end: number
  options: { insert: string; label: string; about: string }[]
}

const most = 12
const valueAbout: Readonly<Partial<Record<FieldName, string>>> = {
  is: 'state or kind',
  has: 'with one of these',
}

/** What may be written at the cursor: names of fields, or values of the field that it stands in. */
export function complete(text: string, cursor: number, known: KnownNames = {}): Completions {
  const end = Math.max(0, Math.min(cursor, text.length))
  const typed = /[^\s()"“”„«»]*(?:"[^"]*)?$/.exec(text.slice(0, end).slice(-200))?.[0] ?? ''
  const sign = /^-*/.exec(typed)?.[0] ?? ''
  const term = typed.slice(sign.length)
  const colon = term.indexOf(':')
  if (colon === -1) return { start: end - term.length, end, options: fieldOptions(term) }
  const name = fieldNamed(term.slice(0, colon))
  const value = term.slice(colon + 1)
  return {
    start: end - value.length,
    end,
    options: name === undefined ? [] : valueOptions(name, value, known),
  }
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

function valueOptions(name: FieldName, value: string, known: KnownNames): Completions['options'] {
  const begun = value.replace(/^["@]+/, '').toLowerCase()
  return [...fields[name].values, ...(known[name] ?? [])]
    .filter((word) => word.toLowerCase().startsWith(begun))
    .slice(0, Math.max(most, fields[name].values.length))
    .map((word) => ({
      insert: /[\s()"“”„«»]/.test(word) ? `"${word.replace(/[\\"“”„«»]/g, '\\$&')}"` : word,
      label: word,
      about: valueAbout[name] ?? fields[name].about,
    }))
}
