import type { Query } from './ast.ts'

/** The query as text, in the one form that all spellings of it share: `parseQuery(print(q))` gives `q` again. */
export function print(query: Query): string {
  switch (query.type) {
    case 'all':
      return ''
    case 'and':
      return query.of.map((part) => (part.type === 'or' ? `(${print(part)})` : print(part))).join(' ')
    case 'or':
      return query.of.map(print).join(' OR ')
    case 'not':
      return query.of.type === 'and' || query.of.type === 'or'
        ? `-(${print(query.of)})`
        : `-${print(query.of)}`
    case 'text':
      if (query.prefix) return isBareWord(query.text) ? `${query.text}*` : `${quote(query.text)}*`
      return isBareWord(query.text) ? query.text : quote(query.text)
    case 'hashtag':
      return `#${query.tag}${query.words ? '~' : ''}`
    case 'handle':
      return `@${query.handle}`
    case 'field':
      return `${query.field}:${fieldValue(query.field, query.value)}`
    case 'is':
    case 'has':
      return `${query.type}:${query.what}`
    case 'in':
      return `in:${query.what}`
    case 'count':
      return `${query.field}:${query.op === '=' ? '' : query.op}${query.n}`
    case 'date':
      return `${query.field}:${query.date}`
    case 'age':
      return `${query.field}:${query.n}${query.unit}`
  }
}

const people = new Set(['from', 'to', 'about', 'account'])

function fieldValue(field: string, value: string): string {
  if (/[\s"“”„«»()]/.test(value)) return quote(value)
  return people.has(field) ? `@${value}` : value
}

/** Not to be taken for anything else than a word. */
function isBareWord(text: string): boolean {
  if (/[\s"“”„«»()*]/.test(text) || /^[-#＃@]/u.test(text) || /^(?:OR|AND|NOT)$/.test(text)) return false
  return !/^[A-Za-z][A-Za-z-]{0,19}:/.test(text)
}

function quote(text: string): string {
  return `"${text.replace(/[\\"“”„«»]/g, (sign) => `\\${sign}`)}"`
}
