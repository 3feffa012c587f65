import { TextInput } from '@mantine/core'
import type { FormField } from '#shared/domain/network'

export interface ManifestFieldsProps {
  fields: readonly FormField[]
  values: Readonly<Record<string, string>>
  /** What is wrong, by name. */
  wrong: Readonly<Record<string, string>>
  onChange: (name: string, value: string) => void
}

/** Draws the fields that a network's manifest asks for. */
export function ManifestFields({ fields, values, wrong, onChange }: ManifestFieldsProps) {
  return fields.map((field) => (
    <TextInput
      key={field.name}
      label={field.label}
      description={field.help}
      placeholder={field.placeholder}
      required={field.required}
      type={field.kind === 'secret' ? 'password' : 'text'}
      inputMode={field.kind === 'url' ? 'url' : 'text'}
      autoComplete="off"
      spellCheck={false}
      value={values[field.name] ?? ''}
      error={wrong[field.name]}
      onChange={(event) => onChange(field.name, event.currentTarget.value)}
    />
  ))
}
