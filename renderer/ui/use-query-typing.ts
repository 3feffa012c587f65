import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { type Fix, type Parsed, type QueryError, readQuery } from '#shared/domain/query/parse'
import { useCommand } from '../keys/commands.ts'
import { colourRuns, type ColourRun } from './query-colour.ts'
import type { QueryFieldProps } from './query-field.tsx'
import { changeFor, type Offer, type Offers, offersAt } from './query-offers.ts'

/** An error is told after this pause, so that nobody is corrected in the middle of a word. */
const pauseMs = 600

export interface QueryTyping {
  parsed: Parsed
  runs: ColourRun[]
  /** Errors that it is time to speak of. */
  told: readonly QueryError[]
  offers: Offers
  active: number
  take: (offer: Offer) => void
  fix: (fix: Fix) => void
  inputProps: {
    onChange: (event: { currentTarget: HTMLInputElement }) => void
    onSelect: (event: { currentTarget: HTMLInputElement }) => void
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
    onPaste: (event: ClipboardEvent<HTMLInputElement>) => void
    onFocus: () => void
    onBlur: () => void
    onScroll: () => void
  }
}

/** What the field knows while somebody types: the query as understood, the list of completions, the keys. */
export function useQueryTyping(
  props: QueryFieldProps,
  input: RefObject<HTMLInputElement | null>,
  seen: RefObject<HTMLDivElement | null>,
): QueryTyping {
  const { value } = props
  const { parsed, pieces } = useMemo(() => readQuery(value), [value])
  const runs = useMemo(() => colourRuns(value, pieces, parsed.errors), [value, pieces, parsed])
  const [isFocused, setFocused] = useState(false)
  const { told, tellNow } = useTold(value, parsed, isFocused)
  const list = useOffers(props, isFocused)
  const isOpen = list.offers.list.length > 0
  // What is being completed is not wrong yet.
  const isBegun = ({ start, end }: QueryError): boolean => start <= list.cursor && list.cursor <= end
  useSameScroll(input, seen, value)

  /** Through the field itself, so that the change can be undone by its own undo. */
  const write = ({ start, end, insert }: Fix): void => {
    const field = input.current
    if (field === null) return
    field.focus()
    field.setSelectionRange(start, end)
    // Deprecated everywhere and replaced by nothing: what else is written into a field empties its undo.
    // oxlint-disable-next-line typescript/no-deprecated
    document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert)
  }
  const take = (offer: Offer): void => {
    if (offer.kind === 'forget') {
      list.close()
      props.onForget?.()
    } else if (offer.kind === 'write') {
      write(changeFor(value, list.offers, offer))
    } else {
      list.close()
      write({ start: 0, end: value.length, insert: offer.query })
      props.onSubmit?.(offer.query)
    }
  }
  const fix = parsed.errors?.find((error) => error.fix !== undefined)?.fix
  useCommand(
    'query.fix',
    () => fix !== undefined && write(fix),
    () => isFocused && fix !== undefined,
  )

  const onEnter = (event: KeyboardEvent): void => {
    const chosen = list.offers.list[list.active]
    if (chosen !== undefined) {
      event.preventDefault()
      take(chosen)
      return
    }
    if (parsed.errors !== undefined) {
      event.preventDefault()
      tellNow()
    } else if (props.onSubmit !== undefined) {
      event.preventDefault()
      list.close()
      props.onSubmit(value.trim())
    }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.altKey) return
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault()
        list.move(event.key === 'ArrowDown' ? 1 : -1)
        return
      case 'Enter':
        if (!event.ctrlKey && !event.metaKey) onEnter(event)
        return
      case 'Escape':
        if (!isOpen && props.onLeave === undefined) return
        event.preventDefault()
        if (isOpen) list.close()
        else props.onLeave?.()
        return
      case forward: {
        const offer = list.offers.list[Math.max(0, list.active)]
        if (offer?.kind !== 'write' || event.shiftKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        take(offer)
      }
    }
  }
  /** Lines become words side by side; the field by itself would join the last word of one to the first of the next. */
  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text/plain')
    const { selectionStart, selectionEnd } = event.currentTarget
    if (!/[\r\n]/.test(text)) return
    event.preventDefault()
    const insert = text.replaceAll(/\s*[\r\n]+\s*/g, ' ')
    write({ start: selectionStart ?? 0, end: selectionEnd ?? 0, insert })
  }
  return {
    parsed,
    runs,
    told: isOpen ? told.filter((error) => !isBegun(error)) : told,
    offers: list.offers,
    active: list.active,
    take,
    fix: write,
    inputProps: {
      onChange: ({ currentTarget }) => {
        list.typed(currentTarget.selectionEnd ?? 0)
        props.onChange(currentTarget.value)
      },
      onSelect: ({ currentTarget }) => list.setCursor(currentTarget),
      onKeyDown,
      onPaste,
      onFocus: () => {
        setFocused(true)
        props.onFocusChange?.(true)
      },
      onBlur: () => {
        setFocused(false)
        list.rest()
        props.onFocusChange?.(false)
      },
      onScroll: () => sameScroll(input.current, seen.current),
    },
  }
}

/** Errors are told after a pause, when the field is left, or when Enter asks; then they stay until all are gone. */
function useTold(value: string, parsed: Parsed, isFocused: boolean) {
  const [isTime, setTime] = useState(false)
  const isWrong = parsed.errors !== undefined
  if (!isWrong && isTime) setTime(false)
  useEffect(() => {
    if (!isWrong) return undefined
    const timer = setTimeout(() => setTime(true), isFocused ? pauseMs : 0)
    return () => clearTimeout(timer)
  }, [value, isWrong, isFocused])
  return { told: isTime ? (parsed.errors ?? []) : [], tellNow: () => setTime(true) }
}

/** The list: whether it is there, what it offers, and which line is chosen. */
function useOffers(props: QueryFieldProps, isFocused: boolean) {
  const { value, known, recent, onNeed } = props
  const [cursor, setCursor] = useState({ at: 0, isRange: false })
  const [mode, setMode] = useState<'idle' | 'typing' | 'asked' | 'closed'>('idle')
  const [active, setActive] = useState(-1)
  const found = useMemo(
    () => offersAt(value, Math.min(cursor.at, value.length), { known, recent, asked: mode === 'asked' }),
    [value, cursor.at, known, recent, mode],
  )
  // Before anything is typed or asked for, only what was searched for lately comes up by itself.
  const isIdle = mode === 'idle' && found.list[0]?.kind !== 'recent'
  const isShown = isFocused && !cursor.isRange && mode !== 'closed' && !isIdle
  const offers = useMemo(() => (isShown ? found : { ...found, list: [] }), [isShown, found])
  const need = isFocused ? found.need : undefined
  useEffect(() => {
    onNeed?.(need)
    // Told when what is needed is something else, whatever object says so.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [need?.field, need?.begun])
  const change = (next: typeof mode): void => {
    setMode(next)
    setActive(-1)
  }
  return {
    cursor: cursor.at,
    offers,
    active: active < offers.list.length ? active : -1,
    close: () => change('closed'),
    rest: () => change('idle'),
    typed(at: number) {
      setCursor({ at, isRange: false })
      change('typing')
    },
    setCursor({ selectionStart, selectionEnd }: HTMLInputElement) {
      setCursor({ at: selectionEnd ?? 0, isRange: selectionStart !== selectionEnd })
    },
    move(by: 1 | -1) {
      if (offers.list.length === 0) {
        if (by === 1) change('asked')
        return
      }
      // One place more than there are lines: the field itself, where nothing is chosen.
      const places = offers.list.length + 1
      setActive(((active + 1 + by + places) % places) - 1)
    },
  }
}

/** The coloured words scroll as the field does. */
function useSameScroll(
  input: RefObject<HTMLInputElement | null>,
  seen: RefObject<HTMLDivElement | null>,
  value: string,
): void {
  useLayoutEffect(() => sameScroll(input.current, seen.current), [input, seen, value])
  useEffect(() => {
    const follow = () => {
      if (document.activeElement === input.current)
        requestAnimationFrame(() => sameScroll(input.current, seen.current))
    }
    document.addEventListener('selectionchange', follow)
    return () => document.removeEventListener('selectionchange', follow)
  }, [input, seen])
}

function sameScroll(from: HTMLElement | null, to: HTMLElement | null): void {
  if (from !== null && to !== null && to.scrollLeft !== from.scrollLeft) to.scrollLeft = from.scrollLeft
}
