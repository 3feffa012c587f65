import { NativeSelect } from '@mantine/core'
import { notifyLevel, type NotifyLevel } from '#shared/domain/stream'

/** From loud to quiet. */
const levels: readonly (readonly [NotifyLevel, label: string, says: string])[] = [
  ['banner', 'Banner', 'told at once, and counted'],
  ['badge', 'Badge', 'counted on the icon'],
  ['digest', 'Digest', 'waits for the catch-up'],
  ['silent', 'Silent', 'in the lists only'],
]

/** How loud something is, in one word: `Banner`. */
export function levelLabel(level: NotifyLevel): string {
  return levels.find(([one]) => one === level)?.[1] ?? level
}

export interface NotifyLevelPickerProps {
  value: NotifyLevel
  onChange: (level: NotifyLevel) => void
  /** What it is about; "How loud" if absent. */
  label?: string
  description?: string
}

/** Chooses how loud what a stream, a rule or a lane hears is told. */
export function NotifyLevelPicker({ value, onChange, label, description }: NotifyLevelPickerProps) {
  return (
    <NativeSelect
      label={label ?? 'How loud'}
      description={description}
      data={levels.map(([level, name, says]) => ({ value: level, label: `${name}: ${says}` }))}
      value={value}
      onChange={(event) => {
        const level = notifyLevel.safeParse(event.currentTarget.value)
        if (level.success) onChange(level.data)
      }}
    />
  )
}
