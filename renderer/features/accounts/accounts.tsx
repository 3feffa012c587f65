import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Account } from '#shared/domain/account'
import { useAccountHealth, useAccounts, useNetworks, useStreams } from '../../data/queries.ts'
import { openSignIn } from '../../dialogs.ts'
import { useUi } from '../../state.ts'
import { Problem } from '../../ui/problem.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { AccountRow } from './account-row.tsx'
import classes from './accounts.module.css'
import { RemoveAccount } from './remove-account.tsx'

/** Who we are on each network, how each account is, what it may still ask and what it cost. */
export function Accounts() {
  const { data: accounts, error, refetch } = useAccounts()
  const { data: networks } = useNetworks()
  const { data: streams } = useStreams()
  const { data: healths } = useAccountHealth()
  const [removing, setRemoving] = useState<Account>()
  useWantedSignIn()
  return (
    <ScreenFrame
      title="Accounts"
      acts={
        <Button size="compact-sm" onClick={() => openSignIn()}>
          Sign in to a network …
        </Button>
      }
    >
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {accounts?.length === 0 && (
        <p className={classes.quiet}>No account yet. Much can be heard without one; to answer, sign in.</p>
      )}
      <ul className={classes.list}>
        {(accounts ?? []).map((account) => {
          const own = streams?.filter((stream) => stream.accountId === account.id) ?? []
          return (
            <AccountRow
              key={account.id}
              account={account}
              network={networks?.find((one) => one.id === account.network)}
              streams={own}
              health={healths?.find(({ accountId }) => accountId === account.id)}
              onRemove={() => setRemoving(account)}
            />
          )
        })}
      </ul>
      <RemoveAccount account={removing} onClose={() => setRemoving(undefined)} />
    </ScreenFrame>
  )
}

/** The line that says what is broken brings the user here to sign in again: the form opens by itself, once. */
function useWantedSignIn(): void {
  const wanted = useUi((state) => state.signInAccountId)
  useEffect(() => {
    if (wanted === undefined) return
    useUi.setState({ signInAccountId: undefined })
    openSignIn(wanted)
  }, [wanted])
}
