import Parser from 'rss-parser'
import { joinBase } from './links.ts'
import { mostEntries, type RawFeed } from './raw-feed.ts'
import { readAtom } from './read-atom.ts'
import { readRss } from './read-rss.ts'
import { rootElement } from './sniff.ts'
import { attributesFrom, enterScope, nodesFrom, type Scope, type XmlNode } from './xml-node.ts'

/**
 * The parser in front. rss-parser recognises the format and finds the entries (`parseString` only: the fetching is
 * core's). Of each entry it hands over the ordered nodes of its XML reader, from which everything is read here,
 * because its own fields lose the order inside xhtml, the type of titles, all but the first enclosure and xml:base.
 *
 * Elements with bodies are renamed before rss-parser sees them: it would strip markup from them with expressions
 * that take quadratic time on text with many open tags, so that a hostile feed could hang the process.
 */
const kept = new Set(['description', 'content', 'summary', 'content:encoded', 'published', 'updated'])

interface Handed {
  nodes?: unknown
  attributes?: unknown
}

function makeParser(): Parser<Handed, Handed> {
  const handOver = [
    ['$$', 'nodes', { keepArray: true }],
    ['$', 'attributes', { keepArray: true }],
  ]
  return new Parser<Handed, Handed>({
    // The library's types know renaming for items only, and its code does it for both.
    customFields: { item: handOver, feed: handOver } as unknown as Parser.CustomFields<Handed, Handed>,
    xml2js: {
      explicitChildren: true,
      preserveChildrenOrder: true,
      charsAsChildren: true,
      includeWhiteChars: true,
      tagNameProcessors: [(name: string) => (kept.has(name) ? `kept.${name}` : name)],
    },
  })
}

/** Throws whatever the library throws where the document is not strict XML or no feed it knows. */
export async function parseWithRssParser(text: string, url: string): Promise<RawFeed> {
  const feed = await makeParser().parseString(text)
  const root = rootElement(text)
  if (root === undefined) throw new Error('no root element')
  const home = root.name === 'feed' ? 'atom' : ''
  const scope = rootScope(root.attributes, home)
  const base = joinBase(url, root.attributes.get('xml:base'))
  const outer = toNode(root.name, feed, scope, home)
  const entries = feed.items.slice(0, mostEntries).map((item) => toNode('item', item, scope, home))
  // xml:lang of <rss> and <rdf:RDF> holds for the channel inside.
  const lang = root.attributes.get('xml:lang')
  const channel =
    lang === undefined || outer.attributes.has('xml:lang')
      ? outer
      : { ...outer, attributes: new Map([...outer.attributes, ['xml:lang', lang]]) }
  if (root.name === 'feed') return readAtom(channel, entries, url)
  return readRss(channel, entries, root.name === 'rdf:RDF' ? 'rdf' : 'rss', base)
}

/** Names without prefix belong to the feed's own vocabulary, whatever default namespace the root claims. */
function rootScope(attributes: ReadonlyMap<string, string>, home: string): Scope {
  const scope = new Map(enterScope(new Map(), attributes))
  scope.set('', home)
  return scope
}

function toNode(name: string, handed: Handed, scope: Scope, home: string): XmlNode {
  const attributes = attributesFrom(handed.attributes)
  const own = new Map(enterScope(scope, attributes))
  own.set('', home)
  const fixed = new Map([...attributes].map(([key, value]) => [key === 'about' ? 'rdf:about' : key, value]))
  return { name, attributes: fixed, children: nodesFrom(handed.nodes, own, home) }
}
