import { Button, Group, Textarea, UnstyledButton } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import type { Note } from '#shared/domain/conversation'
import { addNote } from '../../data/actions.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import classes from './conversation.module.css'
import { Section, sectionIds } from './section.tsx'

export interface NotesProps {
  conversationId: number
  notes: readonly Note[]
  open: boolean
  onOpen: (open: boolean) => void
}

/** What we noted for ourselves; never sent anywhere. */
export function Notes({ conversationId, notes, open, onOpen }: NotesProps) {
  return (
    <Section id={sectionIds.note} title="Notes">
      {notes.map((note) => (
        <div key={note.id}>
          <p className={classes.note} dir="auto">
            {note.text}
          </p>
          <p className={classes.quiet}>
            <TimeAgo ms={note.createdMs} />
          </p>
        </div>
      ))}
      {open ? (
        <NoteField key={conversationId} conversationId={conversationId} onClose={() => onOpen(false)} />
      ) : (
        <p className={classes.quiet}>
          {notes.length === 0 ? 'Nothing yet. ' : ''}
          <UnstyledButton className={classes.textButton} onClick={() => onOpen(true)}>
            add <CommandCap id="conversation.note" />
          </UnstyledButton>
        </p>
      )}
    </Section>
  )
}

function NoteField({ conversationId, onClose }: { conversationId: number; onClose: () => void }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const keep = async () => {
    if (text.trim() === '' || busy) return
    setBusy(true)
    const kept = await addNote(conversationId, text.trim())
    setBusy(false)
    if (kept) onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void keep()
    }
  }
  return (
    <div>
      <Textarea
        size="xs"
        aria-label="Note, for yourself only"
        placeholder="For yourself only"
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group gap={6} mt={6}>
        <Button size="compact-xs" loading={busy} disabled={text.trim() === ''} onClick={() => void keep()}>
          Keep note
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </div>
  )
}
