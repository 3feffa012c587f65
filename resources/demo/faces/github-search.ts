import { us } from '../world.ts'
import { updatedMs, type GithubTown, type Subject } from './github-town.ts'

/** Searching issues and discussions: words and phrases in title, body and comments, and a few qualifiers. */
export function matches(town: GithubTown, subject: Subject, query: string): boolean {
  const terms = query.match(/"[^"]*"|\S+/g) ?? []
  return terms.every((term) => holds(town, subject, term))
}

function holds(_town: GithubTown, subject: Subject, term: string): boolean {
  const [, name = '', value = ''] = /^([a-z]+):(.*)$/.exec(term) ?? []
  switch (name) {
    case 'is':
      return value === subject.kind || value === 'open'
    case 'repo':
      return value.toLowerCase() === subject.repo
    case 'updated':
      return updatedMs(subject) >= Date.parse(value.replace('>=', ''))
    case 'involves':
      return involves(subject, value === '@me' ? us : value)
    case 'in':
    case 'sort':
      return true
    default:
      return wordsOf(subject).includes(wordly(term))
  }
}

function involves({ root, said }: Subject, login: string): boolean {
  return [root, ...said].some((post) => post.author === login || post.mentions.includes(login))
}

function wordsOf({ title, root, said }: Subject): string {
  return wordly([title, ...[root, ...said].map((post) => post.text)].join(' '))
}

/** Words in a row, with a space around them, so that only whole ones are found. */
function wordly(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return ` ${words.join(' ')} `
}
