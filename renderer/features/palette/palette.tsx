import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useState } from 'react'
import { useLanes, useOwnLanes, useRules, useStreams } from '../../data/queries.ts'
import { offered, offeredCommands, useCommand, type Command } from '../../keys/commands.ts'
import { groups } from '../../keys/keymap.ts'
import { showSource } from '../../state.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './palette.module.css'

const [store, spotlight] = createSpotlight()

/** Every command that can be done now, with its key; lanes and streams by name. */
export function Palette() {
  const [commands, setCommands] = useState<Command[]>([])
  const lanes = useLanes().data ?? []
  const streams = useStreams().data?.filter((stream) => stream.ruleId === undefined) ?? []
  const rules = useRules().data ?? []
  const ownLanes = useOwnLanes().data ?? []
  useCommand('palette.open', () => {
    // Asked before the palette takes focus, because many commands depend on what has it.
    setCommands(offeredCommands().filter(({ id }) => id !== 'palette.open' && !/^lane\.(own\.)?\d$/.test(id)))
    spotlight.open()
  })
  const actions: SpotlightActionGroupData[] = [
    ...groups.map((group) => ({
      group,
      actions: commands.filter((command) => command.group === group).map(toAction),
    })),
    {
      group: 'Lanes and streams',
      actions: [
        ...lanes.map((lane) => ({
          id: `lane:${lane.id}`,
          label: `Lane: ${lane.name}`,
          onClick: () => showSource({ type: 'lane', lane: lane.id }),
        })),
        ...ownLanes.map((lane) => ({
          id: `own-lane:${lane.id}`,
          label: `Lane: ${lane.name}`,
          onClick: () => showSource({ type: 'own-lane', id: lane.id }),
        })),
        ...rules.map((rule) => ({
          id: `rule:${rule.id}`,
          label: `Rule: ${rule.name}`,
          onClick: () => showSource({ type: 'rule', ruleId: rule.id }),
        })),
        ...streams.map((stream) => ({
          id: `stream:${stream.id}`,
          label: `Stream: ${stream.name}`,
          onClick: () => showSource({ type: 'stream', streamId: stream.id }),
        })),
      ],
    },
  ].filter((group) => group.actions.length > 0)
  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={actions}
      limit={40}
      scrollable
      maxHeight={420}
      nothingFound="No command of that name"
      searchProps={{ placeholder: 'What would you like to do?', 'aria-label': 'Commands' }}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{ action: classes.action, actionsGroup: classes.group, search: classes.search }}
    />
  )
}

function toAction(command: Command) {
  const keys = command.keys[0]
  return {
    id: command.id,
    label: command.name,
    keywords: [command.group, command.id],
    rightSection: keys === undefined ? undefined : <KeyCap keys={keys} />,
    // Focus goes back to where it was before the command runs.
    onClick: () => setTimeout(() => (offered(command.id) ?? command).run(), 0),
  }
}
