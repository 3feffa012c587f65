import type { Session, WebContents } from 'electron'
import { appOrigin } from './app-protocol.ts'

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

/** Permissions denied, and no request to any host: what the window shows comes from the disk and through its ports. */
export function guardSession(
  session: Session,
  devServer: string | undefined,
  onBlocked: (url: string) => void,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  // Dictionaries would be fetched from a server of Google's.
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !mayLoad(details.url, devServer)
    if (cancel) onBlocked(details.url)
    answer({ cancel })
  })
}

/** No navigation away, no new windows, no webviews, whatever the page tries. Links go through `host.openExternal`. */
export function guardContents(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }): void => event.preventDefault()
  contents.on('will-navigate', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
