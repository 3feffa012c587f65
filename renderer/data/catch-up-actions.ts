import { openConversation, showPass } from '../state.ts'
import { attempt } from './actions.ts'
import { core, host } from './client.ts'

/** Opens what was heard since the user left (or since a time), or goes on with it where it was not ended. */
export async function catchUp(more: { sinceMs?: number; withSilent?: boolean } = {}): Promise<void> {
  const pass = await attempt('Not opened', () => core.call('catchup.open', more))
  if (pass !== undefined) showPass(pass)
}

/** The user does not want to catch up now. */
export const dismissCatchUp = () => attempt('Not put away', () => core.call('catchup.dismiss', {}))

/** Opens what a clicked banner told of. Call once, before the ports are taken: main may have waited with it. */
export function followBanners(): void {
  host.on('openConversation', ({ conversationId }) => openConversation(conversationId))
  host.on('openCatchUp', ({ sinceMs }) => void catchUp({ sinceMs }))
}
