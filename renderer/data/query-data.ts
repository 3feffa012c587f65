import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { FieldName } from '#shared/domain/query/ast'
import type { KnownNames } from '#shared/domain/query/complete'
import { parseQuery } from '#shared/domain/query/parse'
import { asFailure } from '#shared/failure'
import type { Preview } from '../ui/query-preview.tsx'
import { core } from './client.ts'
import { keys } from './keys.ts'

/** What a query field needs of the store: names to complete, and what a query would find. */

const typingMs = 150

/** The value, once it has not changed for a moment. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}

type Need = { field: FieldName; begun: string } | undefined

/** Names for a QueryField: hand both parts to it. Handles are asked for as they are written. */
export function useQueryNames(): { known: KnownNames; onNeed: (need: Need) => void } {
  const [need, setNeed] = useState<Need>()
  const field = need?.field
  const begun = need?.begun ?? ''
  const few = useQuery({
    queryKey: keys.queryNames(undefined, ''),
    queryFn: () => core.call('query.names', {}),
  }).data
  const asked = useQuery({
    queryKey: keys.queryNames(field, begun),
    queryFn: () => core.call('query.names', { field, begun }),
    enabled: field !== undefined && begun !== '',
    placeholderData: keepPreviousData,
  }).data
  const known = useMemo(() => ({ ...few, ...(field === undefined ? {} : asked) }), [few, asked, field])
  return { known, onNeed: useCallback((next: Need) => setNeed(next), []) }
}

/** The query as it is asked when typing pauses; what was found for other words is no answer to none or to wrong ones. */
function useTyped(query: string): { settled: string; isAsked: boolean; isMute: boolean } {
  const settled = useSettled(query.trim(), typingMs)
  const isMute = query.trim() === '' || parseQuery(query).errors !== undefined
  return { settled, isAsked: !isMute && settled === query.trim(), isMute }
}

/** What a query would find, asked when typing pauses; nothing while it is empty or wrong. */
export function useQueryPreview(
  query: string,
  limit = 3,
): { preview: Preview | undefined; failure: ReturnType<typeof failureOf> } {
  const { settled, isAsked, isMute } = useTyped(query)
  const { data, error } = useQuery({
    queryKey: keys.queryPreview(settled, limit),
    queryFn: () => core.call('query.preview', { query: settled, limit }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  return { preview: isMute ? undefined : data, failure: isMute ? undefined : failureOf(error) }
}

/** What a mute would keep out of the lanes, asked when typing pauses; nothing while it is empty or wrong. */
export function useMutePreview(query: string) {
  const { settled, isAsked, isMute } = useTyped(query)
  const { data, error } = useQuery({
    queryKey: keys.mutePreview(settled),
    queryFn: () => core.call('mutes.preview', { query: settled }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  return { preview: isMute ? undefined : data, failure: isMute ? undefined : failureOf(error) }
}

function failureOf(error: Error | null) {
  return error === null ? undefined : asFailure(error).toShape()
}

/** Where the words of what is shown stand in a conversation's items, by item; nothing where no query is shown. */
export function useMarks(conversationId: number, query: string | undefined) {
  const { data } = useQuery({
    queryKey: keys.marks(conversationId, query ?? ''),
    queryFn: () => core.call('query.marks', { query: query ?? '', conversationId }),
    enabled: query !== undefined,
  })
  return useMemo(
    () => (query === undefined ? undefined : new Map(data?.map(({ itemId, matched }) => [itemId, matched]))),
    [data, query],
  )
}
