import { Popover, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useRevisions } from '../../data/queries.ts'
import { Problem } from '../../ui/problem.tsx'
import { Moment } from '../../ui/moment.tsx'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import classes from './conversation.module.css'

/** `edited`, and on demand how it read before. */
export function Revisions({ itemId, editedMs }: { itemId: number; editedMs: number | undefined }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={380}
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton className={classes.textButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          edited
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Earlier wordings">
        <Earlier itemId={itemId} editedMs={editedMs} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Earlier({ itemId, editedMs }: { itemId: number; editedMs: number | undefined }) {
  const { data, error, refetch } = useRevisions(itemId, true)
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <p className={classes.quiet}>Looking…</p>
  return (
    <ScrollRegion className={classes.earlier} label="Earlier wordings">
      {editedMs !== undefined && (
        <p className={classes.quiet}>
          Last edited <Moment ms={editedMs} />.
        </p>
      )}
      {data.length === 0 && <p className={classes.quiet}>It was already edited when it was first heard.</p>}
      {data.map((revision) => (
        <div key={revision.seenMs}>
          <p className={classes.quiet}>
            Seen <Moment ms={revision.seenMs} />:
          </p>
          <p className={classes.earlierText} dir="auto">
            {revision.text}
          </p>
        </div>
      ))}
    </ScrollRegion>
  )
}
