import { Button } from '@mantine/core'
import type { Outgoing } from '#shared/domain/outgoing'
import { openExternal, retrySending } from '../../data/actions.ts'
import { confirmPosted, handOffOutgoing } from '../../data/hand-off-actions.ts'
import { useNetworks } from '../../data/queries.ts'
import { takeBack } from '../../data/take-back.ts'
import { openConversation } from '../../state.ts'
import { FailureText } from '../../ui/failure-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { NetworkDot } from '../../ui/network-dot.tsx'
import classes from './outbox.module.css'
import { actsOf, stateWords, type OutgoingAct } from './outgoing-words.ts'

/** One message: its state, who speaks to whom, the words, what went wrong, and what can be done. */
export function OutgoingCard({ message, onDiscard }: { message: Outgoing; onDiscard: () => void }) {
  const { data: networks } = useNetworks()
  const network = networks?.find((one) => one.id === message.network)
  return (
    <article
      className={classes.card}
      data-outgoing
      tabIndex={-1}
      aria-label={`${stateWords(message)}, ${message.isPost ? 'a post' : `to ${message.to}`}`}
    >
      <div className={classes.top}>
        <span className={message.state === 'failed' ? classes.failed : classes.state}>
          {stateWords(message)}
        </span>
        {message.state === 'queued' && message.dueMs !== undefined && (
          <span>
            <Moment ms={message.dueMs} />
          </span>
        )}
        <span className={classes.who}>
          {network !== undefined && <NetworkDot network={network} />}{' '}
          {speakerWords(message) !== undefined && <bdi>{speakerWords(message)}</bdi>}
          {message.isPost ? ' · a post' : <Answered handle={message.to} />}
          {message.visibility === undefined ? '' : ` · ${message.visibility}`}
          {message.purpose === undefined ? '' : ` · ${message.purpose}`}
        </span>
        <span className={classes.time}>
          <Moment ms={message.updatedMs} />
        </span>
      </div>
      {message.warning !== undefined && <p className={classes.warning}>Warning: {message.warning}</p>}
      <p className={classes.text} dir="auto">
        {message.text}
      </p>
      {message.failure !== undefined && message.state !== 'sent' && (
        <p className={classes.failure}>
          <FailureText failure={message.failure} />
        </p>
      )}
      <div className={classes.acts}>
        {actsOf(message).map((act) => (
          <Button
            key={act}
            size="compact-xs"
            variant={act === firstActOf(message) ? 'filled' : 'default'}
            onClick={() => perform(act, message, onDiscard)}
          >
            {names[act]}
          </Button>
        ))}
        <ToConversation id={message.conversationId} />
      </div>
    </article>
  )
}

function Answered({ handle }: { handle: string }) {
  return (
    <>
      {' '}
      to <bdi>{handle}</bdi>
    </>
  )
}

/** A post that has not been said yet stands in none. */
function ToConversation({ id }: { id: number | undefined }) {
  if (id === undefined) return null
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => openConversation(id)}>
      Conversation
    </Button>
  )
}

/** Who speaks; by hand it is whoever is signed in in the browser. */
function speakerWords(message: Outgoing): string | undefined {
  return (
    message.accountHandle ??
    (message.state === 'handed' || message.tries === 0 ? undefined : 'an account that is gone')
  )
}

const names: Record<OutgoingAct, string> = {
  retry: 'Send again',
  hand: 'Copy and open in browser',
  posted: 'Yes, it is posted',
  notPosted: 'No, back to the draft',
  again: 'Open again',
  edit: 'Edit',
  discard: 'Discard …',
  open: 'Open in browser',
}

/** The act that helps most; nothing stands out where all is well. */
function firstActOf(message: Outgoing): OutgoingAct | undefined {
  return message.state === 'failed' || message.state === 'handed' ? actsOf(message)[0] : undefined
}

function perform(act: OutgoingAct, message: Outgoing, onDiscard: () => void): void {
  switch (act) {
    case 'retry':
      return void retrySending(message.id)
    case 'hand':
    case 'again':
      return void handOffOutgoing(message.id)
    case 'posted':
      return void confirmPosted(message.id, true)
    case 'notPosted':
      return void confirmPosted(message.id, false)
    case 'edit':
      return void takeBack(message.id)
    case 'discard':
      return onDiscard()
    case 'open':
      return void openExternal(message.sentUrl ?? '')
  }
}
