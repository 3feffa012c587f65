import { z } from 'zod'
import { Failure } from '#shared/failure'
import type { NetworkAccount } from '../types.ts'
import { factsOf, signedInClient, type Client, type Outside } from './client.ts'
import { whichApi } from './which-api.ts'

const credentials = z.object({ jwt: z.string() })

/** Talks as the account. Throws signed-out where its credentials cannot be read. */
export function clientOf(ctx: Outside, account: NetworkAccount): Client {
  const known = factsOf(account)
  const parsed = credentials.safeParse(account.credentials)
  if (!parsed.success || known === undefined)
    throw new Failure('signed-out', `The sign-in of ${account.handle} is incomplete. Sign in again.`)
  return watched(ctx, signedInClient(ctx, account.host, known.api, parsed.data.jwt, known))
}

/**
 * A server that was updated to 1.0 answers a few calls of the older API and none of the others. What it does not have
 * is then no deletion: it passes as soon as the account's facts are asked for again, once a day.
 */
function watched(ctx: Outside, client: Client): Client {
  if (client.api === 'v4') return client
  let isChecked = false
  return {
    ...client,
    async json(path, asking) {
      try {
        return await client.json(path, asking)
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'gone' || isChecked) throw error
        if ((await whichApi(ctx, client.server)) === client.api) {
          isChecked = true
          throw error
        }
        const words = `${client.host} was updated. Earshot finds out how to ask it now, within a day.`
        throw new Failure('unavailable', words, { cause: error })
      }
    },
  }
}
