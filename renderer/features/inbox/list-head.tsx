import { useEffect, useRef, useState } from 'react'
import type { Source } from '#shared/contract'
import type { FailureShape } from '#shared/failure'
import { useCommand } from '../../keys/commands.ts'
import { showScreen, showSource, ui } from '../../state.ts'
import { FailureText } from '../../ui/failure-text.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './inbox.module.css'

interface Props {
  source: Source
  title: string
  detail: string
  /** How much of it was passed through, from 0 to 1; undefined where it has no end. */
  progress: number | undefined
  /** Why the search could not be understood. */
  queryFailure: FailureShape | undefined
  focusList: () => void
}

/** What is shown, how many and in which order; the search field in its place while it is used. */
export function ListHead({ source, title, detail, progress, queryFailure, focusList }: Props) {
  const searched = source.type === 'search' ? source.query : undefined
  const [typing, setTyping] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const open = typing || searched !== undefined
  useEffect(() => {
    if (typing) field.current?.select()
  }, [typing])
  useCommand('search.focus', () => {
    showScreen('inbox')
    setTyping(true)
    field.current?.focus()
  })

  if (!open) {
    return (
      <header className={classes.head}>
        <h1 className={classes.title}>
          <bdi>{title}</bdi>
        </h1>
        <span className={classes.detail}>{detail}</span>
        <button
          type="button"
          className={classes.searchButton}
          aria-label="Search"
          aria-keyshortcuts="/"
          onClick={() => setTyping(true)}
        >
          <KeyCap keys="/" />
        </button>
        {progress === undefined ? null : (
          <span className={classes.progress} style={{ width: `${progress * 100}%` }} aria-hidden />
        )}
      </header>
    )
  }
  return (
    <header className={classes.head}>
      <h1 className="visually-hidden">{title}</h1>
      <form
        role="search"
        className={classes.search}
        onSubmit={(event) => {
          event.preventDefault()
          const query = field.current?.value.trim() ?? ''
          if (query === '') return leaveSearch()
          showSource({ type: 'search', query })
          field.current?.blur()
          focusList()
        }}
      >
        <input
          key={searched}
          ref={field}
          type="search"
          className={classes.searchField}
          defaultValue={searched ?? ''}
          autoFocus={typing}
          aria-label="Search in everything stored"
          aria-invalid={queryFailure !== undefined}
          aria-describedby="search-state"
          placeholder="refund OR “late parcel” from:@ana is:question"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          onBlur={() => setTyping(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.preventDefault()
            leaveSearch()
          }}
        />
        <button
          type="button"
          className={classes.searchButton}
          onMouseDown={(event) => event.preventDefault()}
          onClick={leaveSearch}
        >
          <span className="visually-hidden">Leave the search</span>
          <KeyCap keys="Escape" />
        </button>
      </form>
      <p id="search-state" className={queryFailure === undefined ? classes.detail : classes.queryFailure}>
        {queryFailure === undefined ? detail : <FailureText failure={queryFailure} />}
      </p>
    </header>
  )

  function leaveSearch(): void {
    setTyping(false)
    if (ui().source.type === 'search') showSource(ui().before)
    focusList()
  }
}
