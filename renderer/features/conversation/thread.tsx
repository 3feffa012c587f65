import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ConversationDetail } from '#shared/domain/conversation'
import type { Item } from '#shared/domain/item'
import { openWhy } from '../../dialogs.ts'
import type { ItemAct } from '#shared/domain/network'
import { useCommand } from '../../keys/commands.ts'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import classes from './conversation.module.css'
import { Gap } from './gap.tsx'
import { isNewcomer } from './person-words.ts'
import { Post } from './post.tsx'
import { act } from './post-acts.tsx'
import { missingWords, stepItem, threadEntries } from './thread-entries.ts'

export interface ThreadProps {
  detail: ConversationDetail
  /** Where the words of the search or lane in front stand, by item; absent where it has none. */
  marks: ReadonlyMap<number, ConversationDetail['row']['matched']> | undefined
  networkLabel: string
  /** The rest of the thread is being asked for. */
  fetching: boolean
  unfolded: ReadonlySet<number>
  onFold: (itemId: number) => void
  onFetch: () => void
  onLink: (url: string) => void
}

/** What was said, in order, with what is missing said in its place. */
export function Thread({
  detail,
  marks,
  networkLabel,
  fetching,
  unfolded,
  onFold,
  onFetch,
  onLink,
}: ThreadProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { items, focusItemId, missing, person, row } = detail
  const entries = useMemo(() => threadEntries(items, focusItemId, missing), [items, focusItemId, missing])
  const ids = useMemo(
    () => entries.flatMap((entry) => (entry.type === 'item' ? [entry.item.id] : [])),
    [entries],
  )
  const held = items.filter((item) => item.author.id === person.handle.id).length
  useShowFocus(scroller, row.id, focusItemId)
  useStepping(scroller, ids)
  useKeepEnd(scroller)
  const current = (): number => currentItem(scroller.current) ?? focusItemId
  useCommand('conversation.why', () => openWhy(current()))
  useCommand('triage.mute', () => openWhy(current(), 'mutes'))
  useCommand('conversation.unfold', () => onFold(currentItem(scroller.current) ?? focusItemId))
  const { actingId, onActing } = useActs(items, () => currentItem(scroller.current) ?? focusItemId)

  return (
    <ScrollRegion className={classes.thread} ref={scroller} label="Thread">
      {entries.map((entry) => {
        if (entry.type === 'missing-parent')
          return (
            <Gap
              key={`before-${entry.beforeId}`}
              words="What this answers is not here"
              busy={fetching}
              onFetch={onFetch}
            />
          )
        if (entry.type === 'missing-replies')
          return <Gap key="missing" words={missingWords(entry.count)} busy={fetching} onFetch={onFetch} />
        const { item, focus, answers, repeatsTitle } = entry
        return (
          <Post
            key={item.id}
            item={item}
            focus={focus}
            answers={answers}
            repeatsTitle={repeatsTitle}
            acting={actingId === item.id}
            onActing={onActing}
            newcomer={focus && isNewcomer(person, held)}
            matched={
              (marks === undefined && item.id === row.itemId ? row.matched : marks?.get(item.id)) ?? noMatches
            }
            networkLabel={networkLabel}
            unfolded={unfolded.has(item.id)}
            onFold={onFold}
            onLink={onLink}
          />
        )
      })}
    </ScrollRegion>
  )
}

/** The keys of what can be done to the post in front, and whose menu is open. */
function useActs(
  items: readonly Item[],
  current: () => number,
): { actingId: number | undefined; onActing: (itemId: number, open: boolean) => void } {
  const [actingId, setActingId] = useState<number>()
  const onActing = useCallback((itemId: number, open: boolean) => setActingId(open ? itemId : undefined), [])
  const inFront = (): Item | undefined => items.find((item) => item.id === current())
  const liking = (): ItemAct | undefined =>
    inFront()?.acts?.find((wanted) => wanted === 'like' || wanted === 'unlike')
  useCommand(
    'item.like',
    () => {
      const [item, wanted] = [inFront(), liking()]
      if (item !== undefined && wanted !== undefined) act(item, wanted)
    },
    () => liking() !== undefined,
  )
  useCommand(
    'item.acts',
    () => setActingId(inFront()?.id),
    () => (inFront()?.acts?.length ?? 0) > 0,
  )
  return { actingId, onActing }
}

const noMatches: ConversationDetail['row']['matched'] = []

/** A conversation opens where the item to answer can be seen. */
function useShowFocus(
  scroller: React.RefObject<HTMLDivElement | null>,
  conversationId: number,
  focusItemId: Item['id'],
) {
  useEffect(() => {
    const pane = scroller.current
    if (pane === null) return
    const post = postElement(pane, focusItemId)
    // A short thread stays at its beginning; in a long one the item to answer comes into sight.
    pane.scrollTop = 0
    post?.scrollIntoView({ block: 'nearest' })
    // Only when another conversation comes into the pane: what arrives later must not move what is read.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [conversationId])
}

/** When the reply box grows or shrinks, what stands above it stays above it. */
function useKeepEnd(scroller: React.RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    const pane = scroller.current
    if (pane === null) return
    let height = pane.clientHeight
    const observer = new ResizeObserver(() => {
      const shrunk = height - pane.clientHeight
      height = pane.clientHeight
      if (shrunk !== 0) pane.scrollTop += shrunk
    })
    observer.observe(pane)
    return () => observer.disconnect()
  }, [scroller])
}

function useStepping(scroller: React.RefObject<HTMLDivElement | null>, ids: readonly number[]) {
  const step = (by: 1 | -1) => {
    const next = stepItem(ids, currentItem(scroller.current), by)
    const post = next === undefined ? undefined : postElement(scroller.current, next)
    post?.focus({ preventScroll: true })
    post?.scrollIntoView({ block: 'nearest' })
  }
  useCommand('item.next', () => step(1))
  useCommand('item.previous', () => step(-1))
}

function postElement(pane: HTMLElement | null, itemId: number): HTMLElement | undefined {
  return pane?.querySelector<HTMLElement>(`[data-item="${itemId}"]`) ?? undefined
}

/** The post that has focus, or that holds what has it. */
function currentItem(pane: HTMLElement | null): number | undefined {
  const post = document.activeElement?.closest<HTMLElement>('[data-item]')
  if (pane === null || post === null || post === undefined || !pane.contains(post)) return undefined
  return Number(post.dataset.item)
}
