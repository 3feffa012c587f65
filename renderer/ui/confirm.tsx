import { Button, Group, Modal } from '@mantine/core'
import { useState, type ReactNode } from 'react'

export interface ConfirmProps {
  opened: boolean
  title: string
  children: ReactNode
  /** What the button does, as a verb: `Remove`. */
  verb: string
  onClose: () => void
  /** The dialog stays, busy, until it is done. */
  onConfirm: () => Promise<unknown>
}

/** Asks before something that cannot be undone. Keeping things as they are has the focus; Esc says no. */
export function Confirm({ opened, title, children, verb, onClose, onConfirm }: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    try {
      await onConfirm()
    } finally {
      setBusy(false)
    }
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size="sm"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {children}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          Cancel
        </Button>
        <Button color="red" loading={busy} onClick={() => void confirm()}>
          {verb}
        </Button>
      </Group>
    </Modal>
  )
}
