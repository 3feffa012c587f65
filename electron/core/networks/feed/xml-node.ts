/**
 * A tree of XML elements with names in a fixed spelling (`dc:creator`, `media:content`, …) whatever prefix the
 * document uses, taken from the ordered nodes that rss-parser's XML reader keeps.
 */
export interface XmlNode {
  name: string
  attributes: ReadonlyMap<string, string>
  children: (XmlNode | string)[]
}

/** Fixed prefixes of the namespaces that feeds use. Addresses are compared without case, scheme and trailing slash. */
const prefixes: Readonly<Record<string, string>> = {
  'www.w3.org/2005/atom': 'atom',
  'purl.org/atom/ns#': 'atom',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/rss/1.0': '',
  'my.netscape.com/rdf/simple/0.9': '',
  'channel.netscape.com/rdf/simple/0.9': '',
  'backend.userland.com/rss2': '',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/rss/1.0/modules/slash': 'slash',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'wellformedweb.org/commentapi': 'wfw',
  'purl.org/syndication/thread/1.0': 'thr',
  'purl.org/atompub/tombstones/1.0': 'at',
  'search.yahoo.com/mrss': 'media',
  'www.rssboard.org/media-rss': 'media',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'purl.oclc.org/net/rss_2.0/enc#': 'enc',
  'www.w3.org/1999/xhtml': 'xhtml',
  'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'www.w3.org/xml/1998/namespace': 'xml',
}

/** Prefix in the document to fixed prefix; the empty string stands for names without one. */
export type Scope = ReadonlyMap<string, string>

function fixedPrefix(address: string): string | undefined {
  const key = address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
  return Object.hasOwn(prefixes, key) ? prefixes[key] : undefined
}

/** The scope inside an element with these attributes. */
export function enterScope(outer: Scope, attributes: Iterable<readonly [string, string]>): Scope {
  let inner: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    // A scope is copied for each element that adds to it, so a long one could be used to keep us busy.
    if ((inner ?? outer).size >= 100) break
    const prefix = name === 'xmlns' ? '' : name.slice(6)
    const fixed = fixedPrefix(value)
    // An unknown namespace hides the element from us, unless its prefix is the usual name of a known one.
    inner ??= new Map(outer)
    inner.set(prefix, fixed ?? (prefix === '' ? '?' : prefix))
  }
  return inner ?? outer
}

function fixedName(name: string, scope: Scope, home: string): string {
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  const local = colon < 0 ? name : name.slice(colon + 1)
  const fixed = scope.get(prefix) ?? prefix
  // Names of the feed's own vocabulary stand bare, so that `atom:entry` in Atom and `entry` are one.
  return fixed === '' || fixed === home ? local : `${fixed}:${local}`
}

/** Deeper elements are flattened to their text: nobody writes feeds like that in good faith. */
const deepest = 100

/** Takes over one ordered child list of the XML reader. `home` is the fixed prefix of the feed's own vocabulary. */
export function nodesFrom(list: unknown, scope: Scope, home: string, depth = 0): (XmlNode | string)[] {
  if (!Array.isArray(list)) return []
  const nodes: (XmlNode | string)[] = []
  for (const raw of list) {
    const name = field(raw, '#name')
    if (typeof name !== 'string') continue
    const text = field(raw, '_')
    if (name === '__text__' || depth >= deepest) {
      if (typeof text === 'string') nodes.push(text)
      continue
    }
    const attributes = attributesFrom(field(raw, '$'))
    const inner = enterScope(scope, attributes)
    nodes.push({
      name: fixedName(name.replace(/^kept\./, ''), inner, home),
      attributes: fixAttributes(attributes, inner, home),
      children: nodesFrom(field(raw, '$$'), inner, home, depth + 1),
    })
  }
  return nodes
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

/** Attributes of the XML reader, an object of strings, as a map. */
export function attributesFrom(value: unknown): Map<string, string> {
  const attributes = new Map<string, string>()
  if (typeof value !== 'object' || value === null) return attributes
  for (const [name, text] of Object.entries(value)) if (typeof text === 'string') attributes.set(name, text)
  return attributes
}

function fixAttributes(attributes: Map<string, string>, scope: Scope, home: string): Map<string, string> {
  const fixed = new Map<string, string>()
  for (const [name, value] of attributes) {
    // Attributes without prefix belong to no namespace, so only prefixed ones are renamed.
    fixed.set(name.includes(':') && !name.startsWith('xmlns') ? fixedName(name, scope, home) : name, value)
  }
  return fixed
}

export function childrenNamed(node: { children: (XmlNode | string)[] }, ...names: string[]): XmlNode[] {
  return node.children.filter(
    (child): child is XmlNode => typeof child !== 'string' && names.includes(child.name),
  )
}

export function childNamed(
  node: { children: (XmlNode | string)[] },
  ...names: string[]
): XmlNode | undefined {
  for (const name of names) {
    const found = node.children.find((child) => typeof child !== 'string' && child.name === name)
    if (found !== undefined && typeof found !== 'string') return found
  }
  return undefined
}

/** Text of an element and all inside it, as written. */
export function innerText(node: XmlNode): string {
  return node.children.map((child) => (typeof child === 'string' ? child : innerText(child))).join('')
}

/** Trimmed text of the first child of one of these names that has any. */
export function textOf(node: { children: (XmlNode | string)[] }, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const child of childrenNamed(node, name)) {
      const text = innerText(child).trim()
      if (text !== '') return text
    }
  }
  return undefined
}

const voidElements = new Set([
  'area',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])

/** Elements as HTML, prefixes dropped: how xhtml content becomes markup like any other. */
export function toHtml(nodes: (XmlNode | string)[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return escapeHtml(node)
      const name = node.name.slice(node.name.indexOf(':') + 1)
      const attributes = [...node.attributes]
        .filter(([key]) => !key.includes(':') && key !== 'xmlns')
        .map(([key, value]) => ` ${key}="${escapeHtml(value).replaceAll('"', '&quot;')}"`)
        .join('')
      return voidElements.has(name)
        ? `<${name}${attributes}>`
        : `<${name}${attributes}>${toHtml(node.children)}</${name}>`
    })
    .join('')
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
