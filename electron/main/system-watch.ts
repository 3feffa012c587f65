import { net, powerMonitor } from 'electron'
import type { CoreConnection } from './core-process.ts'

/** How often the network is looked at; Electron tells main of no change by itself. */
const lookMs = 5_000

/** Tells core when the machine woke and when it came on or went off the network, so that what is overdue is asked at once. Returns how to stop. */
export function watchSystem(
  core: () => CoreConnection | undefined,
  onTrouble: (what: string, error: unknown) => void,
): () => void {
  const woke = (): void => {
    core()
      ?.call('system.woke', {})
      .catch((error: unknown) => onTrouble('system.woke', error))
  }
  powerMonitor.on('resume', woke)
  powerMonitor.on('unlock-screen', woke)
  let online = net.isOnline()
  const timer = setInterval(() => {
    if (net.isOnline() === online) return
    online = !online
    core()
      ?.call('system.online', { online })
      .catch((error: unknown) => onTrouble('system.online', error))
  }, lookMs)
  return () => {
    clearInterval(timer)
    powerMonitor.off('resume', woke)
    powerMonitor.off('unlock-screen', woke)
  }
}
