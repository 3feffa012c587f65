import { Button, Group, Modal, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { dayAfter, goalDraft, goalMeasure, type Goal, type GoalMeasure } from '#shared/domain/goal'
import { parseQuery } from '#shared/domain/query/parse'
import { keepGoal, useGoals } from '../../data/goal-actions.ts'
import { useQueryNames, useQueryPreview } from '../../data/query-data.ts'
import { closeGoal, openGoal, useDialogs } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import { Problem } from '../../ui/problem.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { QueryPreview } from '../../ui/query-preview.tsx'
import { useLast } from '../../ui/use-last.ts'
import { useTrying } from '../../ui/use-trying.ts'
import { dayOf, measureWords } from './goal-words.ts'
import classes from './goals.module.css'

/** A goal, new or known, from anywhere. Drawn once, by the app. */
export function GoalDialog() {
  const wanted = useDialogs((state) => state.goal)
  const shown = useLast(wanted)
  const known = useLast(useGoals().data?.find((one) => one.id === shown?.id))
  const isKnown = shown?.id !== undefined
  useCommand('goal.add', () => openGoal())
  return (
    <Modal
      opened={wanted !== undefined}
      onClose={closeGoal}
      title={isKnown ? 'Change goal' : 'New goal'}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown !== undefined && (!isKnown || known?.id === shown.id) && (
        <GoalForm key={shown.id ?? 'new'} known={isKnown ? known : undefined} />
      )}
    </Modal>
  )
}

const monthOfDays = 29

function GoalForm({ known }: { known: Goal | undefined }) {
  const [today] = useState(() => dayOf(Date.now()))
  const [name, setName] = useState(known?.name ?? '')
  const [query, setQuery] = useState(known?.query ?? '')
  const [measure, setMeasure] = useState<GoalMeasure>(known?.measure ?? 'posts')
  const [target, setTarget] = useState<number | string>(known?.target ?? 20)
  const [from, setFrom] = useState(known?.from ?? today)
  const [by, setBy] = useState(known?.by ?? dayAfter(today, monthOfDays))
  const { busy, error, attempt } = useTrying()
  const names = useQueryNames()
  const found = useQueryPreview(query)
  const draft = goalDraft.safeParse({
    name: name.trim() === '' ? query.trim().slice(0, 80) : name,
    query,
    measure,
    target,
    from,
    by,
  })
  const isBackwards = from !== '' && by !== '' && by < from
  const isReady = draft.success && !isBackwards && parseQuery(query).errors === undefined

  const keep = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    await attempt(async () => {
      await keepGoal(known?.id, draft.data)
      closeGoal()
    })
  }
  return (
    <form noValidate onSubmit={(event) => void keep(event)}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Left empty, it is named after its query."
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <QueryField
          label="What counts"
          value={query}
          onChange={setQuery}
          placeholder="is:mine is:reply purpose:help"
          preview={<QueryPreview {...found} />}
          {...names}
        />
        <div className={classes.days}>
          <NumberInput
            label="How many"
            min={1}
            max={1_000_000}
            allowDecimal={false}
            allowNegative={false}
            value={target}
            onChange={setTarget}
            error={draft.success || target !== '' ? undefined : 'Write a number, for example 20.'}
          />
          <NativeSelect
            label="Of what"
            data={goalMeasure.options.map((value) => ({ value, label: measureWords[value] }))}
            value={measure}
            onChange={(event) => setMeasure(goalMeasure.parse(event.currentTarget.value))}
          />
        </div>
        <div className={classes.days}>
          <TextInput
            type="date"
            label="First day"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label="Last day"
            value={by}
            onChange={(event) => setBy(event.currentTarget.value)}
            error={isBackwards ? 'It lies before the first day.' : undefined}
          />
        </div>
        {error !== undefined && <Problem error={error} lead="Not kept" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={closeGoal}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!isReady}>
            {known === undefined ? 'Add goal' : 'Keep'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
