import { Tooltip } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import type { Gap, TimeRange } from '#shared/domain/coverage'
import { useCoverage } from '../../data/queries.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { barParts, barWords, holeWords, openHoles, shownDays } from './coverage-words.ts'
import classes from './coverage-bar.module.css'

const hourMs = 3_600_000

/** The last days of a stream as a thin bar: what was heard, what is being filled, what stays missing, and why. */
export function CoverageBar({ streamId, name }: { streamId: number; name: string }) {
  const now = useTicked()
  // Asked anew each hour, and when core says that streams changed.
  const startMs = Math.floor(now / hourMs) * hourMs - shownDays * 24 * hourMs
  const { data } = useCoverage(streamId, startMs, startMs + (shownDays * 24 + 1) * hourMs)
  const window = { fromMs: startMs, toMs: now }
  if (data === undefined) return <span className={classes.bar} aria-hidden />
  const holes = openHoles(data.gaps)
  const words = barWords(data, window)
  if (holes.length === 0) {
    return (
      <span className={classes.bar} role="img" aria-label={words} title={words}>
        <Parts data={data} window={window} />
      </span>
    )
  }
  return (
    <Holes name={name} words={words} reasons={holes.map((gap) => holeWords(gap, now))}>
      <Parts data={data} window={window} />
    </Holes>
  )
}

/** What the bars mean. */
export function CoverageLegend() {
  const kinds = [
    ['heard', 'heard'],
    ['filling', 'missed, being filled'],
    ['hole', 'missed for good'],
  ] as const
  return (
    <p className={classes.legend}>
      The last {shownDays} days:
      {kinds.map(([kind, words]) => (
        <span key={kind} className={classes.entry}>
          <span className={classes.swatch} aria-hidden>
            <span className={classes.part} data-kind={kind} />
          </span>
          {words}
        </span>
      ))}
    </p>
  )
}

/** A bar with holes is a button that unfolds their reasons; pointing at it or reaching it by keyboard tells them too. */
function Holes({
  name,
  words,
  reasons,
  children,
}: {
  name: string
  words: string
  reasons: readonly string[]
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const listId = useId()
  const shown = reasons.slice(0, 6)
  const label = (
    <>
      {shown.map((reason) => (
        <span key={reason} className={classes.reason}>
          {reason}
        </span>
      ))}
      {reasons.length > shown.length ? `and ${reasons.length - shown.length} more` : null}
    </>
  )
  return (
    <>
      <Tooltip
        label={label}
        multiline
        maw={420}
        position="bottom-start"
        disabled={open}
        events={{ hover: true, focus: true, touch: false }}
      >
        <button
          type="button"
          className={classes.button}
          aria-label={`${name}. ${words}`}
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.bar}>{children}</span>
        </button>
      </Tooltip>
      <ul id={listId} className={classes.reasons} hidden={!open}>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </>
  )
}

function Parts({ data, window }: { data: { ranges: TimeRange[]; gaps: Gap[] }; window: TimeRange }) {
  return (
    <>
      {barParts(data, window).map(({ kind, fromMs, start, width }) => (
        <span
          key={`${kind} ${fromMs}`}
          className={classes.part}
          data-kind={kind}
          style={{ insetInlineStart: `${start * 100}%`, width: `${width * 100}%` }}
        />
      ))}
    </>
  )
}
