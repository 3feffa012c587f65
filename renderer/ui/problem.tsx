import { Button } from '@mantine/core'
import { asFailure } from '#shared/failure'
import { FailureText } from './failure-text.tsx'
import classes from './problem.module.css'

export interface ProblemProps {
  /** Anything thrown. */
  error: unknown
  /** What did not happen: `Not sent`. */
  lead?: string
  onRetry?: () => void
}

/** A failure in words where it happened, with one way on. Read aloud when it appears. */
export function Problem({ error, lead, onRetry }: ProblemProps) {
  return (
    <div className={classes.problem} role="alert">
      <span>
        {lead === undefined ? '' : `${lead}: `}
        <FailureText failure={asFailure(error).toShape()} />
      </span>
      {onRetry !== undefined && (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
