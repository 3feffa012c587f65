import { appOrigin } from './app-files.ts'

/** True for addresses that the window may load: its own files, and in development those of the dev server. Pure. */
export function mayLoad(url: string, devServer: string | undefined): boolean {
  if (url.startsWith(`${appOrigin}/`) || url.startsWith('data:') || url.startsWith('blob:app://earshot/'))
    return true
  // The tools of the developer bring their own files.
  if (url.startsWith('devtools://')) return true
  if (devServer === undefined) return false
  const own = new URL(devServer)
  const asked = parsed(url)
  return asked !== undefined && asked.host === own.host && ['http:', 'ws:'].includes(asked.protocol)
}

/** The page of the window itself: the only one that is handed ports. Pure. */
export function isOwnPage(url: string, devServer: string | undefined): boolean {
  const page = parsed(url)
  if (page === undefined) return false
  if (page.protocol === 'app:') return page.host === 'earshot'
  return devServer !== undefined && page.origin === new URL(devServer).origin
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
