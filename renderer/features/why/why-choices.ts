import { and, not, type Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import type { Why } from '#shared/domain/why'

/** Something that can be done about an item being here: one key, its effect, and the query that does it. */
export interface Choice {
  /** Absent where there are more choices than keys: those are reached by the arrows. */
  key: string | undefined
  kind: 'mute' | 'narrow' | 'change'
  label: string
  /** mute: what to mute. narrow: the rule's new query. */
  query: string
  ruleId?: number
}

const handleQuery = (handle: string): Query => ({
  type: 'field',
  field: 'from',
  value: handle.replace(/^@/, '').toLowerCase(),
})

/** What can be muted from an item: its author, where it links to, its talk, a word that made it match. */
export function muteChoices(why: Why): Choice[] {
  const mute = (key: string, label: string, query: Query): Choice => ({
    key,
    kind: 'mute',
    label,
    query: print(query),
  })
  const [domain] = why.domains
  const [word] = why.words
  return [
    mute('a', `everything by ${why.author.handle}`, handleQuery(why.author.handle)),
    mute('t', 'this conversation', { type: 'in', what: why.conversationId }),
    ...(domain === undefined
      ? []
      : [mute('d', `links to ${domain}`, { type: 'field', field: 'url', value: domain })]),
    ...(word === undefined
      ? []
      : [mute('w', `the words “${word}”`, { type: 'text', text: word, prefix: false })]),
  ]
}

/** Keys of the choices about rules, three for each, so that one place always has one key: without those of mutes, and j and k. */
const ruleKeys = [...'123456789bcefghilmnopqrsuvxyz']

/** How the rules that heard an item could be made narrower. */
export function ruleChoices(why: Why): Choice[] {
  const rules = why.heard.filter((one) => one.ruleId !== undefined)
  return rules.flatMap((heard, index) => {
    const rule = parseQuery(heard.rule).ast
    if (heard.ruleId === undefined) return []
    const keyOf = (n: number): string | undefined => ruleKeys[index * 3 + n - 1]
    const narrowed = (n: number, label: string, query: Query): Choice[] =>
      rule === undefined
        ? []
        : [
            {
              key: keyOf(n),
              kind: 'narrow',
              label: `${label} in “${heard.streamName}”`,
              query: print(and([rule, not(query)])),
              ruleId: heard.ruleId ?? 0,
            },
          ]
    const [domain] = why.domains
    return [
      ...narrowed(1, `never by ${why.author.handle}`, handleQuery(why.author.handle)),
      ...(domain === undefined
        ? []
        : narrowed(2, `never with links to ${domain}`, { type: 'field', field: 'url', value: domain })),
      {
        key: keyOf(3),
        kind: 'change' as const,
        label: `Change the rule “${heard.streamName}” …`,
        query: heard.rule,
        ruleId: heard.ruleId,
      },
    ]
  })
}
