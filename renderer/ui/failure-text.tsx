import { asFailure, type FailureShape } from '#shared/failure'
import { failureWords } from './failure-words.ts'

/** A failure in words, where it happened: what went wrong and what helps. Takes a shape or anything thrown. */
export function FailureText({
  failure,
  className,
}: {
  failure: FailureShape | Error
  className?: string | undefined
}) {
  const { sentence, help } = failureWords(failure instanceof Error ? asFailure(failure).toShape() : failure)
  return (
    <span className={className} data-failure>
      {sentence}
      {help === undefined ? null : <> {help}</>}
    </span>
  )
}
