import { CloseButton, TextInput } from '@mantine/core'
import { useState } from 'react'
import { setTag } from '../../data/actions.ts'
import classes from './conversation.module.css'
import { Section, sectionIds } from './section.tsx'

export interface TagsProps {
  conversationId: number
  tags: readonly string[]
  /** The field gets the focus when the panel opens as a dialog. */
  first: boolean
}

/** Labels of the conversation: add by typing, remove by a button. Both can be undone. */
export function Tags({ conversationId, tags, first }: TagsProps) {
  const [typed, setTyped] = useState('')
  const add = async () => {
    const tag = typed.trim()
    if (tag === '' || tags.includes(tag)) return setTyped('')
    if (await setTag([conversationId], tag, true)) setTyped('')
  }
  return (
    <Section id={sectionIds.tags} title="Labels">
      {tags.length > 0 && (
        <ul className={classes.tags}>
          {tags.map((tag) => (
            <li key={tag} className={classes.tag}>
              <bdi>{tag}</bdi>
              <CloseButton
                size={16}
                iconSize={12}
                aria-label={`Remove label ${tag}`}
                onClick={() => void setTag([conversationId], tag, false)}
              />
            </li>
          ))}
        </ul>
      )}
      <TextInput
        size="xs"
        data-autofocus={first || undefined}
        aria-label="Add a label"
        placeholder="Add a label"
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') void add()
          if (event.key !== 'Escape') return
          event.preventDefault()
          setTyped('')
          event.currentTarget.blur()
        }}
      />
    </Section>
  )
}
