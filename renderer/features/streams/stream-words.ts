import type { NetworkManifest } from '#shared/domain/network'
import type { Stream } from '#shared/domain/stream'
import { assertNever } from '#shared/failure'
import { durationWords } from '../../ui/duration.ts'
import { levelLabel } from '../../ui/notify-level.tsx'

/** Health as a dot; the words beside it always say the same. */
export type HealthTone = 'ok' | 'limited' | 'bad' | 'off'

export function toneOf(stream: Pick<Stream, 'health'>): HealthTone {
  switch (stream.health) {
    case 'ok':
      return 'ok'
    case 'new':
    case 'limited':
    case 'late':
      return 'limited'
    case 'signed-out':
    case 'broken':
      return 'bad'
    case 'paused':
      return 'off'
    default:
      return assertNever(stream.health)
  }
}

/** How a stream is, in a few words; times are drawn beside them. */
export function healthWords(stream: Pick<Stream, 'health' | 'live'>): string {
  switch (stream.health) {
    case 'ok':
      return stream.live ? 'live' : 'heard'
    case 'new':
      return 'not asked yet'
    case 'late':
      return 'late, tried again by itself'
    case 'limited':
      return 'asked to wait'
    case 'signed-out':
      return 'signed out'
    case 'broken':
      return 'not heard'
    case 'paused':
      return 'paused'
    default:
      return assertNever(stream.health)
  }
}

/** `Mastodon · Hashtag · every 5 min · badge`. */
export function kindWords(
  stream: Pick<Stream, 'network' | 'kind' | 'intervalMs' | 'notify'>,
  networks: readonly NetworkManifest[],
): string {
  const network = networks.find((one) => one.id === stream.network)
  const kind = network?.streamKinds.find((one) => one.kind === stream.kind)
  return `${network?.label ?? stream.network} · ${kind?.label ?? stream.kind} · every ${durationWords(stream.intervalMs)} · ${levelLabel(stream.notify).toLowerCase()}`
}

/** What an import did: `12 added, 3 were here already, 1 refused`. */
export function importWords(report: { added: number; already: number; refused: readonly unknown[] }): string {
  const already =
    report.already === 0 ? '' : `, ${report.already} ${report.already === 1 ? 'was' : 'were'} here already`
  const refused = report.refused.length === 0 ? '' : `, ${report.refused.length} refused`
  return `${report.added} added${already}${refused}`
}

/** Streams that need a look first, then by name; equal names keep the order in which they were added. */
export function sortedStreams(streams: readonly Stream[]): Stream[] {
  const weight: Record<HealthTone, number> = { bad: 0, limited: 1, ok: 1, off: 2 }
  return streams.toSorted(
    (a, b) => weight[toneOf(a)] - weight[toneOf(b)] || a.name.localeCompare(b.name) || a.id - b.id,
  )
}
