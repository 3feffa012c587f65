import { Modal } from '@mantine/core'
import { closeAddStream, openAddStream, useDialogs } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import { showToast } from '../../ui/toasts.tsx'
import { AddStream } from './add-stream.tsx'

/** Listen to something new, from anywhere. Drawn once, by the app. */
export function AddStreamDialog() {
  const opened = useDialogs((state) => state.addStream)
  useCommand('stream.add', openAddStream)
  return (
    <Modal
      opened={opened}
      onClose={closeAddStream}
      title="Listen to something new"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <AddStream
        onAdded={(name) => {
          closeAddStream()
          showToast({ words: `Listening to ${name}` })
        }}
      />
    </Modal>
  )
}
