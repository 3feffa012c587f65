import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { contentSecurityPolicy, fileFor } from './app-files.ts'
import { noticePage, type Notice } from './notice.ts'

/** To be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built window, and in place of it a notice where there is one to give. */
export function serveApp(session: Session, folder: string, notice: () => Notice | undefined): void {
  session.protocol.handle('app', async (request) => {
    const said = notice()
    if (said !== undefined) return answer(noticePage(said), 'text/html; charset=utf-8')
    const file = request.method === 'GET' ? fileFor(folder, request.url) : undefined
    if (file === undefined) return new Response('There is nothing here.', { status: 404 })
    try {
      return answer(new Uint8Array(await readFile(file.path)), file.type)
    } catch {
      // Not built, or a name that does not exist: both are simply not here.
      return new Response('There is nothing here.', { status: 404 })
    }
  })
}

function answer(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  })
}
