import type { AccountLimit } from './account.ts'

/**
 * A limit in a sentence: `town.example: 120 of 300 requests left until 14:30`. `until` writes a time as the place
 * wants it, after the word "until".
 */
export function limitWords(limit: AccountLimit, until: (ms: number) => string): string {
  const what = limit.kind === '' ? 'requests' : `requests of the kind "${limit.kind}"`
  if (limit.blockedUntilMs !== undefined)
    return `${limit.host} asks to wait with ${what} until ${until(limit.blockedUntilMs)}`
  const left = limit.remaining ?? 0
  const of = limit.quota === undefined ? '' : ` of ${limit.quota.toLocaleString('en')}`
  const end = limit.resetMs === undefined ? '' : ` until ${until(limit.resetMs)}`
  return `${limit.host}: ${left.toLocaleString('en')}${of} ${what} left${end}`
}
