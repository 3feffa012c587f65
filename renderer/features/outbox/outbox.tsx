import { useRef, useState, type RefObject } from 'react'
import type { Outgoing } from '#shared/domain/outgoing'
import { discardOutgoing } from '../../data/actions.ts'
import { useOutbox } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Part, ScreenFrame } from '../../ui/screen.tsx'
import { OutgoingCard } from './outgoing-card.tsx'
import { sectionsOf } from './outgoing-words.ts'
import classes from './outbox.module.css'

/** Everything on its way out, and how it went: what failed stands first. */
export function Outbox() {
  const { data, error, refetch } = useOutbox()
  const [discarding, setDiscarding] = useState<Outgoing>()
  const list = useRef<HTMLDivElement>(null)
  useStepping(list)
  return (
    <ScreenFrame title="Outbox" hint={data === undefined ? undefined : summary(data)}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && sectionsOf(data).length === 0 && (
        <p className={classes.empty}>Nothing is on its way out. What you answer passes through here.</p>
      )}
      <div ref={list}>
        {sectionsOf(data ?? []).map((section) => (
          <Part key={section.name} title={section.name}>
            {section.messages.map((message) => (
              <OutgoingCard key={message.id} message={message} onDiscard={() => setDiscarding(message)} />
            ))}
          </Part>
        ))}
      </div>
      <Confirm
        opened={discarding !== undefined}
        title="Discard this message?"
        verb="Discard"
        onClose={() => setDiscarding(undefined)}
        onConfirm={async () => discarding !== undefined && (await discardOutgoing(discarding.id))}
      >
        It goes to nobody, and its words are gone for good. To keep the words, choose Edit instead.
      </Confirm>
    </ScreenFrame>
  )
}

function summary(list: readonly Outgoing[]): string {
  const failed = list.filter((message) => message.state === 'failed').length
  const handed = list.filter((message) => message.state === 'handed').length
  const going = list.filter((message) => ['held', 'queued', 'sending'].includes(message.state)).length
  return [
    failed === 0 ? '' : `${failed} not sent`,
    handed === 0 ? '' : `${handed} to confirm`,
    going === 0 ? '' : `${going} on the way`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The keys of the list walk from message to message; Tab walks through everything as ever. */
function useStepping(list: RefObject<HTMLElement | null>): void {
  const step = (by: 1 | -1) => {
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-outgoing]') ?? [])]
    const at = cards.findIndex((card) => card.contains(document.activeElement))
    cards[at === -1 ? 0 : at + by]?.focus()
  }
  useCommand('list.next', () => step(1))
  useCommand('list.previous', () => step(-1))
}
