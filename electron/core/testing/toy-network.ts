/**
 * A whole network for one test, as the files that somebody would add: a guest book that anybody can read. Nothing else
 * is touched for it. The files are texts because they belong into other folders than this one.
 */
export const toyNetwork: Readonly<Record<string, string>> = {
  'electron/core/networks/guestbook/manifest.ts': `
import type { NetworkManifest } from '#shared/domain/network'

export const manifest: NetworkManifest = {
  id: 'guestbook',
  label: 'Guest book',
  badge: 'Gb',
  color: { light: '#7a3e12', dark: '#e0a878' },
  signIn: {
    browser: false,
    asksHost: true,
    tokenFields: [{ name: 'word', label: 'Word at the door', kind: 'secret', required: true }],
    steps: { token: ['Ask at the door for the word of the day.', 'Type it into the field before midnight.'] },
  },
  streamKinds: [
    {
      kind: 'feed',
      label: 'A guest book',
      withoutAccount: true,
      needsAccount: false,
      fields: [{ name: 'url', label: 'Address', kind: 'url', required: true }],
      floorMs: 60_000,
      defaultMs: 300_000,
    },
  ],
  speaks: {
    reply: 'none',
    reason: 'A guest book is written in by hand, at the door.',
    visibilities: [],
    contentWarning: false,
  },
  importFormats: [],
}
`,
  'electron/core/networks/guestbook/parse.ts': `
import { z } from 'zod'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { FetchedItem, Recorded } from '../types.ts'

const entry = z.looseObject({ id: z.number(), name: z.string().min(1), text: z.string(), at: z.string() })

export function parseRecorded({ body, headers, url }: Recorded): FetchedItem[] {
  const data = parseJson({ body, headers, url, status: 200 })
  if (!Array.isArray(data)) throw new Failure('bad-response', 'This is no guest book.')
  const entries = data.flatMap((each) => entry.safeParse(each).data ?? [])
  if (entries.length === 0 && data.length > 0) throw new Failure('bad-response', 'No entry can be read.')
  return entries.map((each) => ({
    remoteId: \`\${new URL(url).origin}/guestbook#\${each.id}\`,
    kind: 'post',
    author: { remoteId: each.name, handle: each.name, name: each.name },
    mine: false,
    direct: false,
    createdMs: Date.parse(each.at),
    text: each.text,
    spans: [],
    media: [],
    metrics: {},
    raw: each.id,
  }))
}
`,
  'electron/core/networks/guestbook/index.ts': `
import { Failure } from '#shared/failure'
import type { Network } from '../types.ts'
import { manifest } from './manifest.ts'
import { parseRecorded } from './parse.ts'

export const network = {
  manifest,
  checkConfig(kind, { url = '' }) {
    if (kind !== 'feed' || !/^https?:/.test(url) || !URL.canParse(url))
      throw new Failure('bad-input', 'Write the address of a guest book, as https://town.example/guestbook.')
    return { config: { url }, name: new URL(url).host }
  },
  async signInWithToken(ctx, host, { word = '' }) {
    await ctx.http.json(\`\${host}/guestbook/door\`, { query: { word } })
    const streams = [{ kind: 'feed', name: 'Guest book', config: { url: \`\${host}/guestbook\` } }]
    return { remoteId: 'crumb', handle: 'crumb', name: 'Crumb', host, credentials: { word }, facts: null, streams }
  },
  async pull(ctx, _account, { config: { url = '' } }) {
    const askedMs = ctx.clock.now()
    const { answer } = await ctx.http.json(url)
    return {
      items: parseRecorded(answer),
      refSpace: url,
      cursor: null,
      more: false,
      coveredToMs: askedMs,
    }
  },
  parseRecorded,
} satisfies Network
`,
  'electron/core/networks/guestbook/conformance.ts': `
import type { Conformance } from '../conformance.ts'

export const conformance: Conformance = {
  streams: (town) => [
    {
      name: 'book',
      kind: 'feed',
      config: { url: \`\${town.url}/guestbook\` },
      withAccount: false,
      path: '/guestbook',
    },
  ],
  nonsense: [
    { kind: 'feed', config: {} },
    { kind: 'feed', config: { url: 'at the door' } },
    { kind: 'mentions', config: { url: 'https://town.example/guestbook' } },
  ],
  happen: (town) => void town.say({ on: 'guestbook', author: 'ana', text: 'The bell still works.' }),
}
`,
  'electron/core/networks/guestbook/fixtures/two.json': JSON.stringify([
    { id: 1, name: 'Ana', text: 'Good bread.', at: '2026-09-01T08:00:00Z' },
    { id: 2, name: 'יעל', text: 'תודה! 🥖', at: '2026-09-02T08:00:00Z' },
  ]),
  'electron/core/networks/guestbook/README.md':
    '# Guest book\n\n## Signing in\n\n1. Ask at the door for the word.\n2. Type it.\n\n## What it hears\n\nA guest book, as ' +
    'https://town.example/guestbook tells.\n\n## Cannot\n\nNobody can be answered in it.\n',
  'resources/demo/content/on-guestbook.ts': `
import type { WrittenThread } from './written.ts'
import { post } from './written.ts'

export const threads: readonly WrittenThread[] = [
  [post('2d', 'gwen', 'We came for the buns.')],
  [post('1d', 'tomas', 'And again.')],
]
`,
  'resources/demo/faces/guestbook.ts': `
import { json } from '../message.ts'
import type { Face, FaceSetting } from './face.ts'

export function face(setting: FaceSetting): Face {
  const world = setting.worldOf('guestbook')
  return {
    name: 'guestbook',
    handle: ({ url }) =>
      url.pathname === '/guestbook/door'
        ? json({}, url.searchParams.get('word') === 'levain' ? 200 : 401)
      : url.pathname === '/guestbook'
        ? json(
            world.posts.map(({ author, text, createdMs }, n) => ({
              id: n + 1,
              name: author,
              text,
              at: new Date(createdMs).toISOString(),
            })),
          )
        : undefined,
  }
}
`,
}

/** Put beside the toy: the program's own core, with nothing replaced, offers it, signs in to it and hears it. */
export const toyOffered = {
  path: 'electron/core/networks/offered.test.ts',
  text: `
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTown } from '#demo/town'
import { openCore } from '../open-core.ts'

test('the program offers what was added, signs in to it and hears it', async () => {
  const town = await startTown({ answers: false })
  const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-offered-'))
  const { core, stop } = openCore({ dataFolder, program: 'command line', version: '0.0.0-test', demo: true })
  const { handlers } = core
  try {
    const listed = await handlers['networks.list']({})
    expect(listed.find(({ id }) => id === 'guestbook')).toMatchObject({ label: 'Guest book', badge: 'Gb' })
    await handlers['settings.set']({ fileKeyConsent: true })
    const form = (word) => ({ network: 'guestbook', host: town.url, fields: { word } })
    await expect(handlers['accounts.signIn'](form('rye'))).rejects.toMatchObject({ code: 'signed-out' })
    const account = await handlers['accounts.signIn'](form('levain'))
    expect(account).toMatchObject({ network: 'guestbook', handle: 'crumb', state: 'ok' })
    await core.settle()
    const { rows } = await handlers['conversations.page']({ source: { type: 'lane', lane: 'heard' }, limit: 10 })
    expect(rows.map(({ text }) => text)).toContain('We came for the buns.')
  } finally {
    await stop()
    await town.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
`,
}
