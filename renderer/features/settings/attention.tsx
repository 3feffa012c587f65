import { Button, Checkbox, Chip, Group, NativeSelect, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { settingsShape, type Settings } from '#shared/contract'
import type { QuietHours } from '#shared/domain/quiet-hours'
import { changeSettings } from '../../data/actions.ts'
import { useDesktop } from '../../data/queries.ts'
import { nowMs } from '../../ui/clock.ts'
import { bareWhen } from '../../ui/said-when.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { Part } from '../../ui/screen.tsx'
import { clockOf, lackWords, minutesOf, quietWords, weekDays } from './attention-words.ts'
import { DurationField } from './duration-field.tsx'
import classes from './settings.module.css'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** What asks for attention, and when nothing may. How loud each stream is stands with the stream. */
export function AttentionPart({ settings }: { settings: Settings }) {
  const lacks = lackWords(useDesktop().data ?? { banners: true, reply: true, badge: true, tray: true })
  return (
    <Part
      title="Asking for attention"
      hint="Each stream says how loud it is; change that where the stream is. What is muted is silent, and nothing is told twice."
    >
      <div className={classes.fields}>
        <NativeSelect
          label="A banner shows"
          data={[
            { value: 'words', label: 'who, and what they say' },
            { value: 'names', label: 'who, but not what they say' },
            { value: 'count', label: 'only that there is something' },
          ]}
          value={settings.bannerShows}
          onChange={(event) => {
            const shows = settingsShape.shape.bannerShows.safeParse(event.currentTarget.value)
            if (shows.success) void changeSettings({ bannerShows: shows.data })
          }}
        />
        <Choice name="bannerSound" label="Banners may be heard" settings={settings} />
        <Choice name="badge" label="Count on the icon what needs an answer" settings={settings} />
        <Choice name="tray" label="Show Earshot in the tray, where there is one" settings={settings} />
        <Quiet settings={settings} />
        <DurationField
          label="Away after"
          description="Out of the window for longer than this, you are offered to catch up. A time such as 15 min."
          valueMs={settings.awayMs}
          minMs={minuteMs}
          maxMs={7 * 24 * hourMs}
          onChange={(awayMs) => changeSettings({ awayMs })}
        />
      </div>
      {lacks.map((words) => (
        <p key={words} className={classes.lack}>
          {words}
        </p>
      ))}
    </Part>
  )
}

function Choice({
  name,
  label,
  settings,
}: {
  name: 'bannerSound' | 'badge' | 'tray'
  label: string
  settings: Settings
}) {
  return (
    <Checkbox
      label={label}
      iconColor="var(--on-accent)"
      checked={settings[name]}
      onChange={(event) => void changeSettings({ [name]: event.currentTarget.checked })}
    />
  )
}

function Quiet({ settings }: { settings: Settings }) {
  const { hours, keep } = useQuietHours(settings.quietHours)
  return (
    <fieldset className={classes.quiet}>
      <legend>Quiet hours</legend>
      <Checkbox
        label="Keep banners back at certain hours"
        description={quietWords(hours)}
        iconColor="var(--on-accent)"
        checked={hours.on}
        onChange={(event) => keep({ on: event.currentTarget.checked })}
      />
      {hours.on ? (
        <>
          <Group gap="sm">
            <TimeField label="From" minutes={hours.from} onChange={(from) => keep({ from })} />
            <TimeField label="Until" minutes={hours.to} onChange={(to) => keep({ to })} />
          </Group>
          <Days days={hours.days} onChange={(days) => keep({ days })} />
        </>
      ) : null}
      <ForAnHour untilMs={settings.quietUntilMs} />
    </fieldset>
  )
}

/**
 * The hours as they are chosen here. Two choices in quick succession must not undo each other: the second is added to
 * the first, not to what core has answered so far.
 */
function useQuietHours(stored: QuietHours): {
  hours: QuietHours
  keep: (change: Partial<QuietHours>) => void
} {
  const [hours, setHours] = useState(stored)
  const newest = useRef(stored)
  const set = (next: QuietHours): void => {
    newest.current = next
    setHours(next)
  }
  const keep = (change: Partial<QuietHours>): void => {
    const next = { ...newest.current, ...change }
    set(next)
    void changeSettings({ quietHours: next }).then((isKept) => {
      if (!isKept) set(stored)
    })
  }
  return { hours, keep }
}

function TimeField({
  label,
  minutes,
  onChange,
}: {
  label: string
  minutes: number
  onChange: (minutes: number) => void
}) {
  return (
    <TextInput
      type="time"
      label={label}
      // While a part of it is typed it is no time yet: what was kept stays kept.
      defaultValue={clockOf(minutes)}
      onChange={(event) => {
        const typed = minutesOf(event.currentTarget.value)
        if (typed !== undefined && typed !== minutes) onChange(typed)
      }}
    />
  )
}

function Days({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  return (
    <Chip.Group
      multiple
      value={days.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number).toSorted((a, b) => a - b))}
    >
      <Group gap={6} role="group" aria-label="Days on which they begin">
        {weekDays().map(({ day, short, long }) => (
          <Chip key={day} value={String(day)} size="xs" variant="outline" aria-label={long}>
            {short}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}

function ForAnHour({ untilMs }: { untilMs: number }) {
  const now = useTicked()
  const isQuiet = untilMs > now
  return (
    <div className={classes.buttons}>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void changeSettings({ quietUntilMs: isQuiet ? 0 : nowMs() + hourMs })}
      >
        {isQuiet ? `Quiet until ${bareWhen(untilMs, now)}: ring again` : 'Quiet for an hour'}
      </Button>
    </div>
  )
}
