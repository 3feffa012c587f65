import { Failure, type FailureCode } from '#shared/failure'
import { strangerClient, type Api, type Outside } from './client.ts'
import type { Limit } from './lemmy-failure.ts'
import { wireSite } from './wire.ts'

/** Answers that mean: this server does not have it. Anything else is trouble, and is told as such. */
const isNot: readonly FailureCode[] = ['gone', 'bad-response', 'rejected', 'not-supported']

/**
 * Which API a server has, told by asking for its front door. 1.0 answers parts of the older one too, so the newer is
 * asked for first. `named` says why, for servers that the user did not type; `limit` is that of what is asked for
 * next, which waits where that does. Throws not-supported where it has neither.
 */
export async function whichApi(
  ctx: Outside,
  server: string,
  { named, limit = 'read' }: { named?: string; limit?: Limit } = {},
): Promise<Api> {
  for (const api of ['v4', 'v3'] as const) {
    try {
      const data = await strangerClient(ctx, server, api, named).json('/site', { limit })
      if (wireSite.safeParse(data).success) return api
    } catch (error) {
      if (!(error instanceof Failure) || !isNot.includes(error.code)) throw error
    }
  }
  throw new Failure(
    'not-supported',
    `${new URL(server).host} does not answer as Lemmy does. Check the address of the server.`,
  )
}
