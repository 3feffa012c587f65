import type { Health as HealthState } from '#shared/domain/stream'
import classes from './health-dot.module.css'

/** Health of a stream as a dot. Colour and form differ, and the words are read to those who see neither. */
export function Health({ health, words }: { health: HealthState; words: string }) {
  return (
    <span className={classes.dot} data-health={health}>
      <span className="visually-hidden">{words}: </span>
    </span>
  )
}
