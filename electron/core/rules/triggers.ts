import { classOf, RUN } from '#shared/domain/char-class'
import type { Condition, Words } from '#shared/domain/query/lower'
import { metaToken } from '#shared/domain/query/subject'

/** Where a rule waits: for a whole token, for a token that begins so, or for every item. */
export type Trigger = { how: 'token' | 'prefix'; column: 'text' | 'meta'; token: string; weight: number }

/** Tokens of which an item has at least one whenever it meets the condition; undefined where there are none. */
export function needed(condition: Condition): Trigger[] | undefined {
  switch (condition.op) {
    case 'words':
      return [triggerOf(condition)].filter((trigger) => trigger !== undefined)
    case 'and': {
      const choices = condition.of.map(needed).filter((triggers) => triggers !== undefined)
      return choices.toSorted((a, b) => lightest(b) - lightest(a))[0]
    }
    case 'or': {
      const all: Trigger[] = []
      for (const part of condition.of) {
        const triggers = needed(part)
        if (triggers === undefined) return undefined
        all.push(...triggers)
      }
      return all
    }
    default:
      return undefined
  }
}

/** A set of triggers is as good as its commonest. */
function lightest(triggers: readonly Trigger[]): number {
  return Math.min(...triggers.map(({ weight }) => weight), 1000)
}

/** Kinds, networks and languages are on every item; they are the last to wait for. */
const everyday = /^z[knlx]/

/** Stands before every address: a beginning of one of its words waits for that. */
const anyAddress = metaToken.addressWord('')

/** The longest token of a phrase is most likely its rarest. */
function triggerOf({ column, tokens, prefix }: Words): Trigger | undefined {
  const choices = tokens.map((token, index): Trigger => {
    const isLast = prefix && index === tokens.length - 1
    const isRun = classOf(token.codePointAt(0) ?? 0) === RUN
    const length = isRun ? token.length * 3 : token.length
    if (column === 'meta' && isLast) return { how: 'token', column, token: anyAddress, weight: 0 }
    if (column === 'meta') return { how: 'token', column, token, weight: everyday.test(token) ? 0 : length }
    return { how: isLast ? 'prefix' : 'token', column, token, weight: isLast ? length / 2 : length }
  })
  return choices.toSorted((a, b) => b.weight - a.weight)[0]
}
