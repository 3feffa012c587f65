import { Button, Group, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { NetworkManifest } from '#shared/domain/network'
import { pasteBrowserSignIn } from '../../data/account-actions.ts'
import { openExternal } from '../../data/actions.ts'
import { Problem } from '../../ui/problem.tsx'
import classes from './accounts.module.css'

export interface BrowserWaitProps {
  network: NetworkManifest
  attempt: string
  url: string
  onCancel: () => void
}

/** Waits for the user's browser: it comes back by itself, or what its page shows is pasted here. */
export function BrowserWait({ network, attempt, url, onCancel }: BrowserWaitProps) {
  const { pasteBack } = network.signIn
  return (
    <div className={classes.waiting}>
      <p role="status">
        <b>Waiting for your browser.</b> Say yes to Earshot on the page of {network.label}
        {pasteBack === undefined ? ', then come back here.' : ', copy what it shows and paste it here.'}
      </p>
      {pasteBack !== undefined && <PasteBack {...pasteBack} attempt={attempt} />}
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={() => void openExternal(url)}>
          Open the page again
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </div>
  )
}

function PasteBack({ attempt, label, help }: { attempt: string; label: string; help: string }) {
  const [text, setText] = useState('')
  const [state, setState] = useState<{ at: 'typing' | 'busy' } | { at: 'failed'; error: unknown }>({
    at: 'typing',
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    setState({ at: 'busy' })
    // Once it is right, the sign-in that waits goes on by itself and this is gone.
    pasteBrowserSignIn(attempt, text).catch((error: unknown) => setState({ at: 'failed', error }))
  }
  return (
    <form noValidate onSubmit={submit}>
      <Textarea
        label={label}
        description={help}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {state.at === 'failed' && <Problem error={state.error} lead="Not signed in" />}
      <Button mt="xs" size="compact-sm" type="submit" loading={state.at === 'busy'}>
        Go on
      </Button>
    </form>
  )
}
