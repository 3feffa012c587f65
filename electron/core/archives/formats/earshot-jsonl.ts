import { z } from 'zod'
import { itemKind, media, metrics } from '#shared/domain/item'
import { span } from '#shared/domain/text'
import { jsonLines } from '../json-lines.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../types.ts'

/**
 * Earshot's own export: one item a line, as `earshot export` and the screen of archives write it
 * (`exported-items.ts`; described in docs/archives.md). What other programs write in this shape is read alike.
 */

/** What of a line is read. The rest (why it was there, notes, tags, state) belongs to the store that wrote it. */
const line = z.looseObject({
  network: z.string().regex(/^[a-z][a-z0-9-]*$/),
  remoteId: z.string().min(1),
  kind: itemKind,
  state: z.enum(['live', 'edited', 'deleted']).default('live'),
  mine: z.boolean().default(false),
  direct: z.boolean().default(false),
  createdMs: z.number().positive(),
  editedMs: z.number().optional(),
  author: z.looseObject({
    remoteId: z.string().min(1),
    handle: z.string(),
    name: z.string().default(''),
    url: z.string().optional(),
    bio: z.string().optional(),
    followers: z.number().int().optional(),
    isBot: z.boolean().optional(),
  }),
  title: z.string().optional(),
  text: z.string(),
  spans: z.array(span).default([]),
  warning: z.string().optional(),
  lang: z.string().optional(),
  visibility: z.string().optional(),
  url: z.string().optional(),
  media: z.array(media).default([]),
  metrics: metrics.default({}),
  parentRemoteId: z.string().optional(),
  waitsFor: z.object({ space: z.string(), ref: z.string() }).optional(),
  refs: z.array(z.object({ space: z.string(), ref: z.string() })).default([]),
  raw: z.json().default(null),
})

const isLines = (path: string): boolean => /\.(?:jsonl|ndjson)$/i.test(path)

/** Enough of a line to know it by. */
const signs = ['"remoteId"', '"network"', '"author"', '"createdMs"']

export const format: ArchiveFormat = {
  id: 'earshot-jsonl',
  label: 'Earshot’s own export',
  steps: [
    'On the other computer, open Settings, then Archives, and press “Export”.',
    'Choose everything, or the query that finds what you want to take along.',
    'Bring the file here. It is a text file with one item on each line; it may be gzipped.',
  ],
  async recognises(files) {
    const path = files.paths.find(isLines)
    if (path === undefined) return false
    const start = new TextDecoder().decode(await files.head(path))
    return signs.every((sign) => start.includes(sign))
  },
  read,
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found, void> {
  for await (const entry of files.entries(isLines)) {
    const broken = (where: string, why: string): void => reading.notUnderstood(entry.path, where, why)
    for await (const { line: at, value } of jsonLines(entry.open(), { broken })) {
      const parsed = line.safeParse(value)
      if (!parsed.success) broken(`line ${String(at)}`, 'it is no item of an export')
      else if (parsed.data.state !== 'deleted') yield foundOf(parsed.data)
    }
  }
}

function foundOf(given: z.output<typeof line>): Found {
  const { network, waitsFor, refs, parentRemoteId, author, raw, ...rest } = given
  const [named] = refs
  // Items that a server names have its space; all others share one, so that an answer finds what it waits for.
  const refSpace = named?.space ?? `earshot:${network}`
  const spans = rest.spans.filter(({ start, end }) => start < end && end <= rest.text.length)
  return {
    network,
    refSpace,
    item: {
      remoteId: rest.remoteId,
      ref: named?.ref,
      parentRef: parentRemoteId ?? waitsFor?.ref,
      kind: rest.kind,
      author: {
        remoteId: author.remoteId,
        handle: author.handle,
        name: author.name,
        url: author.url,
        bio: author.bio,
        followers: author.followers,
        isBot: author.isBot,
      },
      mine: rest.mine,
      direct: rest.direct,
      createdMs: rest.createdMs,
      editedMs: rest.editedMs,
      title: rest.title,
      text: rest.text,
      spans,
      warning: rest.warning,
      lang: rest.lang,
      visibility: rest.visibility,
      url: rest.url,
      media: rest.media,
      metrics: rest.metrics,
      raw,
    },
  }
}
