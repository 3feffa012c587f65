import { useRef, useState, type RefObject } from 'react'
import { Button, Textarea, UnstyledButton } from '@mantine/core'
import type { Account } from '#shared/domain/account'
import type { ConversationDetail } from '#shared/domain/conversation'
import type { NetworkManifest } from '#shared/domain/network'
import { sendReply } from '../../data/actions.ts'
import { handOffReply } from '../../data/hand-off-actions.ts'
import { useAccounts, useNetworks } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import { Problem } from '../../ui/problem.tsx'
import { CommandCap } from '../../ui/command-cap.tsx'
import { CannotReply } from './cannot-reply.tsx'
import { keptWords } from './draft-keeper.ts'
import { describedHere } from './described-here.ts'
import { HandedLines } from './handed-lines.tsx'
import { ReplyHead } from './reply-head.tsx'
import classes from './reply.module.css'
import { answeredWords, checkReply, counterWords, looksWrong, priceWords, speakersOf } from './reply-words.ts'
import { useReplyForm } from './use-reply-form.ts'
import { WarningField } from './warning-field.tsx'

/** The reply in place: who speaks, to whom and how visibly stand above the words. One box per conversation. */
export function ReplyBox({ detail }: { detail: ConversationDetail }) {
  const { data: accounts } = useAccounts()
  const { data: networks } = useNetworks()
  const focused = detail.items.find((item) => item.id === detail.focusItemId)
  if (detail.cannotReply !== undefined) {
    return <CannotReply reason={detail.cannotReply} url={focused?.url} />
  }
  if (accounts === undefined || networks === undefined) return null
  return (
    <>
      <HandedLines handed={detail.handed} />
      <Box
        key={detail.row.id}
        detail={detail}
        speakers={speakersOf(accounts, detail.speakers)}
        network={networks.find((network) => network.id === detail.row.network)}
      />
    </>
  )
}

interface BoxProps {
  detail: ConversationDetail
  speakers: readonly Account[]
  network: NetworkManifest | undefined
}

function Box({ detail, speakers, network }: BoxProps) {
  const { form, kept, suggested, change, flush, sent } = useReplyForm(detail)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [askedWarning, setAskedWarning] = useState(false)
  const focused = detail.items.find((item) => item.id === detail.focusItemId)
  const speaker = speakers.find((account) => account.id === form.accountId)
  const byHand = detail.replyWay.way === 'browser'
  const rule = detail.replyDefaults?.textRule ?? speaker?.textRule ?? network?.textRule
  const { measured, blocked } = checkReply(form, rule, suggested, {
    named: detail.replyDefaults?.named,
    byHand,
  })
  const sending = useSending(detail, { form, blocked, sent, flush, field })
  const hasWarning = askedWarning || form.warning !== ''
  useReplyCommands(box, field, sending.send, byHand)

  const typed = (next: Partial<typeof form>) => {
    sending.forget()
    change(next)
  }
  return (
    <div ref={box} className={classes.box} role="group" aria-label="Reply">
      <ReplyHead
        form={form}
        speakers={speakers}
        network={network}
        to={answeredWords(focused)}
        theirVisibility={focused?.visibility}
        visibilities={detail.replyDefaults?.visibilities ?? []}
        byHand={byHand}
        onChange={typed}
      />
      {byHand && (
        <p id="reply-by-hand" className={classes.byHand}>
          {detail.replyWay.reason}
        </p>
      )}
      {hasWarning && (
        <WarningField
          value={form.warning}
          asked={askedWarning}
          onLeave={() => void flush()}
          onChange={(warning) => typed({ warning })}
        />
      )}
      <Textarea
        ref={field}
        classNames={{ input: classes.field }}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={10}
        dir="auto"
        {...describedHere}
        aria-label={`Reply to ${answeredWords(focused)}`}
        aria-describedby={byHand ? 'reply-by-hand reply-count reply-kept' : 'reply-count reply-kept'}
        aria-invalid={looksWrong(measured)}
        placeholder="Answer in your own words"
        readOnly={sending.busy}
        value={form.text}
        onBlur={() => void flush()}
        onChange={(event) => typed({ text: event.currentTarget.value })}
      />
      <SendProblem blocked={sending.tried ? blocked : undefined} error={sending.error} />
      <div className={classes.bar}>
        <span id="reply-count" className={looksWrong(measured) ? classes.over : undefined}>
          {measured === undefined ? '' : counterWords(measured)}
        </span>
        {detail.sendPrice !== undefined && (
          <span className={classes.price} aria-live="polite">
            {priceWords(detail.sendPrice, form.text)}
          </span>
        )}
        <span id="reply-kept">{keptWords(kept)}</span>
        {network?.speaks.contentWarning === true && !hasWarning && (
          <UnstyledButton className={classes.textButton} onClick={() => setAskedWarning(true)}>
            add a warning
          </UnstyledButton>
        )}
        {byHand ? (
          <HandOffButton
            busy={sending.busy}
            hasWords={form.text.trim() !== ''}
            onHand={() => sending.send(false)}
          />
        ) : (
          <SendButtons busy={sending.busy} onSend={sending.send} />
        )}
      </div>
    </div>
  )
}

function SendButtons({ busy, onSend }: { busy: boolean; onSend: (thenDone: boolean) => void }) {
  return (
    <div className={classes.send}>
      <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => onSend(false)}>
        Send&nbsp; <CommandCap id="reply.send" />
      </Button>
      <Button size="compact-sm" loading={busy} onClick={() => onSend(true)}>
        Send and done&nbsp; <CommandCap id="reply.sendDone" />
      </Button>
    </div>
  )
}

function HandOffButton({ busy, hasWords, onHand }: { busy: boolean; hasWords: boolean; onHand: () => void }) {
  return (
    <div className={classes.send}>
      <Button size="compact-sm" loading={busy} onClick={onHand}>
        {hasWords ? 'Copy and open in browser' : 'Open in browser'}&nbsp; <CommandCap id="reply.send" />
      </Button>
    </div>
  )
}

function SendProblem({ blocked, error }: { blocked: string | undefined; error: unknown }) {
  if (blocked === undefined && error === undefined) return null
  return (
    <div className={classes.problem} role="alert">
      {blocked ?? <Problem error={error} lead="Not sent" />}
    </div>
  )
}

interface Sending {
  busy: boolean
  /** Sending was tried with this text; what blocks it is said from then on. */
  tried: boolean
  error: unknown
  forget: () => void
  send: (thenDone: boolean) => void
}

function useSending(
  detail: ConversationDetail,
  {
    form,
    blocked,
    sent,
    flush,
    field,
  }: {
    form: ReturnType<typeof useReplyForm>['form']
    blocked: string | undefined
    sent: () => void
    flush: () => Promise<void>
    field: RefObject<HTMLTextAreaElement | null>
  },
): Sending {
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<unknown>()
  const send = async (thenDone: boolean) => {
    if (busy) return
    setTried(true)
    const byHand = detail.replyWay.way === 'browser'
    if (blocked !== undefined || (!byHand && form.accountId === undefined)) return field.current?.focus()
    setBusy(true)
    // What is typed is kept first, so that no late save brings back as a draft what has been sent.
    await flush()
    try {
      await say(detail, form, thenDone)
      // First settled, then left: leaving a field keeps its words, and these are said now.
      sent()
      field.current?.blur()
      setTried(false)
      setError(undefined)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const forget = () => {
    setTried(false)
    setError(undefined)
  }
  return { busy, tried, error, forget, send: (thenDone) => void send(thenDone) }
}

/** Into the outbox, or into the browser. Throws a Failure. */
async function say(
  detail: ConversationDetail,
  form: ReturnType<typeof useReplyForm>['form'],
  thenDone: boolean,
): Promise<void> {
  const { text, purpose, accountId } = form
  const answered = { conversationId: detail.row.id, inReplyTo: detail.focusItemId }
  if (detail.replyWay.way === 'browser') return handOffReply({ ...answered, accountId, text, purpose })
  if (accountId === undefined) return
  const warning = form.warning.trim() === '' ? undefined : form.warning
  await sendReply({ ...form, ...answered, accountId, warning, thenDone })
}

function useReplyCommands(
  box: RefObject<HTMLDivElement | null>,
  field: RefObject<HTMLTextAreaElement | null>,
  send: (thenDone: boolean) => void,
  byHand: boolean,
): void {
  // Only from inside the box: a key pressed elsewhere must never publish a draft that is out of sight.
  const isInside = () => box.current?.contains(document.activeElement) === true
  useCommand('reply.start', () => {
    const area = field.current
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
  })
  useCommand('reply.purpose', () => box.current?.querySelector<HTMLElement>('[data-purpose]')?.focus())
  useCommand('reply.send', () => send(false), isInside)
  // Whether it is posted is not known when the browser opens, so that nothing is done by then.
  useCommand(
    'reply.sendDone',
    () => send(true),
    () => !byHand && isInside(),
  )
}
