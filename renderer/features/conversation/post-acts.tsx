import { Button, Menu, UnstyledButton } from '@mantine/core'
import type { Item } from '#shared/domain/item'
import type { ItemAct } from '#shared/domain/network'
import { actLabels, actPlaces } from '../../data/act-words.ts'
import { actOn } from '../../data/actions.ts'
import { ariaKeysOf } from '../../ui/command-cap.tsx'
import classes from './conversation.module.css'
import { nameOf } from './thread-entries.ts'

/** Does something to an item and says so. */
export function act(item: Item, wanted: ItemAct): void {
  void actOn(item, wanted, nameOf(item))
}

/** Buttons of what waits to be let through; they stand open, because deciding is the work to do on it. */
export function ModerationButtons({ item }: { item: Item }) {
  const { open } = actPlaces(item)
  if (open.length === 0) return null
  return (
    <div className={classes.moderation} role="group" aria-label={`Moderate what ${nameOf(item)} wrote`}>
      {open.map((wanted) => (
        <Button
          key={wanted}
          size="compact-xs"
          variant={wanted === 'approve' ? 'light' : 'default'}
          onClick={() => act(item, wanted)}
        >
          {actLabels[wanted]}
        </Button>
      ))}
    </div>
  )
}

/** Everything else that can be done to a post, behind three dots; the key of the command opens it too. */
export function ActMenu({
  item,
  opened,
  onChange,
}: {
  item: Item
  opened: boolean
  onChange: (open: boolean) => void
}) {
  const { open, menu } = actPlaces(item)
  const offered = [...menu, ...open]
  if (offered.length === 0) return null
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={190} withinPortal returnFocus>
      <Menu.Target>
        <UnstyledButton
          className={classes.more}
          aria-label={`Act on what ${nameOf(item)} wrote`}
          aria-keyshortcuts={ariaKeysOf('item.acts')}
        >
          …
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((wanted) => (
          <Menu.Item key={wanted} onClick={() => act(item, wanted)}>
            {actLabels[wanted]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
