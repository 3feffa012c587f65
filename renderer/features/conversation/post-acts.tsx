import { Button, Popover, UnstyledButton } from '@mantine/core'
import type { KeyboardEvent } from 'react'
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

/** Everything that can be done to a post, behind three dots; the key of the command opens it too. */
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
  const label = `Act on what ${nameOf(item)} wrote`
  return (
    <Popover
      opened={opened}
      onChange={onChange}
      position="bottom-end"
      width={170}
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.more}
          aria-label={label}
          aria-expanded={opened}
          aria-keyshortcuts={ariaKeysOf('item.acts')}
          onClick={() => onChange(!opened)}
        >
          …
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.acts} aria-label={label} onKeyDown={stepByArrow}>
        {offered.map((wanted) => (
          <UnstyledButton
            key={wanted}
            className={classes.actChoice}
            onClick={() => {
              onChange(false)
              act(item, wanted)
            }}
          >
            {actLabels[wanted]}
          </UnstyledButton>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Up and down go through the choices, round and round; only Enter chooses. */
function stepByArrow(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  event.preventDefault()
  const choices = [...event.currentTarget.querySelectorAll('button')]
  const at = choices.findIndex((choice) => choice === document.activeElement)
  choices.at((at + by) % choices.length)?.focus()
}
