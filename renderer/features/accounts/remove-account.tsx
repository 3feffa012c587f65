import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Account } from '#shared/domain/account'
import { removeAccount } from '../../data/account-actions.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useLast } from '../../ui/use-last.ts'
import classes from './accounts.module.css'

/** Asks before an account goes, and what becomes of what it heard. */
export function RemoveAccount({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  const shown = useLast(account)
  const [wipe, setWipe] = useState(false)
  return (
    <Confirm
      opened={account !== undefined}
      title={`Remove ${shown?.handle ?? ''}?`}
      verb={wipe ? 'Remove and wipe' : 'Remove'}
      onClose={() => {
        setWipe(false)
        onClose()
      }}
      onConfirm={async () => account !== undefined && (await removeAccount(account.id, wipe))}
    >
      <p className={classes.dialogWords}>
        Its sign-in is wiped from this computer and its streams end. At the network nothing changes.
      </p>
      <Radio.Group
        label="What it heard"
        value={wipe ? 'wipe' : 'keep'}
        onChange={(value) => setWipe(value === 'wipe')}
      >
        <Stack gap={6} mt={6}>
          <Radio value="keep" label="Keep it: conversations stay readable" />
          <Radio value="wipe" label="Wipe it from this computer; this cannot be undone" />
        </Stack>
      </Radio.Group>
      {wipe && (
        <p className={classes.dialogNote}>
          Unsent replies of it go too, and old copies that Earshot made by itself. Backups and exports that
          you made are yours: they still hold it until you delete them.
        </p>
      )}
    </Confirm>
  )
}
