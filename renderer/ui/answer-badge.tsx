import type { AnswerWay } from '#shared/domain/item'
import classes from './answer-badge.module.css'
import { capabilityOf, type Capability } from './answer-words.ts'

/** How a post can be answered: a sign, with its words unless `bare`; the reason is its tooltip and its name. */
export function AnswerBadge({ answer, bare = false }: { answer: AnswerWay; bare?: boolean }) {
  const { sign, words, sentence } = capabilityOf(answer)
  return (
    <span
      className={bare ? `${classes.badge} ${classes.bare}` : classes.badge}
      role="img"
      aria-label={sentence}
      title={sentence}
    >
      <Sign sign={sign} />
      {bare ? null : words}
    </span>
  )
}

const paths: Record<Capability['sign'], string> = {
  // An arrow that comes back, one that leaves a frame, and an eye.
  here: 'M6.5 3 2.5 7l4 4 M3 7h6.5a4 4 0 0 1 4 4v2',
  browser: 'M7 3.5H3v9.5h9.5V9 M9.5 2.5h4v4 M13.5 2.5 7.5 8.5',
  none: 'M1.5 8C3.2 5.2 5.4 3.8 8 3.8S12.8 5.2 14.5 8c-1.7 2.8-3.9 4.2-6.5 4.2S3.2 10.8 1.5 8Z M8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z',
}

function Sign({ sign }: { sign: Capability['sign'] }) {
  return (
    <svg className={classes.sign} viewBox="0 0 16 16" aria-hidden focusable="false">
      <path d={paths[sign]} />
    </svg>
  )
}
