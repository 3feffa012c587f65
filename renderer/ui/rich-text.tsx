import { Fragment, type ReactNode } from 'react'
import type { Span } from '#shared/domain/text'
import { directionOf } from './direction.ts'
import classes from './rich-text.module.css'
import { openableUrl, segments, type Range, type Run, type Segment } from './segments.ts'

export interface RichTextProps {
  text: string
  spans: readonly Span[]
  /** Ranges that a rule matched; they are marked. */
  matched?: readonly Range[]
  /** Opens a web or mail address in the user's browser. Other schemes never get here. */
  onLink: (url: string) => void
  className?: string | undefined
  lang?: string | undefined
}

/**
 * Draws what somebody wrote: plain text with typed spans becomes elements, never markup. Line breaks are
 * kept, the direction follows the script, and nothing is loaded from anywhere.
 */
export function RichText({ text, spans, matched = [], onLink, className, lang }: RichTextProps) {
  return (
    <div
      className={className === undefined ? classes.text : `${classes.text} ${className}`}
      dir={directionOf(text)}
      lang={lang}
    >
      {segments(text, spans, matched).map((segment) => (
        <Fragment key={segment.start}>{elementOf(segment, onLink)}</Fragment>
      ))}
    </div>
  )
}

function elementOf(segment: Segment, onLink: (url: string) => void): ReactNode {
  const inner = runs(segment.runs)
  const { span } = segment
  switch (span?.type) {
    case undefined:
      return inner
    case 'link':
    case 'mention':
    case 'hashtag':
      return <LinkTo span={span} inner={inner} onLink={onLink} />
    case 'quote':
      return <q className={classes.quote}>{inner}</q>
    case 'code':
      return <code className={classes.code}>{inner}</code>
    case 'strong':
      return <strong>{inner}</strong>
    case 'emphasis':
      return <em>{inner}</em>
    case 'emoji':
      return <span title={segment.text}>{inner}</span>
  }
}

/** A link that may be opened is a link; one that may not is told apart by its look only. */
function LinkTo({ span, inner, onLink }: { span: Span; inner: ReactNode; onLink: (url: string) => void }) {
  const url = openableUrl(span.href)
  if (url === undefined) return <span className={classes.name}>{inner}</span>
  return (
    <a
      href={url}
      title={url}
      className={span.type === 'link' ? classes.link : classes.name}
      rel="noreferrer noopener"
      onClick={(event) => {
        event.preventDefault()
        onLink(url)
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      {inner}
    </a>
  )
}

function runs(list: readonly Run[]): ReactNode {
  return list.map((run, index) => (
    // Runs have no identity besides their place.
    // oxlint-disable-next-line no-array-index-key
    <Fragment key={index}>
      {run.marked ? <mark className={classes.mark}>{run.text}</mark> : run.text}
    </Fragment>
  ))
}
