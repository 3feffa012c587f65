import { Button, Checkbox, Group, Modal, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { purpose as purposes, type Purpose } from '#shared/domain/outgoing'
import type { Rule } from '#shared/domain/rule'
import { useAccounts, useNetworks, useRules } from '../../data/queries.ts'
import { useQueryNames } from '../../data/query-data.ts'
import { addRule, changeRule } from '../../data/rule-actions.ts'
import { closeRule, openRule, useDialogs } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import { NotifyLevelPicker } from '../../ui/notify-level.tsx'
import { Problem } from '../../ui/problem.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { useLast } from '../../ui/use-last.ts'
import { useTrying } from '../../ui/use-trying.ts'
import { Rehearsal } from './rehearsal.tsx'
import { isOpenTo, lackWords, placeKey, placesOf, ruleProblem, usualPlaces, type Place } from './rule-form.ts'
import classes from './rules.module.css'

/** Writes a rule, new or known, with its rehearsal beside it. Drawn once, by the app. */
export function RuleDialog() {
  const asked = useDialogs((state) => state.rule)
  const shown = useLast(asked)
  const { data: rules } = useRules()
  const { data: networks } = useNetworks()
  const { data: accounts } = useAccounts()
  useCommand('rule.add', () => openRule())
  const rule = rules?.find((one) => one.id === shown?.ruleId)
  const isReady =
    networks !== undefined && accounts !== undefined && (shown?.ruleId === undefined || rule !== undefined)
  return (
    <Modal
      opened={asked !== undefined}
      onClose={closeRule}
      title={rule === undefined ? 'Listen for words' : `Change “${rule.name}”`}
      size="xl"
      yOffset="6vh"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown !== undefined && isReady && (
        <RuleForm
          key={`${String(shown.ruleId)} ${shown.query ?? ''}`}
          rule={rule}
          query={shown.query ?? rule?.query ?? ''}
          places={placesOf(networks, accounts)}
        />
      )}
    </Modal>
  )
}

interface FormProps {
  rule: Rule | undefined
  query: string
  places: readonly Place[]
}

function RuleForm({ rule, query: first, places }: FormProps) {
  const [query, setQuery] = useState(first)
  const [name, setName] = useState(rule !== undefined && rule.name !== rule.query ? rule.name : '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(rule === undefined ? usualPlaces(places) : rule.sources.map(placeKey)),
  )
  const [purpose, setPurpose] = useState<Purpose | ''>(rule?.purpose ?? '')
  const [notify, setNotify] = useState(rule?.notify ?? 'badge')
  const [weight, setWeight] = useState(rule?.weight ?? 0)
  const [hidesNoise, setHidesNoise] = useState(rule?.hidesNoise ?? false)
  const [tried, setTried] = useState(false)
  const { busy, error, attempt } = useTrying()
  const names = useQueryNames()
  const problem = ruleProblem(query, chosen)
  const sources = places.filter((place) => chosen.has(place.key)).map((place) => place.source)

  const keep = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== undefined) return
    const draft = { query, name, sources, notify, weight, hidesNoise, ...(purpose === '' ? {} : { purpose }) }
    await attempt(async () => {
      if (rule === undefined) await addRule(draft)
      else await changeRule({ id: rule.id, ...draft, purpose: purpose === '' ? undefined : purpose })
      closeRule()
    })
  }
  return (
    <form noValidate onSubmit={(event) => void keep(event)}>
      <Stack gap="sm">
        <QueryField
          label="Listen for"
          value={query}
          autoFocus
          onChange={setQuery}
          placeholder="refund OR “late parcel” -hiring lang:en"
          {...names}
        />
        {tried && problem !== undefined && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        <Rehearsal query={query} sources={sources} />
        <Places places={places} chosen={chosen} onChange={setChosen} />
        <div className={classes.fields}>
          <TextInput
            label="Name"
            placeholder={query}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Why we listen"
            value={purpose}
            data={[{ value: '', label: 'no purpose said' }, ...purposes.options]}
            onChange={(event) => setPurpose(purposes.safeParse(event.currentTarget.value).data ?? '')}
          />
          <NotifyLevelPicker value={notify} onChange={setNotify} />
          <NumberInput
            label="Weight"
            description="Added to the priority of what it hears"
            min={-100}
            max={100}
            value={weight}
            onChange={(value) => setWeight(Math.round(Number(value) || 0))}
          />
        </div>
        <Checkbox
          label="Learn from “not for us” and hide what is likely noise"
          description="In the lane “Probably not for us”, once there are enough marks to be right nine times in ten. Nothing is removed."
          checked={hidesNoise}
          onChange={(event) => setHidesNoise(event.currentTarget.checked)}
        />
        {error !== undefined && <Problem error={error} lead="Not kept" />}
        <Group justify="flex-end" gap="xs" className={classes.foot}>
          <Button variant="default" onClick={closeRule}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {rule === undefined ? 'Listen' : 'Keep'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface PlacesProps {
  places: readonly Place[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

function Places({ places, chosen, onChange }: PlacesProps) {
  const toggle = (key: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(key)
    else next.delete(key)
    onChange(next)
  }
  return (
    <fieldset className={classes.places}>
      <legend>Where</legend>
      {places.filter(isOpenTo).map((place) => (
        <Checkbox
          key={place.key}
          size="sm"
          label={<bdi>{place.label}</bdi>}
          description={place.here ? 'in what your other streams bring' : undefined}
          checked={chosen.has(place.key)}
          onChange={(event) => toggle(place.key, event.currentTarget.checked)}
        />
      ))}
      {lackWords(places).map((words) => (
        <p key={words} className={classes.lacks}>
          {words}
        </p>
      ))}
    </fieldset>
  )
}
