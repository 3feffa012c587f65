import type { RawAuthor, RawMedia, RawText } from './raw-feed.ts'
import { childNamed, childrenNamed, innerText, textOf, toHtml, type XmlNode } from './xml-node.ts'

/** Readers of the parts that RSS and Atom share. */

/** A text that is plain by its format. */
export function plain(value: string | undefined): RawText | undefined {
  return value === undefined || value.trim() === '' ? undefined : { value: value.trim(), kind: 'text' }
}

/** An RSS text: markup where elements stand in it, else whatever it turns out to be. */
export function looseText(node: XmlNode | undefined, kind: 'maybe' | 'html' = 'maybe'): RawText | undefined {
  if (node === undefined) return undefined
  const hasElements = node.children.some((child) => typeof child !== 'string')
  const value = (hasElements ? toHtml(node.children) : innerText(node)).trim()
  return value === '' ? undefined : { value, kind: hasElements ? 'html' : kind }
}

/** The first of several elements that holds text. */
export function firstText(
  parent: XmlNode,
  names: readonly string[],
  kind: 'maybe' | 'html' = 'maybe',
): RawText | undefined {
  for (const name of names) {
    for (const node of childrenNamed(parent, name)) {
      const text = looseText(node, kind)
      if (text !== undefined) return text
    }
  }
  return undefined
}

/** Yahoo's Media RSS says per element whether a description is plain or html; plain is the default there. */
export function mediaDescription(parent: XmlNode): RawText | undefined {
  const group = childNamed(parent, 'media:group')
  const node = childNamed(parent, 'media:description') ?? (group && childNamed(group, 'media:description'))
  if (node === undefined) return undefined
  const value = innerText(node).trim()
  return value === '' ? undefined : { value, kind: node.attributes.get('type') === 'html' ? 'html' : 'text' }
}

/** An Atom person: name, uri (url in Atom 0.3) and email. */
export function atomPerson(node: XmlNode): RawAuthor {
  return {
    name: textOf(node, 'name', 'atom:name'),
    uri: textOf(node, 'uri', 'url', 'atom:uri'),
    email: textOf(node, 'email', 'atom:email'),
  }
}

/** RSS writes people as `mail@host (Name)`, `Name <mail@host>`, a mail address, or simply a name. */
export function rssPerson(text: string): RawAuthor {
  const clean = text
    .slice(0, 300)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^mailto:/i, '')
  const bracketed = /^(\S+@\S+) ?\((.*)\)$/.exec(clean)
  if (bracketed !== null) return { email: bracketed[1], name: bracketed[2]?.trim() || undefined }
  const angled = /^"?([^"<]*?)"? ?<([^<>\s]+@[^<>\s]+)>$/.exec(clean)
  if (angled !== null) return { email: angled[2], name: angled[1]?.trim() || undefined }
  return /^\S+@\S+\.\S+$/.test(clean) ? { email: clean } : { name: clean || undefined }
}

/** Pictures, sound and films of an entry: enclosures, Media RSS (also in groups) and the podcast's picture. */
export function readMedia(entry: XmlNode): RawMedia[] {
  const found: RawMedia[] = []
  for (const node of childrenNamed(entry, 'enclosure', 'enc:enclosure')) {
    const url =
      node.attributes.get('url') ??
      node.attributes.get('href') ??
      node.attributes.get('resource') ??
      node.attributes.get('rdf:resource') ??
      node.attributes.get('enc:url')
    if (url !== undefined)
      found.push({
        url,
        type: node.attributes.get('type') ?? node.attributes.get('enc:type'),
        from: 'enclosure',
      })
  }
  for (const holder of [entry, ...childrenNamed(entry, 'media:group')]) {
    const contents = childrenNamed(holder, 'media:content')
      .map(mediaContent)
      .filter((one) => one !== undefined)
    const thumbnails = childrenNamed(holder, 'media:thumbnail')
      .map((node) => thumbnail(node))
      .filter((one) => one !== undefined)
    const film = contents.find((one) => one.preview === undefined && isFilm(one))
    // One film and its still picture are one thing; a picture beside anything else is a thing of its own.
    const still = film === undefined ? undefined : thumbnails.shift()
    if (film !== undefined && still !== undefined) film.preview = still.url
    found.push(...contents, ...thumbnails)
  }
  const picture = childNamed(entry, 'itunes:image')?.attributes.get('href')
  const sound = found.find((one) => one.preview === undefined && /^(?:audio|video)\//.test(one.type ?? ''))
  if (picture !== undefined && sound !== undefined) sound.preview = picture
  else if (picture !== undefined) found.push({ url: picture, from: 'image' })
  return found
}

function isFilm(media: RawMedia): boolean {
  return media.medium === 'video' || /^video\/|shockwave-flash$/.test(media.type ?? '')
}

function mediaContent(node: XmlNode): RawMedia | undefined {
  const url = node.attributes.get('url') ?? childNamed(node, 'media:player')?.attributes.get('url')
  if (url === undefined) return undefined
  const description = childNamed(node, 'media:description')
  const preview = childNamed(node, 'media:thumbnail')?.attributes.get('url')
  return {
    url,
    type: node.attributes.get('type'),
    medium: node.attributes.get('medium'),
    alt: (description && innerText(description).trim()) || undefined,
    preview,
    ...size(node),
    from: 'content',
  }
}

function thumbnail(node: XmlNode): RawMedia | undefined {
  const url = node.attributes.get('url')
  return url === undefined ? undefined : { url, ...size(node), from: 'thumbnail' }
}

function size(node: XmlNode): { width?: number; height?: number } {
  const width = Number(node.attributes.get('width'))
  const height = Number(node.attributes.get('height'))
  return { ...(width > 0 ? { width } : {}), ...(height > 0 ? { height } : {}) }
}
