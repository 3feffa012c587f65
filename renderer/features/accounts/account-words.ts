import type { Health } from '#shared/domain/stream'
import { healthNames } from '../../ui/health-names.ts'

/** How the streams of an account are: `3 streams heard`, `3 streams: 2 heard, 1 late, trying again`. */
export function streamsWords(all: readonly Health[]): string {
  if (all.length === 0) return 'No stream listens as this account'
  const count = all.length === 1 ? '1 stream' : `${String(all.length)} streams`
  const kinds = [...new Set(all)]
  const [only] = kinds
  if (kinds.length === 1 && only !== undefined) return `${count} ${healthNames[only]}`
  const each = kinds.map((kind) => `${String(all.filter((one) => one === kind).length)} ${healthNames[kind]}`)
  return `${count}: ${each.join(', ')}`
}
