import type { DemoTown } from '#shared/core-process'
import type { Core } from './deps.ts'

/**
 * Signs a fresh data folder in to the demo town and listens to its feeds and hashtags, by the very calls that the
 * window makes. Does nothing where there is an account already.
 */
export async function settleInTown(core: Core, town: DemoTown): Promise<void> {
  const { handlers } = core
  const accounts = await handlers['accounts.list']({})
  if (accounts.length > 0) return
  // The demo's credential opens nothing but a town on this machine, so nobody is asked.
  const { undoSendMs } = town
  await handlers['settings.set']({
    fileKeyConsent: true,
    ...(undoSendMs === undefined ? {} : { undoSendMs }),
  })
  const account = await handlers['accounts.signIn']({
    network: 'mastodon',
    host: town.url,
    fields: { token: town.account.token },
  })
  for (const feed of town.feeds) {
    await handlers['streams.add']({ network: 'feed', kind: 'feed', config: { url: feed.url } })
  }
  for (const tag of town.hashtags) {
    await handlers['streams.add']({
      network: 'mastodon',
      kind: 'hashtag',
      accountId: account.id,
      config: { tag },
    })
  }
  for (const signIn of town.accounts) await handlers['accounts.signIn'](signIn)
  for (const stream of town.streams) await handlers['streams.add'](stream)
}
