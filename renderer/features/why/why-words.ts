import type { NetworkManifest } from '#shared/domain/network'
import type { WhyHeard } from '#shared/domain/why'
import { durationWords } from '../../ui/duration.ts'

/** How it was heard, in plain words: `by asking Mastodon for “bread”`. */
export function howWords(heard: WhyHeard, networks: readonly NetworkManifest[]): string {
  const label = networks.find((one) => one.id === heard.network)?.label ?? heard.network
  const as = heard.accountHandle === undefined ? '' : ` as ${heard.accountHandle}`
  switch (heard.via) {
    case 'poll':
      return heard.asked === undefined || heard.asked.asked.length === 0
        ? `by asking ${label}${as}`
        : `by asking ${label}${as} for ${heard.asked.asked.map((one) => `“${one}”`).join(' and ')}`
    case 'live':
      return `live from ${label}${as}`
    case 'match':
      return 'here, in what another stream brought'
    case 'history':
      return 'here, in what was stored before the rule was written'
    case 'backfill':
      return `while catching up with ${label}${as}`
    case 'thread':
      return 'with its thread'
    case 'recheck':
      return `by looking again at ${label}`
    default:
      return `by ${heard.via}`
  }
}

/**
 * By which call it was heard: `Mastodon · Hashtag · timelines/tag/:tag · asked every 1 min`; empty where the network was not asked. What of is
 * told where the name and the rule of the stream do not.
 */
export function callWords(heard: WhyHeard, networks: readonly NetworkManifest[]): string {
  const { call, via } = heard
  if (call === undefined) return ''
  const isSaid = `${heard.streamName} ${heard.rule}`.toLowerCase().includes((call.of ?? '').toLowerCase())
  const every = durationWords(call.everyMs)
  return [
    networks.find((one) => one.id === heard.network)?.label ?? heard.network,
    isSaid ? call.label : `${call.label}: ${call.of ?? ''}`,
    ...(call.calls === undefined ? [] : [call.calls.join(' or ')]),
    via === 'live' ? `live, and asked every ${every}` : `asked every ${every}`,
  ].join(' · ')
}

/** What was left to be filtered here, after a network was asked; empty where nothing was. */
export function filteredWords(heard: WhyHeard): string {
  const here = heard.asked?.here ?? []
  return here.length === 0 ? '' : `Filtered here: ${here.join(' ')}`
}
