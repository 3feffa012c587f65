import type { NetworkManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Network } from '../core/networks/types.ts'
import { nearest } from './given.ts'

/** The network of this name. Throws bad-input with those there are. */
export function networkNamed(networks: ReadonlyMap<string, Network>, id: string): Network {
  const network = networks.get(id)
  if (network !== undefined) return network
  const known = [...networks.keys()]
  const near = nearest(id, known)
  throw new Failure(
    'bad-input',
    `There is no network "${id}". ${near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean "${near}"?`}`,
  )
}

export function manifestOf(networks: ReadonlyMap<string, Network>, id: string): NetworkManifest {
  return networkNamed(networks, id).manifest
}
