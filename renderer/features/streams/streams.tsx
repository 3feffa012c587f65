import { Button } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { Stream } from '#shared/domain/stream'
import { refreshStreams } from '../../data/actions.ts'
import { useAccounts, useNetworks, useStreams } from '../../data/queries.ts'
import { removeStream } from '../../data/stream-actions.ts'
import { openAddStream } from '../../dialogs.ts'
import { useUi } from '../../state.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Part, ScreenFrame } from '../../ui/screen.tsx'
import { useLast } from '../../ui/use-last.ts'
import { CoverageLegend } from './coverage-bar.tsx'
import { EditStream } from './edit-stream.tsx'
import { ImportExport } from './import-export.tsx'
import { StreamCard } from './stream-card.tsx'
import { sortedStreams } from './stream-words.ts'
import classes from './streams.module.css'

/** Everything that is listened to: how it is, how often it is asked, and what can be done with it. */
export function Streams({ children }: { children?: ReactNode }) {
  const { data: streams, error, refetch } = useStreams()
  const { data: networks } = useNetworks()
  const { data: accounts } = useAccounts()
  const [editing, setEditing] = useState<Stream>()
  const [removing, setRemoving] = useState<Stream>()
  const lastRemoving = useLast(removing)
  useShownFirst(streams !== undefined)
  return (
    <ScreenFrame
      title="Streams"
      hint={streams === undefined ? undefined : `${streams.length} listened to`}
      acts={
        <>
          <Button size="compact-sm" variant="default" onClick={() => void refreshStreams()}>
            Ask all now&nbsp; <CommandCap id="stream.refresh" />
          </Button>
          <Button size="compact-sm" onClick={openAddStream}>
            Listen to something new …
          </Button>
        </>
      }
    >
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {streams?.length === 0 && <p className={classes.quiet}>Nothing is listened to yet.</p>}
      {streams !== undefined && streams.length > 0 && <CoverageLegend />}
      <ul className={classes.list}>
        {sortedStreams((streams ?? []).filter((stream) => stream.ruleId === undefined)).map((stream) => (
          <li key={stream.id}>
            <StreamCard
              stream={stream}
              networks={networks ?? []}
              account={accounts?.find((account) => account.id === stream.accountId)}
              onEdit={() => setEditing(stream)}
              onRemove={() => setRemoving(stream)}
            />
          </li>
        ))}
      </ul>
      {children}
      <Part title="Lists of subscriptions" hint="Bring feeds from another reader, or take yours along.">
        <ImportExport networks={(networks ?? []).filter((network) => network.importFormats.length > 0)} />
      </Part>
      <EditStream stream={editing} networks={networks ?? []} onClose={() => setEditing(undefined)} />
      <Confirm
        opened={removing !== undefined}
        title={`Stop listening to ${lastRemoving?.name ?? ''}?`}
        verb="Remove stream"
        onClose={() => setRemoving(undefined)}
        onConfirm={async () => removing !== undefined && (await removeStream(removing.id))}
      >
        What was heard so far stays. Nothing new is heard from it.
      </Confirm>
    </ScreenFrame>
  )
}

/** Whoever came to look at one stream finds it in view, with the keyboard on it. */
function useShownFirst(isThere: boolean): void {
  const source = useUi((state) => state.source)
  const id = source.type === 'stream' ? source.streamId : undefined
  useEffect(() => {
    if (!isThere || id === undefined) return
    const card = document.getElementById(`stream-${id}`)
    card?.scrollIntoView({ block: 'nearest' })
    card?.focus({ preventScroll: true })
  }, [isThere, id])
}
