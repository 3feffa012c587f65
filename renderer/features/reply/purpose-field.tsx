import { NativeSelect } from '@mantine/core'
import { purpose, type Purpose } from '#shared/domain/outgoing'
import classes from './reply.module.css'

export interface PurposeFieldProps {
  value: Purpose | undefined
  /** What it is the purpose of: `reply`. */
  of: string
  onChange: (value: Purpose | undefined) => void
}

/** Why we speak. */
export function PurposeField({ value, of, onChange }: PurposeFieldProps) {
  return (
    <NativeSelect
      className={classes.purpose}
      classNames={{ input: classes.select }}
      data-chosen={value !== undefined || undefined}
      data-purpose=""
      size="xs"
      variant="unstyled"
      aria-label={`Purpose of this ${of}, for yourself only`}
      data={[{ value: '', label: 'purpose' }, ...purpose.options]}
      value={value ?? ''}
      onChange={(event) => onChange(purpose.safeParse(event.currentTarget.value).data)}
    />
  )
}
