import { Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { parseQuery } from '#shared/domain/query/parse'
import type { OwnLane } from '#shared/domain/conversation'
import { notifyLevel, type NotifyLevel } from '#shared/domain/stream'
import { addLane, removeLane, updateLane } from '../../data/lane-actions.ts'
import { useOwnLanes } from '../../data/queries.ts'
import { useQueryNames, useQueryPreview } from '../../data/query-data.ts'
import { closeLane, openLane, useDialogs, type LaneRequest } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import { firstSource, showSource, ui } from '../../state.ts'
import { Problem } from '../../ui/problem.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { QueryPreview } from '../../ui/query-preview.tsx'
import { useLast } from '../../ui/use-last.ts'
import { useTrying } from '../../ui/use-trying.ts'
import { laneName, notifyWords } from './lane-words.ts'

/** A lane of the user's own, new or known, from anywhere. Drawn once, by the app. */
export function LaneDialog() {
  const wanted = useDialogs((state) => state.lane)
  const shown = useLast(wanted)
  const id = shown !== undefined && 'id' in shown ? shown.id : undefined
  const lane = useLast(useOwnLanes().data?.find((one) => one.id === id))
  const known = lane?.id === id ? lane : undefined
  useCommand('lane.add', () => openLane({ query: '' }))
  useCommand(
    'lane.edit',
    () => {
      const { source } = ui()
      if (source.type === 'own-lane') openLane({ id: source.id })
    },
    () => ui().screen === 'inbox' && ui().source.type === 'own-lane',
  )
  return (
    <Modal
      opened={wanted !== undefined}
      onClose={closeLane}
      title={id === undefined ? 'New lane' : 'Edit lane'}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown !== undefined && (id === undefined || known !== undefined) && (
        <LaneForm key={keyOf(shown)} request={shown} known={known} />
      )}
    </Modal>
  )
}

function keyOf(request: LaneRequest): string {
  return 'id' in request ? `lane ${String(request.id)}` : `query ${request.query}`
}

function LaneForm({ request, known }: { request: LaneRequest; known: OwnLane | undefined }) {
  const [name, setName] = useState(known?.name ?? '')
  const [query, setQuery] = useState(known?.query ?? ('query' in request ? request.query : ''))
  const [notify, setNotify] = useState<NotifyLevel>(known?.notify ?? 'silent')
  const { busy, error, attempt } = useTrying()
  const names = useQueryNames()
  const found = useQueryPreview(query)
  const isReady = query.trim() !== '' && parseQuery(query).errors === undefined

  const keep = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    await attempt(async () => {
      const lane = { name: laneName(name, query), query: query.trim(), notify }
      if (known === undefined) showSource({ type: 'own-lane', id: await addLane(lane) })
      else await updateLane({ id: known.id, ...lane })
      closeLane()
    })
  }
  return (
    <form noValidate onSubmit={(event) => void keep(event)}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Left empty, it is named after its query."
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <QueryField
          label="What it holds"
          value={query}
          onChange={setQuery}
          placeholder="is:open -is:quiet refund OR “late parcel”"
          preview={<QueryPreview {...found} />}
          {...names}
        />
        <NativeSelect
          label="When something new is in it"
          data={notifyLevel.options.map((value) => ({ value, label: notifyWords[value] }))}
          value={notify}
          onChange={(event) => setNotify(notifyLevel.parse(event.currentTarget.value))}
        />
        {error !== undefined && <Problem error={error} lead="Not kept" />}
        <Group justify="space-between" gap="xs">
          {known === undefined ? <span /> : <RemoveLane lane={known} />}
          <Group gap="xs">
            <Button variant="default" onClick={closeLane}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={!isReady}>
              {known === undefined ? 'Add lane' : 'Keep'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

/** Needs no question: it can be taken back. */
function RemoveLane({ lane }: { lane: OwnLane }) {
  const remove = async () => {
    if (!(await removeLane(lane.id, lane.name))) return
    closeLane()
    const { source } = ui()
    if (source.type === 'own-lane' && source.id === lane.id) showSource(firstSource)
  }
  return (
    <Button variant="subtle" color="red" onClick={() => void remove()}>
      Remove lane
    </Button>
  )
}
