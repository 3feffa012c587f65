import { Button, NumberInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Settings } from '#shared/contract'
import { defaultWeights, type PriorityWeights, type ReasonName } from '#shared/domain/understanding/priority'
import { changeSettings } from '../../data/actions.ts'
import { Part } from '../../ui/screen.tsx'
import classes from './settings.module.css'

const fields: readonly { name: ReasonName; label: string; help: string }[] = [
  { name: 'question', label: 'A question', help: 'It asks something.' },
  { name: 'direct', label: 'To you', help: 'It speaks to you by name.' },
  { name: 'waiting', label: 'Waiting', help: 'So much when the promised time is over.' },
  { name: 'newcomer', label: 'A first contact', help: 'They never spoke to you before.' },
  { name: 'vip', label: 'Somebody you marked', help: 'Mark people with Shift v.' },
  { name: 'rule', label: 'The weight of a rule', help: 'Times what the rule says.' },
  { name: 'reach', label: 'Followers', help: 'For each tenfold; nobody counts more at 0.' },
  { name: 'cross', label: 'A cross tone', help: 'The tone is a hint, and often wrong.' },
]

/** What makes a conversation pressing: every point is the user's to set. */
export function Pressing({ settings }: { settings: Settings }) {
  const [weights, setWeights] = useState<PriorityWeights>(settings.priorityWeights)
  const keep = (event: FormEvent) => {
    event.preventDefault()
    void changeSettings({ priorityWeights: weights })
  }
  const isChanged = fields.some(({ name }) => weights[name] !== settings.priorityWeights[name])
  return (
    <Part
      title="What is pressing"
      hint="Points that add up to the order of “First things first”. Each conversation shows its own."
    >
      <form onSubmit={keep}>
        <div className={classes.weights}>
          {fields.map(({ name, label, help }) => (
            <NumberInput
              key={name}
              label={label}
              description={help}
              min={0}
              max={1000}
              allowDecimal={false}
              value={weights[name]}
              onChange={(value) =>
                setWeights({
                  ...weights,
                  [name]: Math.min(1000, Math.max(0, Math.round(Number(value) || 0))),
                })
              }
            />
          ))}
        </div>
        <div className={classes.buttons}>
          <Button type="submit" size="compact-sm" disabled={!isChanged}>
            Keep
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setWeights(defaultWeights)}>
            As at first
          </Button>
        </div>
      </form>
    </Part>
  )
}
