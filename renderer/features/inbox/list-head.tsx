import { useEffect, useRef, useState } from 'react'
import type { Source } from '#shared/contract'
import { explainQuery } from '#shared/domain/query/explain'
import { parseQuery } from '#shared/domain/query/parse'
import type { FailureShape } from '#shared/failure'
import { changeSettings } from '../../data/actions.ts'
import { useAppState } from '../../data/queries.ts'
import { useQueryNames, useQueryPreview } from '../../data/query-data.ts'
import { openLane, openRule } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import type { CommandId } from '../../keys/keymap.ts'
import { showScreen, showSource, ui } from '../../state.ts'
import { ariaKeysOf, CommandCap } from '../../ui/command-cap.tsx'
import { FailureText } from '../../ui/failure-text.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { withRecent } from '../../ui/query-offers.ts'
import { QueryPreview } from '../../ui/query-preview.tsx'
import classes from './inbox.module.css'

interface Props {
  source: Source
  title: string
  detail: string
  /** How much of it was passed through, from 0 to 1; undefined where it has no end. */
  progress: number | undefined
  /** What the lane holds, in the query language. */
  query: string | undefined
  /** Why the search could not be understood. */
  queryFailure: FailureShape | undefined
  focusList: () => void
}

/** What is shown, how many and in which order; the search field in its place while it is used. */
export function ListHead(props: Props) {
  const { source } = props
  const searched = source.type === 'search' ? source.query : undefined
  const [isTyping, setTyping] = useState(false)
  /** What was typed and not searched for yet. */
  const [draft, setDraft] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const isOpen = isTyping || searched !== undefined || (draft ?? '') !== ''
  useEffect(() => {
    if (!isTyping) return
    field.current?.focus()
    field.current?.select()
  }, [isTyping])
  useCommand('search.focus', () => {
    showScreen('inbox')
    setTyping(true)
    field.current?.focus()
    field.current?.select()
  })
  if (!isOpen) return <PlainHead {...props} onSearch={() => setTyping(true)} />

  const leave = (): void => {
    setTyping(false)
    setDraft(undefined)
    if (ui().source.type === 'search') showSource(ui().before)
    props.focusList()
  }
  return (
    <SearchHead
      {...props}
      value={draft ?? searched ?? ''}
      searched={searched}
      inputRef={field}
      onChange={setDraft}
      onSearch={(query) => {
        if (query === '') return leave()
        setDraft(undefined)
        setTyping(false)
        showSource({ type: 'search', query })
        field.current?.blur()
        props.focusList()
      }}
      onLeave={leave}
      onFocusChange={(focused) => {
        if (!focused) setTyping(false)
      }}
    />
  )
}

function PlainHead({ source, title, detail, progress, query, onSearch }: Props & { onSearch: () => void }) {
  const { ast } = parseQuery(query ?? '')
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>
        <bdi>{title}</bdi>
      </h1>
      <span className={classes.detail}>{detail}</span>
      <span className={classes.headActs}>
        {source.type === 'own-lane' ? (
          <HeadAct command="lane.edit" onAct={() => openLane({ id: source.id })}>
            Edit
          </HeadAct>
        ) : null}
        <button
          type="button"
          className={classes.searchButton}
          aria-label="Search"
          aria-keyshortcuts="/"
          onClick={onSearch}
        >
          <KeyCap keys="/" />
        </button>
      </span>
      {progress === undefined ? null : (
        <span className={classes.progress} style={{ width: `${progress * 100}%` }} aria-hidden />
      )}
      {query === undefined || ast === undefined ? null : (
        <p className={classes.laneQuery} title={`Holds ${explainQuery(ast)}`} dir="auto">
          {query}
        </p>
      )}
    </header>
  )
}

interface SearchHeadProps extends Props {
  value: string
  searched: string | undefined
  inputRef: React.RefObject<HTMLInputElement | null>
  onChange: (value: string) => void
  onSearch: (query: string) => void
  onLeave: () => void
  onFocusChange: (focused: boolean) => void
}

function SearchHead({ title, detail, queryFailure, value, searched, onSearch, ...props }: SearchHeadProps) {
  const recent = useAppState().data?.settings.recentSearches ?? none
  const names = useQueryNames()
  const query = value.trim()
  const isNew = query !== (searched ?? '')
  const found = useQueryPreview(isNew ? query : '', 1)
  const isReady = query !== '' && parseQuery(query).errors === undefined
  const isHere = (): boolean => ui().screen === 'inbox' && isReady
  useCommand('search.keep', () => openLane({ query }), isHere)
  useCommand('search.listen', () => openRule({ query }), isHere)
  return (
    <header className={classes.head}>
      <h1 className="visually-hidden">{title}</h1>
      <div role="search" className={classes.search}>
        <QueryField
          label="Search in everything stored"
          hidesLabel
          value={value}
          onChange={props.onChange}
          onSubmit={(asked) => {
            if (asked !== '') void changeSettings({ recentSearches: withRecent(recent, asked) })
            onSearch(asked)
          }}
          onLeave={props.onLeave}
          onFocusChange={props.onFocusChange}
          inputRef={props.inputRef}
          recent={recent}
          onForget={() => void changeSettings({ recentSearches: [] })}
          placeholder="refund OR “late parcel” from:@ana is:question"
          preview={isNew ? <QueryPreview {...found} brief /> : undefined}
          {...names}
        />
        <button
          type="button"
          className={classes.leaveSearch}
          onMouseDown={(event) => event.preventDefault()}
          onClick={props.onLeave}
        >
          <span className="visually-hidden">Leave the search</span>
          <KeyCap keys="Escape" />
        </button>
      </div>
      <div className={classes.searchFoot}>
        <p className={queryFailure === undefined ? classes.detail : classes.queryFailure}>
          {queryFailure === undefined ? isNew ? '' : detail : <FailureText failure={queryFailure} />}
        </p>
        {isReady ? (
          <>
            <HeadAct command="search.keep" onAct={() => openLane({ query })}>
              Keep as a lane
            </HeadAct>
            <HeadAct command="search.listen" onAct={() => openRule({ query })}>
              Listen for this
            </HeadAct>
          </>
        ) : null}
      </div>
    </header>
  )
}

const none: readonly string[] = []

interface HeadActProps {
  command: CommandId
  onAct: () => void
  children: string
}

function HeadAct({ command, onAct, children }: HeadActProps) {
  return (
    <button
      type="button"
      className={classes.headAct}
      aria-keyshortcuts={ariaKeysOf(command)}
      // The field keeps its focus until the act takes it.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onAct}
    >
      {children} <CommandCap id={command} />
    </button>
  )
}
