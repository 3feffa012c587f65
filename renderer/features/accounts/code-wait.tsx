import { Button, Group } from '@mantine/core'
import { useRef, useState } from 'react'
import type { NetworkManifest } from '#shared/domain/network'
import { openExternal } from '../../data/actions.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './accounts.module.css'

export interface CodeWaitProps {
  network: NetworkManifest
  /** The page where the code is typed. */
  url: string
  code: string
  onCancel: () => void
}

/** Waits while the user types a code on the network's page. The page is opened by a click, so that the code is seen first. */
export function CodeWait({ network, url, code, onCancel }: CodeWaitProps) {
  const shown = useRef<HTMLOutputElement>(null)
  const [copied, setCopied] = useState<'yes' | 'selected'>()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code)
      setCopied('yes')
    } catch {
      // The clipboard is closed to the page: it is one key away once the code is selected.
      select(shown.current)
      setCopied('selected')
    }
  }
  return (
    <div className={classes.waiting}>
      <p>
        <b>Type this code on the page of {network.label}</b> and allow Earshot there. This window goes on by
        itself.
      </p>
      <output className={classes.code} ref={shown} aria-label="Code">
        {code}
      </output>
      <p className={classes.quiet} role="status">
        {copied === 'yes' && 'Copied.'}
        {copied === 'selected' && (
          <>
            The code is selected, ready to copy. <KeyCap keys="mod+c" />
          </>
        )}
        {copied === undefined && 'Waiting …'}
      </p>
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => void openExternal(url)}>
          Open the page
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void copy()}>
          Copy the code
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </div>
  )
}

function select(element: HTMLElement | null): void {
  const selection = window.getSelection()
  if (element === null || selection === null) return
  selection.selectAllChildren(element)
}
