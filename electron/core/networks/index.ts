import type { Network } from './types.ts'

/** Every network, by id: each folder beside this file that has an index.ts. Nothing else knows their names. */
export const networks: ReadonlyMap<string, Network> = collect(
  import.meta.glob<{ network: Network }>('./*/index.ts', { eager: true }),
)

/** Puts modules by the id of their network; throws where two claim the same. */
export function collect(modules: Record<string, { network: Network }>): ReadonlyMap<string, Network> {
  const byId = new Map<string, Network>()
  for (const [path, { network }] of Object.entries(modules)) {
    const { id } = network.manifest
    if (byId.has(id)) throw new Error(`Two networks call themselves ${id}; one of them is ${path}.`)
    byId.set(id, network)
  }
  return byId
}
