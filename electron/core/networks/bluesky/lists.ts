import { z } from 'zod'
import type { StreamConfig } from '#shared/domain/stream'
import { Failure } from '#shared/failure'
import type { NetworkContext } from '../types.ts'
import { readOne } from '../read-wire.ts'
import type { Client } from './client.ts'
import { actorOf, placesOf, resolveActor } from './identity.ts'

/** Lists of people (app.bsky.graph.list), anybody's: where they are, and what they are called. */

/** The owner of a list and its key, out of the address of its page or of its record. Throws bad-input. */
export function listOf(typed: string): { owner: string; key: string } {
  const [, owner, key] =
    /^https?:\/\/[^/]+\/profile\/([^/]+)\/lists\/([\w.~:-]+)\/?$/i.exec(typed.trim()) ??
    /^at:\/\/([^/]+)\/app\.bsky\.graph\.list\/([\w.~:-]+)$/.exec(typed.trim()) ??
    []
  if (owner === undefined || key === undefined)
    throw new Failure(
      'bad-input',
      'This is not the address of a list. It looks like https://bsky.app/profile/ana.bsky.social/lists/3k2abc.',
    )
  return { owner: actorOf(owner), key }
}

/** How the network calls a list. It never changes, whoever has the handle of its owner later. */
export async function listUri(ctx: NetworkContext, client: Client, config: StreamConfig): Promise<string> {
  const { owner, key } = listOf(config['address'] ?? '')
  const { pds, typed } = client.facts
  const did = await resolveActor(ctx.http, owner, { ...placesOf(pds), typed })
  return `at://${did}/app.bsky.graph.list/${key}`
}

const wireListView = z.looseObject({ list: z.looseObject({ name: z.string().min(1) }) })

/** The name that its owner gave a list. */
export async function listName(client: Client, list: string): Promise<string> {
  const data = await client.get('app.bsky.graph.getList', { list, limit: '1' })
  return readOne(wireListView, data, client.host, 'a list').list.name.slice(0, 80)
}
