import type { Account } from '#shared/domain/account'
import type { Query } from '#shared/domain/query/ast'
import { asciiLower, isHandle, looseName } from '#shared/domain/query/subject'
import type { Stream } from '#shared/domain/stream'

/**
 * The streams that a query names: by `stream:`, `network:`, `account:` and `is:keyword`. Undefined where it names none,
 * so that any stream may bring what it finds. Pure.
 */
export function namedStreams(
  query: Query,
  streams: readonly Stream[],
  accounts: readonly Account[],
): ReadonlySet<Stream> | undefined {
  switch (query.type) {
    case 'and':
      return namedByAll(query.of, streams, accounts)
    case 'or':
      return namedByAny(query.of, streams, accounts)
    case 'field':
    case 'is': {
      const isNamed = naming(query, accounts)
      return isNamed && new Set(streams.filter(isNamed))
    }
    default:
      return undefined
  }
}

/** Every alternative has to name some, for one that names none may be brought by all. */
function namedByAny(
  parts: readonly Query[],
  streams: readonly Stream[],
  accounts: readonly Account[],
): ReadonlySet<Stream> | undefined {
  const named = new Set<Stream>()
  for (const part of parts) {
    const some = namedStreams(part, streams, accounts)
    if (some === undefined) return undefined
    for (const stream of some) named.add(stream)
  }
  return named
}

/** What all parts name, without what one of them excludes. */
function namedByAll(
  parts: readonly Query[],
  streams: readonly Stream[],
  accounts: readonly Account[],
): ReadonlySet<Stream> | undefined {
  const sets = parts.flatMap((part) => namedStreams(part, streams, accounts) ?? [])
  const [first] = sets
  if (first === undefined) return undefined
  const common = [...first].filter((stream) => sets.every((set) => set.has(stream)))
  // Several streams may have heard one item: those of `stream:bread stream:rye` have none in common and are both meant.
  const meant = common.length > 0 ? common : sets.flatMap((set) => [...set])
  const excluded = parts.flatMap((part) => (part.type === 'not' ? (naming(part.of, accounts) ?? []) : []))
  return new Set(meant.filter((stream) => !excluded.some((isExcluded) => isExcluded(stream))))
}

/** How one term names streams; undefined where it says nothing of them. */
function naming(query: Query, accounts: readonly Account[]): ((stream: Stream) => boolean) | undefined {
  if (query.type === 'is') return query.what === 'keyword' ? ({ kind }) => kind === 'keyword' : undefined
  if (query.type !== 'field') return undefined
  const { field, value } = query
  switch (field) {
    case 'stream': {
      const loose = looseName(value)
      return ({ id, name }) => String(id) === value || looseName(name) === loose
    }
    case 'network': {
      const wanted = asciiLower(value)
      return ({ network }) => network === wanted
    }
    case 'account': {
      const asked = asciiLower(value).replace(/^@/, '')
      const ids = new Set(
        accounts.flatMap(({ id, handle }) => (isHandle(handle.replace(/^@/, ''), asked) ? id : [])),
      )
      return ({ accountId }) => accountId !== undefined && ids.has(accountId)
    }
    default:
      return undefined
  }
}
