import { extname, join, normalize, sep } from 'node:path'

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
