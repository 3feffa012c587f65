import type { calls, Output } from '#shared/contract'
import type { ConversationRow } from '#shared/domain/conversation'
import { directionOf } from './direction.ts'
import { FailureText } from './failure-text.tsx'
import { foundWords } from './found-words.ts'
import classes from './query-preview.module.css'
import { segments } from './segments.ts'
import { TimeAgo } from './time-ago.tsx'
import type { FailureShape } from '#shared/failure'

export type Preview = Output<typeof calls, 'query.preview'>

export interface QueryPreviewProps {
  /** Absent until the first answer is there; the one before stays while the next is asked. */
  preview: Preview | undefined
  failure?: FailureShape | undefined
  /** Only how many. */
  brief?: boolean
}

/** How many a query finds, and the newest few of them. */
export function QueryPreview({ preview, failure, brief = false }: QueryPreviewProps) {
  if (failure !== undefined) {
    return (
      <p className={classes.count} role="status">
        <FailureText failure={failure} />
      </p>
    )
  }
  if (preview === undefined) return null
  return (
    <div className={classes.preview}>
      <p className={classes.count} role="status">
        {foundWords(preview)}
      </p>
      {brief ? null : <PreviewRows rows={preview.rows} />}
    </div>
  )
}

/** A few of what was found, a line each. */
export function PreviewRows({ rows }: { rows: readonly ConversationRow[] }) {
  if (rows.length === 0) return null
  return (
    <ul className={classes.rows} aria-label="The newest of them">
      {rows.map((row) => (
        <PreviewRow key={row.id} row={row} />
      ))}
    </ul>
  )
}

function PreviewRow({ row }: { row: ConversationRow }) {
  const text = row.warning ?? row.text
  const matched = row.warning === undefined ? row.matched : []
  return (
    <li className={classes.row}>
      <span className={classes.who}>
        <bdi className={classes.name}>{row.author.name === '' ? row.author.handle : row.author.name}</bdi>
        <TimeAgo ms={row.createdMs} />
      </span>
      <span className={classes.text} dir={directionOf(text)}>
        {segments(text, [], matched).flatMap((segment) =>
          segment.runs.map((run, index) =>
            run.marked ? <mark key={`${String(segment.start)}.${String(index)}`}>{run.text}</mark> : run.text,
          ),
        )}
      </span>
    </li>
  )
}
