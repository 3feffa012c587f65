import { Button } from '@mantine/core'
import { openExternal } from '../../data/actions.ts'
import { useCommand } from '../../keys/commands.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { openableUrl } from '../../ui/segments.ts'
import classes from './reply.module.css'

/** Where no reply is possible: the reason, and the way to where it is. */
export function CannotReply({ reason, url }: { reason: string; url: string | undefined }) {
  const openable = openableUrl(url)
  const open = () => {
    if (openable !== undefined) void openExternal(openable)
  }
  useCommand('reply.start', open, () => openable !== undefined)
  return (
    <div className={classes.cannot} role="note">
      <span>{reason}</span>
      {openable !== undefined && (
        <Button size="compact-sm" variant="default" onClick={open}>
          Answer in the browser&nbsp; <CommandCap id="reply.start" />
        </Button>
      )}
    </div>
  )
}
