import type { Handle } from '#shared/domain/item'
import { useNetworks } from '../data/queries.ts'
import classes from './avatar.module.css'
import { faceColor, initials } from './initials.ts'

/** A face without a picture: initials on the person's own colour, the network as a small badge. Loads nothing. */
export function Avatar({
  author,
  mine = false,
}: {
  author: Pick<Handle, 'network' | 'handle' | 'name'>
  mine?: boolean
}) {
  const color = mine ? 'var(--accent)' : faceColor(author.network, author.handle)
  return (
    <span
      className={classes.face}
      style={{ background: color, color: mine ? 'var(--on-accent)' : '#fff' }}
      aria-hidden
    >
      {initials(author.name === '' ? author.handle : author.name)}
      <NetworkBadge network={author.network} />
    </span>
  )
}

/** The network in one or two characters, in its manifest's colours. */
export function NetworkBadge({ network }: { network: string }) {
  const manifest = useNetworks().data?.find((other) => other.id === network)
  if (manifest === undefined) return null
  return (
    <i
      className={classes.badge}
      style={{ background: `light-dark(${manifest.color.light}, ${manifest.color.dark})` }}
      title={manifest.label}
    >
      {manifest.badge}
    </i>
  )
}
