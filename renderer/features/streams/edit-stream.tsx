import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { NetworkManifest } from '#shared/domain/network'
import type { Stream } from '#shared/domain/stream'
import { updateStream } from '../../data/stream-actions.ts'
import { durationWords } from '../../ui/duration.ts'
import { NotifyLevelPicker } from '../../ui/notify-level.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useLast } from '../../ui/use-last.ts'
import { useTrying } from '../../ui/use-trying.ts'
import { checkInterval } from './stream-form.ts'

export interface EditStreamProps {
  /** Absent: the dialog is closed. */
  stream: Stream | undefined
  networks: readonly NetworkManifest[]
  onClose: () => void
}

/** Renames a stream, and sets how often it is asked and how loud it is. */
export function EditStream({ stream, networks, onClose }: EditStreamProps) {
  const shown = useLast(stream)
  return (
    <Modal
      opened={stream !== undefined}
      onClose={onClose}
      title={`Edit ${shown?.name ?? ''}`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown !== undefined && (
        <EditForm key={shown.id} stream={shown} networks={networks} onClose={onClose} />
      )}
    </Modal>
  )
}

function EditForm({ stream, networks, onClose }: EditStreamProps & { stream: Stream }) {
  const [name, setName] = useState(stream.name)
  const [every, setEvery] = useState(durationWords(stream.intervalMs))
  const [notify, setNotify] = useState(stream.notify)
  const [tried, setTried] = useState(false)
  const { busy, error, attempt } = useTrying()
  const kind = networks
    .find((one) => one.id === stream.network)
    ?.streamKinds.find((one) => one.kind === stream.kind)
  const floorMs = kind?.floorMs ?? 60_000
  const interval = checkInterval(every, floorMs, durationWords(floorMs))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if ('wrong' in interval || name.trim() === '') return
    await attempt(async () => {
      await updateStream({ id: stream.id, name: name.trim(), intervalMs: interval.ms, notify })
      onClose()
    })
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          data-autofocus
          maxLength={200}
          value={name}
          error={tried && name.trim() === '' ? 'A name is needed.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Ask every"
          description={`A time such as 5 min or 1 h; at most every ${durationWords(floorMs)}.`}
          value={every}
          error={tried && 'wrong' in interval ? interval.wrong : undefined}
          onChange={(event) => setEvery(event.currentTarget.value)}
        />
        <NotifyLevelPicker
          value={notify}
          onChange={setNotify}
          description="Where several streams hear the same, the loudest counts. What is muted is silent."
        />
        {error !== undefined && <Problem error={error} lead="Not changed" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Keep
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
