import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Account } from '#shared/domain/account'
import { useAccounts, useNetworks, useStreams } from '../../data/queries.ts'
import { openSignIn } from '../../dialogs.ts'
import { useUi } from '../../state.ts'
import { Problem } from '../../ui/problem.tsx'
import { NetworkDot } from '../../ui/network-dot.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import classes from './accounts.module.css'
import { RemoveAccount } from './remove-account.tsx'

/** Who we are on each network. */
export function Accounts() {
  const { data: accounts, error, refetch } = useAccounts()
  const { data: networks } = useNetworks()
  const { data: streams } = useStreams()
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
          const network = networks?.find((one) => one.id === account.network)
          const count = streams?.filter((stream) => stream.accountId === account.id).length ?? 0
          return (
            <li key={account.id} className={classes.row}>
              {network === undefined ? <span /> : <NetworkDot network={network} />}
              <div className={classes.what}>
                <h2 className={classes.handle}>
                  <bdi>{account.handle}</bdi>
                </h2>
                <p className={classes.quiet}>
                  <bdi>{account.name}</bdi> · {network?.label ?? account.network} ·{' '}
                  {count === 1 ? '1 stream' : `${count} streams`}
                </p>
                {account.state === 'signed-out' && (
                  <p className={classes.signedOut}>Signed out: nothing is heard or sent as this account.</p>
                )}
              </div>
              <div className={classes.acts}>
                <Button
                  size="compact-xs"
                  variant={account.state === 'signed-out' ? 'filled' : 'subtle'}
                  aria-label={`Sign in again as ${account.handle}`}
                  onClick={() => openSignIn(account.id)}
                >
                  Sign in again
                </Button>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Remove ${account.handle}`}
                  onClick={() => setRemoving(account)}
                >
                  Remove …
                </Button>
              </div>
            </li>
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
