import { Button } from '@mantine/core'
import { dollars } from '#shared/domain/cost'
import type { Account, AccountHealth } from '#shared/domain/account'
import { limitWords } from '#shared/domain/limit-words'
import type { NetworkManifest } from '#shared/domain/network'
import type { Stream } from '#shared/domain/stream'
import { openSignIn } from '../../dialogs.ts'
import { NetworkDot } from '../../ui/network-dot.tsx'
import { bareWhen } from '../../ui/said-when.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { streamsWords } from './account-words.ts'
import classes from './accounts.module.css'

interface AccountRowProps {
  account: Account
  network: NetworkManifest | undefined
  streams: readonly Stream[]
  health: AccountHealth | undefined
  onRemove: () => void
}

/** One account: who, how well it hears, what its hosts still let it ask, what it cost this month. */
export function AccountRow({ account, network, streams, health, onRemove }: AccountRowProps) {
  const isSignedOut = account.state === 'signed-out'
  return (
    <li className={classes.row}>
      {network === undefined ? <span /> : <NetworkDot network={network} />}
      <div className={classes.what}>
        <h2 className={classes.handle}>
          <bdi>{account.handle}</bdi>
        </h2>
        <p className={classes.quiet}>
          <bdi>{account.name}</bdi> · {network?.label ?? account.network}
        </p>
        {isSignedOut ? (
          <p className={classes.signedOut}>Signed out: nothing is heard or sent as this account.</p>
        ) : (
          <p className={classes.quiet}>{streamsWords(streams.map((stream) => stream.health))}</p>
        )}
        {health !== undefined && <Standing health={health} />}
      </div>
      <div className={classes.acts}>
        <Button
          size="compact-xs"
          variant={isSignedOut ? 'filled' : 'subtle'}
          aria-label={`Sign in again as ${account.handle}`}
          onClick={() => openSignIn(account.id)}
        >
          Sign in again
        </Button>
        <Button size="compact-xs" variant="subtle" aria-label={`Remove ${account.handle}`} onClick={onRemove}>
          Remove …
        </Button>
      </div>
    </li>
  )
}

function Standing({ health: { limits, spentMicroUsd } }: { health: AccountHealth }) {
  const nowMs = useTicked()
  return (
    <>
      {limits.map((limit) => (
        <p key={`${limit.host} ${limit.kind}`} className={classes.quiet}>
          <bdi>{limitWords(limit, (ms) => bareWhen(ms, nowMs))}</bdi>
        </p>
      ))}
      {spentMicroUsd !== undefined && (
        <p className={classes.quiet}>{dollars(spentMicroUsd)} spent this month on paid calls</p>
      )}
    </>
  )
}
