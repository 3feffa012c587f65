import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { durationWords } from '../../ui/duration.ts'
import { checkDuration } from './setting-words.ts'

export interface DurationFieldProps {
  label: string
  description: string
  valueMs: number
  minMs: number
  maxMs: number
  onChange: (ms: number) => Promise<boolean>
}

/** A duration as words; kept on Enter and when the field is left. Esc brings back what is kept. */
export function DurationField({ label, description, valueMs, minMs, maxMs, onChange }: DurationFieldProps) {
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const keep = async () => {
    if (typed === undefined) return
    const checked = checkDuration(typed, minMs, maxMs)
    if ('wrong' in checked) return setWrong(checked.wrong)
    setWrong(undefined)
    if (checked.ms === valueMs || (await onChange(checked.ms))) setTyped(undefined)
  }
  return (
    <TextInput
      label={label}
      description={description}
      value={typed ?? durationWords(valueMs)}
      error={wrong}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void keep()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') void keep()
        if (event.key !== 'Escape') return
        event.preventDefault()
        setTyped(undefined)
        setWrong(undefined)
      }}
    />
  )
}
