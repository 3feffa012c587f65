import { protocol, type Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { noticePage, type Notice } from './notice.ts'

/** The window is served from here and not from file://, so that it has an origin of its own and a policy in a header. */
export const appOrigin = 'app://earshot'

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** To be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** The file under `folder` that an address names; undefined for addresses that lead elsewhere or are of no known type. Pure. */
export function fileFor(folder: string, url: string): { path: string; type: string } | undefined {
  const { host, pathname } = new URL(url)
  if (host !== 'earshot') return undefined
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    // Broken percent signs name nothing.
    return undefined
  }
  const path = normalize(join(folder, decoded === '/' ? 'index.html' : decoded))
  const type = types[extname(path)]
  if (!path.startsWith(folder + sep) || path.includes('\0') || type === undefined) return undefined
  return { path, type }
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
