import { purpose } from '../outgoing.ts'
import { wordKey } from '../tokens.ts'
import {
  and,
  ageUnits,
  type CountField,
  countOps,
  type FieldName,
  fieldNames,
  hasValues,
  isValues,
  type Query,
  type ValueField,
} from './ast.ts'
import { addressPhrase } from './phrase.ts'
import { asciiLower, looseName } from './subject.ts'
import { dateStart } from './time.ts'

export interface Refusal {
  message: string
  hint: string
  /** The value that was probably meant. */
  instead?: string
}

export interface FieldManual {
  /** One line for the completion list. */
  about: string
  example: string
  /** Values that are known beforehand; empty when anything may stand there. */
  values: readonly string[]
  /** Reads a value, quotes already taken off. */
  read: (value: string) => Query | Refusal
}

/** True for a refusal of `FieldManual.read`. */
export function isRefusal(result: Query | Refusal): result is Refusal {
  return 'message' in result
}

function valueField(
  field: ValueField,
  canonical: (value: string) => string,
  isGood: (value: string) => boolean,
  wish: Refusal,
) {
  return (typed: string): Query | Refusal => {
    const value = canonical(typed.replace(/\s+/g, ' ').trim())
    return isGood(value) ? { type: 'field', field, value } : wish
  }
}

/** Written back without its @, a handle has to be read as the same one: no space stays behind it. */
const handleOf = (value: string) => asciiLower(value.replace(/^[@\s]+/, ''))
const isNotEmpty = (value: string) => value !== ''
const person: Refusal = {
  message: 'A handle is missing',
  hint: 'Write it as in from:@ana or from:@ana@town.example',
}

function oneOf<T extends string>(values: readonly T[], make: (value: T) => Query, field: string) {
  return (typed: string): Query | Refusal => {
    const found = values.find((value) => value === typed.toLowerCase())
    if (found !== undefined) return make(found)
    const near = nearest(typed.toLowerCase(), values)
    const wish = near === undefined ? `Known are ${values.join(', ')}.` : `Did you mean ${field}:${near}?`
    return {
      message: `${field}: does not know "${typed}"`,
      hint: wish,
      ...(near === undefined ? {} : { instead: near }),
    }
  }
}

function countField(field: CountField) {
  const wish = {
    message: `${field}: needs a number`,
    hint: `Write it as in ${field}:>100, ${field}:<=2k or ${field}:10..50`,
  }
  return (typed: string): Query | Refusal => {
    const range = /^(.+?)\.\.(.+)$/.exec(typed)
    if (range !== null) {
      const from = number(range[1] ?? '')
      const to = number(range[2] ?? '')
      if (from === undefined || to === undefined) return wish
      return and([
        { type: 'count', field, op: '>=', n: from },
        { type: 'count', field, op: '<=', n: to },
      ])
    }
    const op = countOps.find((sign) => typed.startsWith(sign))
    const n = number(op === undefined ? typed : typed.slice(op.length))
    return n === undefined ? wish : { type: 'count', field, op: op ?? '=', n }
  }
}

/** `1200`, `1.2k`, `3m`. */
function number(text: string): number | undefined {
  const found = /^(\d{1,12})(?:\.(\d{1,3}))?([km])?$/i.exec(text.trim())
  if (found === null) return undefined
  const factor = found[3] === undefined ? 1 : found[3].toLowerCase() === 'k' ? 1000 : 1_000_000
  const n = Math.round(Number(`${found[1]}.${found[2] ?? '0'}`) * factor)
  return Number.isSafeInteger(n) && (found[2] === undefined || factor > 1) ? n : undefined
}

function dateField(field: 'before' | 'after') {
  return (typed: string): Query | Refusal => {
    const date = typed.toUpperCase()
    const word = typed.toLowerCase()
    if (word === 'today' || word === 'yesterday') return { type: 'date', field, date: word }
    if (dateStart(date, 0) !== undefined) return { type: 'date', field, date }
    return {
      message: `${field}: needs a date`,
      hint: `Write it as in ${field}:2026-10-01, ${field}:2026-10 or ${field}:yesterday`,
    }
  }
}

function ageField(field: 'older' | 'newer') {
  return (typed: string): Query | Refusal => {
    const found = /^(\d{1,5})([a-z]{1,2})$/.exec(typed.toLowerCase())
    const unit = ageUnits.find((known) => known === found?.[2])
    if (found === null || unit === undefined) {
      return {
        message: `${field}: needs a length of time`,
        hint: `Write it as in ${field}:30m, ${field}:7d, ${field}:2w, ${field}:3mo or ${field}:1y`,
      }
    }
    return { type: 'age', field, n: Number(found[1]), unit }
  }
}

function inField(typed: string): Query | Refusal {
  if (typed.toLowerCase() === 'thread') return { type: 'in', what: 'thread' }
  if (/^[1-9]\d{0,14}$/.test(typed)) return { type: 'in', what: Number(typed) }
  return {
    message: 'in: needs "thread" or the number of a conversation',
    hint: 'Write in:thread for items with answers around them.',
  }
}

const words = (value: string) => looseName(value) !== ''
const name = (value: string) => value

export const fields: Readonly<Record<FieldName, FieldManual>> = {
  from: {
    about: 'written by',
    example: 'from:@ana',
    values: ['me'],
    read: valueField('from', handleOf, isNotEmpty, person),
  },
  to: {
    about: 'mentions them or answers them',
    example: 'to:@ana',
    values: ['me'],
    read: valueField('to', handleOf, isNotEmpty, person),
  },
  about: {
    about: 'mentions or names them',
    example: 'about:@ana',
    values: [],
    read: valueField('about', handleOf, isNotEmpty, person),
  },
  network: {
    about: 'heard on this network',
    example: 'network:mastodon',
    values: [],
    read: valueField('network', asciiLower, isNotEmpty, {
      message: 'A network is missing',
      hint: 'Write it as in network:mastodon',
    }),
  },
  account: {
    about: 'heard for this account of ours',
    example: 'account:@bakery',
    values: [],
    read: valueField('account', handleOf, isNotEmpty, {
      message: 'An account is missing',
      hint: 'Write it as in account:@bakery',
    }),
  },
  stream: {
    about: 'heard by this stream',
    example: 'stream:"Bread talk"',
    values: [],
    read: valueField('stream', name, words, {
      message: 'A stream is missing',
      hint: 'Write its name, as in stream:"Bread talk"',
    }),
  },
  lang: {
    about: 'in this language',
    example: 'lang:en',
    values: [],
    read: valueField(
      'lang',
      (value) => asciiLower(value).replaceAll('_', '-'),
      (value) => /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/.test(value),
      {
        message: 'lang: needs the code of a language',
        hint: 'Write it as in lang:en or lang:pt-br',
      },
    ),
  },
  tag: {
    about: 'carries this tag of ours',
    example: 'tag:press',
    values: [],
    read: valueField('tag', name, words, {
      message: 'A tag is missing',
      hint: 'Write it as in tag:press. A hashtag is written #press.',
    }),
  },
  purpose: {
    about: 'heard or answered for this purpose',
    example: 'purpose:help',
    values: purpose.options,
    read: oneOf(purpose.options, (value) => ({ type: 'field', field: 'purpose', value }), 'purpose'),
  },
  url: {
    about: 'links to an address with these words in a row',
    example: 'url:bakery.example/offers',
    values: [],
    read: valueField('url', name, (value) => addressPhrase(value).tokens.length > 0, {
      message: 'An address is missing',
      hint: 'Write it as in url:bakery.example/offers',
    }),
  },
  is: {
    about: 'of this state or kind',
    example: 'is:question',
    values: isValues,
    read: oneOf(isValues, (what) => ({ type: 'is', what }), 'is'),
  },
  has: {
    about: 'with one of these',
    example: 'has:link',
    values: hasValues,
    read: oneOf(hasValues, (what) => ({ type: 'has', what }), 'has'),
  },
  in: { about: 'part of a thread', example: 'in:thread', values: ['thread'], read: inField },
  followers: {
    about: 'author has so many followers',
    example: 'followers:>1k',
    values: [],
    read: countField('followers'),
  },
  likes: { about: 'liked so often', example: 'likes:>10', values: [], read: countField('likes') },
  before: {
    about: 'said before this day began',
    example: 'before:2026-10-01',
    values: ['today', 'yesterday'],
    read: dateField('before'),
  },
  after: {
    about: 'said on this day or later',
    example: 'after:2026-10-01',
    values: ['today', 'yesterday'],
    read: dateField('after'),
  },
  older: { about: 'said longer ago than', example: 'older:7d', values: [], read: ageField('older') },
  newer: { about: 'said within the last', example: 'newer:2h', values: [], read: ageField('newer') },
}

/** True if the tag, without its `#`, is one tag and nothing else. */
export function isTag(tag: string): boolean {
  return /^[\p{L}\p{N}\p{M}_\u00b7\u200c\u200d]+$/u.test(tag) && wordKey(tag) !== ''
}

/** The field of this name, in whatever case. */
export function fieldNamed(typed: string): FieldName | undefined {
  return fieldNames.find((known) => known === typed.toLowerCase())
}

/** The known word that differs least, if it differs little. */
export function nearest<T extends string>(typed: string, known: readonly T[]): T | undefined {
  if (typed.length > 20) return undefined
  const ranked = known.map((word) => ({ word, far: distance(typed, word) })).sort((a, b) => a.far - b.far)
  const [best] = ranked
  return best !== undefined && best.far <= Math.max(1, Math.floor(best.word.length / 3))
    ? best.word
    : undefined
}

/** Single letters added, dropped, changed or swapped with their neighbour. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  const cost = (i: number, j: number) => rows[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j += 1) {
      const change = cost(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(change, cost(i - 1, j) + 1, cost(i, j - 1) + 1, isSwap ? cost(i - 2, j - 2) + 1 : Infinity),
      )
    }
  }
  return cost(a.length, b.length)
}
