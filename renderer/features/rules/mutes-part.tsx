import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useMutes } from '../../data/queries.ts'
import { addMute, removeMute } from '../../data/rule-actions.ts'
import { showSource } from '../../state.ts'
import { useMutePreview, useQueryNames } from '../../data/query-data.ts'
import { FailureText } from '../../ui/failure-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { PreviewRows } from '../../ui/query-preview.tsx'
import { Part } from '../../ui/screen.tsx'
import { heldWords } from './mute-words.ts'
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
          preview={<HeldBack query={query} />}
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

/** What the mute would keep out of the lanes of what is stored, while it is written. */
function HeldBack({ query }: { query: string }) {
  const { preview, failure } = useMutePreview(query)
  const held = useRef<HTMLDivElement>(null)
  // The field stands at the end of a long screen, and what it tells below its edge.
  useEffect(() => held.current?.scrollIntoView({ block: 'nearest' }), [preview])
  if (failure === undefined && preview === undefined) return null
  return (
    <div className={classes.held} ref={held}>
      <p className={classes.quiet} role="status">
        {failure === undefined ? preview && heldWords(preview) : <FailureText failure={failure} />}
      </p>
      {failure === undefined && <PreviewRows rows={preview?.samples ?? []} />}
    </div>
  )
}
