import type { Session, WebContents } from 'electron'
import { mayLoad } from './own-page.ts'

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
