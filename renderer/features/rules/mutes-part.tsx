import { Button } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useMutes } from '../../data/queries.ts'
import { addMute, removeMute } from '../../data/rule-actions.ts'
import { showSource } from '../../state.ts'
import { useQueryNames } from '../../data/query-data.ts'
import { Moment } from '../../ui/moment.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { Part } from '../../ui/screen.tsx'
import { ruleProblem } from './rule-form.ts'
import classes from './rules.module.css'

const somewhere = new Set(['everywhere'])

/** What is kept out of the lanes, and how to end it. */
export function MutesPart() {
  const { data: mutes } = useMutes()
  const [query, setQuery] = useState('')
  const names = useQueryNames()
  const problem = query.trim() === '' ? undefined : ruleProblem(query, somewhere)
  const mute = async (event: FormEvent) => {
    event.preventDefault()
    if (query.trim() === '' || problem !== undefined) return
    if (await addMute(query)) setQuery('')
  }
  return (
    <Part
      title="Muted"
      hint="Words, authors and sites that are heard and kept, but stand in no lane. On a conversation, press m."
    >
      <form className={classes.muteForm} onSubmit={(event) => void mute(event)}>
        <QueryField
          label="Mute"
          hidesLabel
          placeholder="giveaway OR from:@spam@there.example OR url:casino.example"
          value={query}
          onChange={setQuery}
          {...names}
        />
        <Button type="submit" variant="default">
          Mute
        </Button>
      </form>
      <ul className={classes.list}>
        {(mutes ?? []).map((one) => (
          <li key={one.id} className={classes.mute}>
            <code className={classes.rule}>{one.query}</code>
            <span className={classes.quiet}>
              since <Moment bare ms={one.createdMs} /> · {one.conversations.toLocaleString()}{' '}
              {one.conversations === 1 ? 'conversation' : 'conversations'}
            </span>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`End the mute ${one.query}`}
              onClick={() => void removeMute(one.id, one.query)}
            >
              End
            </Button>
          </li>
        ))}
      </ul>
      {(mutes ?? []).length > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => showSource({ type: 'lane', lane: 'muted' })}
        >
          Show what is muted
        </Button>
      )}
    </Part>
  )
}
