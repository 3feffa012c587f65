import { Failure } from '#shared/failure'

const schemes = new Set(['https:', 'http:', 'mailto:'])

/** The address as the system may be asked to open it. Throws bad-input for any scheme but https, http and mailto. Pure. */
export function externalAddress(url: string): string {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch (cause) {
    throw new Failure('bad-input', 'This is not a whole address.', { cause })
  }
  if (!schemes.has(parsed.protocol)) {
    throw new Failure('bad-input', `Earshot opens web and mail addresses only, not ${parsed.protocol}`)
  }
  return parsed.href
}

/** A name without a path in it, for a file that the user saves. Pure. */
export function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = [...last].filter((char) => char >= ' ' && !'<>:"|?*'.includes(char)).join('')
  return plain.replace(/^\.+/, '') || 'earshot.txt'
}
