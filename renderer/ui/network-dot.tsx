import type { NetworkManifest } from '#shared/domain/network'
import classes from './network-dot.module.css'

/** A network as a dot in its colour; its name is said to screen readers. */
export function NetworkDot({ network }: { network: Pick<NetworkManifest, 'label' | 'color'> }) {
  const background = `light-dark(${network.color.light}, ${network.color.dark})`
  return (
    <span
      className={classes.dot}
      style={{ background }}
      role="img"
      aria-label={network.label}
      title={network.label}
    />
  )
}
