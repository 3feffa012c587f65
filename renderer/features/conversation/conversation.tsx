import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ConversationDetail } from '#shared/domain/conversation'
import { fetchThread, markRead, openExternal } from '../../data/actions.ts'
import { useConversation, useNetworks, useShownQuery } from '../../data/queries.ts'
import { useMarks } from '../../data/query-data.ts'
import { runCommand, useCommand } from '../../keys/commands.ts'
import { Problem } from '../../ui/problem.tsx'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import { openableUrl } from '../../ui/segments.ts'
import { ConversationHead } from './conversation-head.tsx'
import classes from './conversation.module.css'
import { sectionIds, type SectionName } from './section.tsx'
import { SidePanel } from './side-panel.tsx'
import { Thread } from './thread.tsx'

/** Looked at for this long, a conversation is read. */
const readAfterMs = 1000

export interface ConversationProps {
  conversationId: number | undefined
  /** The reply box for a conversation; features do not know each other, so the app brings it. */
  reply: (detail: ConversationDetail) => ReactNode
}

/**
 * The conversation pane. While another conversation is fetched, the one before stays drawn but inert, so that
 * nothing jumps and nothing can be said to the wrong person.
 */
export function Conversation({ conversationId, reply }: ConversationProps) {
  const { data, error, refetch } = useConversation(conversationId)
  const [last, setLast] = useState<ConversationDetail>()
  if (data !== undefined && data !== last) setLast(data)
  useEarlyReply(conversationId, data !== undefined)
  if (conversationId === undefined)
    return <div className={classes.empty}>Choose a conversation to read it here.</div>
  if (data === undefined && error !== null) {
    return (
      <div className={classes.empty}>
        <Problem error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  const shown = data ?? last
  if (shown === undefined) return <div className={classes.pane} aria-busy="true" />
  const isHere = data !== undefined
  return (
    <section className={classes.pane} aria-label="Conversation" aria-busy={!isHere} inert={!isHere}>
      <Shown key={shown.row.id} detail={shown} isHere={isHere} />
      {isHere && <div className={classes.reply}>{reply(data)}</div>}
    </section>
  )
}

/** A reply that is begun before its conversation is drawn is begun when it is: no press is lost. */
function useEarlyReply(conversationId: number | undefined, isHere: boolean): void {
  const wanted = useRef<number>(undefined)
  useCommand(
    'reply.start',
    () => {
      wanted.current = conversationId
    },
    () => conversationId !== undefined && !isHere,
  )
  useEffect(() => {
    if (!isHere) return
    const isWanted = wanted.current === conversationId
    wanted.current = undefined
    if (isWanted) runCommand('reply.start')
  }, [conversationId, isHere])
}

function Shown({ detail, isHere }: { detail: ConversationDetail; isHere: boolean }) {
  const isWide = useMediaQuery('(min-width: 1180px)', true, { getInitialValueInEffect: false })
  const { data: networks } = useNetworks()
  const marks = useMarks(detail.row.id, useShownQuery())
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const [panelOpen, setPanelOpen] = useState(false)
  const [noteOpen, setNoteOpen] = useState(false)
  const { fetching, fetchRest } = useFetchRest(detail.row.id)
  const original = openableUrl(detail.items.find((item) => item.id === detail.focusItemId)?.url)
  const { first, showSection } = useShowSection(isWide, setPanelOpen)

  useRead(detail.row.id, isHere && detail.row.unread)
  useCommand(
    'conversation.original',
    () => openLink(original),
    () => isHere && original !== undefined,
  )
  useCommand('conversation.fetch', fetchRest, () => isHere)
  useCommand(
    'conversation.person',
    () => (isWide || !panelOpen ? showSection('person') : setPanelOpen(false)),
    () => isHere,
  )
  useCommand(
    'triage.label',
    () => showSection('tags'),
    () => isHere,
  )
  useCommand(
    'conversation.note',
    () => {
      setNoteOpen(true)
      showSection('note')
    },
    () => isHere,
  )

  const panel = (
    <SidePanel first={first} detail={detail} noteOpen={noteOpen} onNoteOpen={setNoteOpen} onLink={openLink} />
  )
  return (
    <>
      <ConversationHead
        detail={detail}
        panel={isWide ? undefined : panel}
        panelOpen={panelOpen}
        onPanel={setPanelOpen}
      />
      <div className={classes.body}>
        <Thread
          detail={detail}
          marks={marks}
          networkLabel={
            networks?.find((network) => network.id === detail.row.network)?.label ?? detail.row.network
          }
          fetching={fetching}
          unfolded={unfolded}
          onFold={(id) => setUnfolded((before) => toggled(before, id))}
          onFetch={fetchRest}
          onLink={openLink}
        />
        {isWide && (
          <ScrollRegion className={classes.side} label="About this conversation">
            {panel}
          </ScrollRegion>
        )}
      </div>
    </>
  )
}

/** Moves focus to a part of the person panel. Where it unfolds from the head, the dialog's focus trap does that. */
function useShowSection(
  isWide: boolean,
  setPanelOpen: (open: boolean) => void,
): { first: SectionName; showSection: (name: SectionName) => void } {
  const [wanted, setWanted] = useState<{ name: SectionName }>({ name: 'person' })
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!asked) return
    const section = document.getElementById(sectionIds[wanted.name])
    // Labels and notes are there to be typed; the other parts to be read.
    const field = section?.querySelector<HTMLElement>('input, textarea') ?? section
    field?.focus()
    section?.scrollIntoView({ block: 'nearest' })
  }, [asked, wanted])
  return {
    first: wanted.name,
    showSection(name) {
      if (!isWide) setPanelOpen(true)
      setWanted({ name })
      setAsked(true)
    },
  }
}

function useFetchRest(conversationId: number): { fetching: boolean; fetchRest: () => void } {
  const [fetching, setFetching] = useState(false)
  const fetchRest = () => {
    if (fetching) return
    setFetching(true)
    void fetchThread(conversationId).finally(() => setFetching(false))
  }
  return { fetching, fetchRest }
}

/** Marks as read what was looked at for a second; a window nobody looks at reads nothing. */
function useRead(conversationId: number, unread: boolean): void {
  useEffect(() => {
    if (!unread) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible')
        timer = setTimeout(() => void markRead(conversationId), readAfterMs)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [conversationId, unread])
}

function openLink(url: string | undefined): void {
  if (url !== undefined) void openExternal(url)
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
