import type { Network } from '../networks/types.ts'

/*
 * What may be kept only as long as it is seen where it was said. Besides a network's own items these are entries of plain
 * feeds that lie at its hosts: the same words, heard another way.
 */

type Networks = ReadonlyMap<string, Network>

interface Placed {
  network: string
  url?: string | null | undefined
}

/** Days that an item may be kept unseen, and by which network's word; undefined: for good. */
export function keptUnseen(networks: Networks, item: Placed): { days: number; by: string } | undefined {
  for (const { manifest } of networks.values()) {
    const { maxDays, feedHosts = [] } = manifest.retention ?? {}
    if (maxDays === undefined) continue
    const isIts =
      item.network === manifest.id || (isFeeds(networks.get(item.network)) && liesAt(item.url, feedHosts))
    if (isIts) return { days: maxDays, by: manifest.id }
  }
  return undefined
}

/** Networks whose items a network's word covers, each perhaps in part. */
export function coveredBy(networks: Networks, id: string): string[] {
  const isElsewhere = networks.get(id)?.manifest.retention?.feedHosts !== undefined
  return [...networks.keys()].filter((each) => each === id || (isElsewhere && isFeeds(networks.get(each))))
}

/** Reads whatever feed somebody names. */
function isFeeds(network: Network | undefined): boolean {
  const kinds = network?.manifest.streamKinds ?? []
  return kinds.some(({ kind, fields }) => kind === 'feed' && fields.some(({ kind: of }) => of === 'url'))
}

function liesAt(url: string | null | undefined, hosts: readonly string[]): boolean {
  if (url === null || url === undefined || !URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
}
