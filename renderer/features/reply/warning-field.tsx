import { TextInput } from '@mantine/core'
import classes from './reply.module.css'

export interface WarningFieldProps {
  value: string
  /** It was just asked for, and takes the keys at once. */
  asked: boolean
  onLeave: () => void
  onChange: (value: string) => void
}

/** What covers the words until a reader asks for them. */
export function WarningField({ value, asked, onLeave, onChange }: WarningFieldProps) {
  return (
    <TextInput
      className={classes.warning}
      size="xs"
      label="Content warning"
      value={value}
      autoFocus={asked && value === ''}
      onBlur={onLeave}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
