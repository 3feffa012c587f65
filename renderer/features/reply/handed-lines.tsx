import { Button } from '@mantine/core'
import type { ConversationDetail } from '#shared/domain/conversation'
import { confirmPosted } from '../../data/hand-off-actions.ts'
import { TimeAgo } from '../../ui/time-ago.tsx'
import classes from './reply.module.css'

/** `Did you post it?`, for each text that was copied and opened in the browser and of which nobody has said. */
export function HandedLines({ handed }: { handed: ConversationDetail['handed'] }) {
  return handed.map((message) => (
    <div key={message.id} className={classes.handed} role="group" aria-label="Did you post it?">
      <div className={classes.handedWords}>
        <b>Did you post it?</b> <TimeAgo ms={message.handedMs} /> <q dir="auto">{message.text}</q>
      </div>
      <div className={classes.handedActs}>
        <Button size="compact-xs" onClick={() => void confirmPosted(message.id, true)}>
          Yes, it is posted
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => void confirmPosted(message.id, false)}>
          No, back to the draft
        </Button>
      </div>
    </div>
  ))
}
