import { Parser } from 'htmlparser2'
import type { StreamDraft } from '#shared/contract'
import type { StreamConfig } from '#shared/domain/stream'
import { asFailure, Failure } from '#shared/failure'
import { checkConfig } from './check-config.ts'
import { isCommentsAddress } from './normalise.ts'
import { printable } from './text.ts'

/** Lists of subscriptions in OPML 1.0 and 2.0. */

export const maxOpmlChars = 5_000_000
const mostFeeds = 10_000
/** The reader's own work grows with the square of the depth. */
const deepest = 500

interface Outline {
  url: string | undefined
  name: string | undefined
  hasChildren: boolean
  /** Of another kind than feeds: a link, a folder, an included file. */
  type: string | undefined
}

/** Reads subscriptions, nested or not, each address once; what cannot be taken is refused with the reason. Throws bad-input. */
export function readImport(text: string): {
  drafts: StreamDraft[]
  refused: { what: string; why: string }[]
} {
  if (text.length > maxOpmlChars)
    throw new Failure(
      'bad-input',
      `The file is larger than ${maxOpmlChars / 1_000_000} MB; that is no list of feeds.`,
    )
  const { outlines, whole } = readOutlines(text)
  const drafts = new Map<string, StreamDraft>()
  const refused: { what: string; why: string }[] = []
  for (const outline of outlines) {
    if (outline.url === undefined && outline.hasChildren) continue
    const what = (outline.name ?? outline.url ?? 'an entry without a name').slice(0, 200)
    const draft = toDraft(outline)
    if ('why' in draft) refused.push({ what, why: draft.why })
    else if (drafts.has(keyOf(draft)))
      refused.push({ what, why: 'It stands in the file more than once and was taken once.' })
    else if (drafts.size >= mostFeeds)
      refused.push({ what, why: `More than ${mostFeeds} feeds are not taken at once.` })
    else drafts.set(keyOf(draft), draft)
  }
  if (!whole)
    refused.push({
      what: 'the end of the file',
      why: 'The file breaks off; entries after that point are missing.',
    })
  return { drafts: [...drafts.values()], refused }
}

function keyOf(draft: StreamDraft): string {
  return draft.config['url'] ?? ''
}

function toDraft(outline: Outline): StreamDraft | { why: string } {
  if (outline.url === undefined) {
    const what =
      outline.type === undefined || outline.type === 'rss'
        ? ''
        : ` (its type is ${JSON.stringify(outline.type.slice(0, 40))})`
    return { why: `It has no address of a feed${what}.` }
  }
  const kind = isCommentsAddress(outline.url) ? 'comments' : 'feed'
  try {
    const { config, name } = checkConfig(kind, { url: outline.url })
    return { network: 'feed', kind, name: (outline.name ?? name).slice(0, 200), config }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code !== 'bad-input') throw failure
    return { why: failure.message }
  }
}

/** Outlines in the file's order. The reader expands no entities of a doctype and knows no recursion. */
function readOutlines(text: string): { outlines: Outline[]; whole: boolean } {
  const outlines: Outline[] = []
  const open: Outline[] = []
  let root: string | undefined
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        root ??= name.toLowerCase()
        depth += 1
        if (depth > deepest)
          throw new Failure(
            'bad-input',
            `The file is nested deeper than ${deepest} levels; that is no list of feeds.`,
          )
        if (name.toLowerCase() !== 'outline') return
        const outline = toOutline(attributes)
        const parent = open.at(-1)
        if (parent !== undefined) parent.hasChildren = true
        open.push(outline)
        outlines.push(outline)
      },
      onclosetag(name) {
        depth -= 1
        if (name.toLowerCase() === 'outline') open.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(text)
  parser.end()
  if (root !== 'opml')
    throw new Failure(
      'bad-input',
      root === undefined
        ? 'This is not an OPML file.'
        : `This is not an OPML file; it starts with <${root.slice(0, 40)}>.`,
    )
  return {
    outlines,
    whole:
      /<\/opml\s*>\s*(?:<!--[^]*-->\s*)?$/i.test(text.slice(-2000)) ||
      /<opml\b[^<>]*\/>\s*$/i.test(text.slice(-2000)),
  }
}

function toOutline(attributes: Record<string, string>): Outline {
  const byName = new Map(
    Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  )
  const get = (name: string): string | undefined => {
    const value = byName.get(name)
    return value === undefined || value === '' ? undefined : value
  }
  const name = get('title') ?? get('text')
  // `url` is the feed where the type says so: some programs write it instead of xmlUrl.
  const isFeed = /^(?:rss|atom|feed)$/i.test(get('type') ?? '')
  return {
    url: get('xmlurl') ?? (isFeed ? get('url') : undefined),
    name: name === undefined ? undefined : printable(name).replace(/\s+/g, ' ').trim() || undefined,
    hasChildren: false,
    type: get('type'),
  }
}

/** OPML 2.0, one flat list in the given order. */
export function writeExport(streams: { name: string; config: StreamConfig }[]): {
  text: string
  fileName: string
} {
  const outlines = streams.flatMap(({ name, config }) => {
    const url = config['url']
    if (url === undefined) return []
    const title = escapeAttribute(name)
    return [`    <outline type="rss" text="${title}" title="${title}" xmlUrl="${escapeAttribute(url)}"/>`]
  })
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    '    <title>Feeds heard by Earshot</title>',
    '  </head>',
    '  <body>',
    ...outlines,
    '  </body>',
    '</opml>',
    '',
  ]
  return { text: lines.join('\n'), fileName: 'earshot-feeds.opml' }
}

function escapeAttribute(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`)
}
