import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Why, WhyHeard } from '#shared/domain/why'
import { core } from '../../data/client.ts'
import { keys, useNetworks } from '../../data/queries.ts'
import { addMute, changeRule } from '../../data/rule-actions.ts'
import { attempt, openExternal } from '../../data/actions.ts'
import { closeWhy, openRule, useDialogs } from '../../dialogs.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Problem } from '../../ui/problem.tsx'
import { RichText } from '../../ui/rich-text.tsx'
import { useLast } from '../../ui/use-last.ts'
import { muteChoices, ruleChoices, type Choice } from './why-choices.ts'
import { callWords, filteredWords, howWords } from './why-words.ts'
import classes from './why.module.css'

/** Why an item is here, and what could be done about it, each by one key. Drawn once, by the app. */
export function WhyDialog() {
  const asked = useDialogs((state) => state.why)
  const shown = useLast(asked)
  return (
    <Modal
      opened={asked !== undefined}
      onClose={closeWhy}
      title={shown?.only === 'mutes' ? 'Mute …' : 'Why is this here?'}
      size="lg"
      yOffset="9vh"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown !== undefined && <Shown key={shown.itemId} itemId={shown.itemId} only={shown.only} />}
    </Modal>
  )
}

function Shown({ itemId, only }: { itemId: number; only: 'mutes' | undefined }) {
  const { data, error, refetch } = useQuery({
    queryKey: keys.why(itemId),
    queryFn: () => core.call('items.why', { id: itemId }),
  })
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <div className={classes.waiting} aria-busy="true" />
  const choices = only === 'mutes' ? muteChoices(data) : [...ruleChoices(data), ...muteChoices(data)]
  return (
    <>
      {only === undefined && <Reasons why={data} />}
      <Choices choices={choices} />
    </>
  )
}

function Reasons({ why }: { why: Why }) {
  const { data: networks } = useNetworks()
  const matched = why.heard.flatMap((one) => one.matched)
  return (
    <div className={classes.reasons}>
      {why.text !== '' && (
        <RichText
          className={classes.words}
          text={why.text}
          spans={[]}
          matched={matched}
          onLink={(url) => void openExternal(url)}
        />
      )}
      {why.archive !== undefined && (
        <p>
          It was in the archive <bdi>{why.archive.name}</bdi>, imported <Moment ms={why.archive.atMs} />.
        </p>
      )}
      {why.heard.length === 0 && why.archive === undefined && (
        <p>It came with the thread of something that was heard.</p>
      )}
      {why.heard.map((heard) => (
        <Reason
          key={heard.streamId}
          heard={heard}
          how={howWords(heard, networks ?? [])}
          call={callWords(heard, networks ?? [])}
        />
      ))}
      {why.mutedBy !== undefined && (
        <p>
          It stands in no lane, because <code className={classes.rule}>{why.mutedBy.query}</code> is muted.
        </p>
      )}
    </div>
  )
}

function Reason({ heard, how, call }: { heard: WhyHeard; how: string; call: string }) {
  const filtered = filteredWords(heard)
  return (
    <p>
      <b>
        <bdi>{heard.streamName}</bdi>
      </b>{' '}
      {heard.rule !== '' && heard.rule !== heard.streamName && (
        <>
          <code className={classes.rule}>{heard.rule}</code>{' '}
        </>
      )}
      heard it {how}, <Moment ms={heard.fetchedMs} />.{filtered === '' ? '' : ` ${filtered}.`}
      {call === '' ? null : <span className={classes.call}>{call}</span>}
    </p>
  )
}

/** The choices with their keys; the effect of the one in focus is previewed below. */
function Choices({ choices }: { choices: readonly Choice[] }) {
  const [current, setCurrent] = useState<Choice | undefined>(choices[0])
  const list = useRef<HTMLUListElement>(null)
  // The dialog was opened before there was anything to choose.
  useEffect(() => list.current?.querySelector('button')?.focus(), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return
      const choice = choices.find((one) => one.key === event.key)
      const by =
        event.key === 'ArrowDown' || event.key === 'j'
          ? 1
          : event.key === 'ArrowUp' || event.key === 'k'
            ? -1
            : 0
      if (choice === undefined && by === 0) return
      event.preventDefault()
      event.stopPropagation()
      if (choice !== undefined) act(choice)
      else focusNext(list.current, by)
    }
    // On the window, so that a quick "m a" does not fall between the opening and the first draw.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [choices])
  return (
    <>
      <ul className={classes.choices} ref={list}>
        {choices.map((choice) => (
          <li key={`${choice.kind} ${String(choice.ruleId)} ${choice.query}`}>
            <button
              type="button"
              className={classes.choice}
              onFocus={() => setCurrent(choice)}
              onMouseEnter={() => setCurrent(choice)}
              onClick={() => act(choice)}
            >
              {choice.key === undefined ? null : <KeyCap keys={choice.key} />}
              <span>
                {choice.kind === 'mute' ? 'Mute ' : choice.kind === 'narrow' ? 'Rule: ' : ''}
                <bdi>{choice.label}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className={classes.preview} role="status">
        {current !== undefined && <Effect choice={current} />}
      </p>
    </>
  )
}

function act(choice: Choice): void {
  closeWhy()
  const { ruleId } = choice
  if (choice.kind === 'mute') void addMute(choice.query)
  else if (ruleId !== undefined && choice.kind === 'narrow')
    void attempt('Rule not changed', () => changeRule({ id: ruleId, query: choice.query }))
  else if (ruleId !== undefined) openRule({ ruleId })
}

/** What a choice would do, asked of the store before it is done. */
function Effect({ choice }: { choice: Choice }) {
  const { data } = useQuery({
    queryKey: ['effect', choice.kind, choice.ruleId, choice.query],
    queryFn: async () => effectWords(choice),
    staleTime: 0,
  })
  return data
}

async function effectWords(choice: Choice): Promise<string> {
  if (choice.kind === 'change') return 'Opens the rule with a rehearsal of every change.'
  if (choice.kind === 'mute') {
    const { conversations: n, capped } = await core.call('mutes.preview', { query: choice.query })
    const many = `${n}${capped ? ' or more' : ''}`
    return n === 0
      ? 'No open conversation leaves the lanes; what comes later is kept out of them.'
      : `${many} open ${n === 1 ? 'conversation leaves' : 'conversations leave'} the lanes. Nothing is removed.`
  }
  const { kept, lost } = await core.call('rules.compare', { id: choice.ruleId ?? 0, query: choice.query })
  return `Of the last 30 days it would not have heard ${lost} of ${kept + lost}.`
}

function focusNext(list: HTMLElement | null, by: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[(at + by + buttons.length) % buttons.length]?.focus()
}
