import { refused, shown, type ArchiveLimits } from './limits.ts'

/**
 * The path of an entry as formats see it: relative, with `/`. Nothing here is ever written to disk, so a path could not
 * lead anywhere; but one that tries to was made by somebody with a purpose, and the whole archive is refused. Throws
 * bad-input.
 */
export function safePath(path: string, limits: Pick<ArchiveLimits, 'pathLength'>): string {
  if (path.length > limits.pathLength) throw refused(`the name ${shown(path)} is too long`)
  if (path.includes('\u0000')) throw refused(`the name ${shown(path)} has a character that no file name has`)
  if (path.includes('\\'))
    throw refused(`the name ${shown(path)} has a backslash, which could lead out of a folder`)
  if (path.startsWith('/') || /^[a-z]:/i.test(path))
    throw refused(`the name ${shown(path)} leads out of the archive`)
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw refused(`the name ${shown(path)} leads out of the archive`)
  if (parts.length === 0) throw refused('one of its files has no name')
  return parts.join('/')
}

/** An archive inside an archive: said in the plan, never opened. */
export function isNestedArchive(path: string): boolean {
  return /\.(?:zip|tar|tgz|tar\.\w+|7z|rar)$/i.test(path)
}

/** A link leads elsewhere, which no entry may. */
export function linkRefused(path: string): Error {
  return refused(`${shown(path)} is a link and not a file`)
}
