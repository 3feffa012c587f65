import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, test } from 'vitest'

/** Reads every import in the tree and holds it against the directions that the program is built on. */

const root = resolve(import.meta.dirname, '..')
const folders = ['shared', 'electron', 'renderer', 'resources/demo']

/** What a module may import: prefixes of paths, `npm:NAME`, `npm:*`, `node:`. The longest matching folder decides. */
const rules: readonly { of: string; may: readonly string[] }[] = [
  { of: 'shared/', may: ['shared/', 'npm:zod'] },
  { of: 'renderer/', may: ['renderer/', 'shared/', 'npm:*'] },
  { of: 'electron/log-file.ts', may: ['shared/', 'node:'] },
  { of: 'electron/preload/', may: ['electron/preload/', 'shared/', 'npm:electron'] },
  {
    of: 'electron/main/',
    may: ['electron/main/', 'electron/log-file.ts', 'shared/', 'node:', 'npm:electron', 'npm:zod'],
  },
  {
    of: 'electron/cli/',
    may: ['electron/cli/', 'electron/core/', 'shared/', 'package.json', 'node:', 'npm:*'],
  },
  // The composition root and what it is made of may see all of core.
  { of: 'electron/core/', may: ['electron/core/', 'electron/log-file.ts', 'shared/', 'node:', 'npm:*'] },
  {
    of: 'electron/core/calls/',
    may: [
      ...coreParts('calls', 'jobs', 'networks', 'db', 'rules', 'understanding', 'archives'),
      'electron/core/networks/types.ts',
    ],
  },
  {
    of: 'electron/core/jobs/',
    may: coreParts('jobs', 'networks', 'db', 'rules', 'understanding', 'archives'),
  },
  { of: 'electron/core/db/', may: coreParts('db', 'rules', 'networks/types.ts') },
  { of: 'electron/core/rules/', may: coreParts('rules', 'db') },
  { of: 'electron/core/networks/', may: coreParts('networks') },
  {
    of: 'electron/core/archives/',
    may: coreParts('archives', 'db', 'rules', 'understanding', 'networks/types.ts'),
  },
  // A format knows neither how an archive is packed nor how what it finds is stored.
  {
    of: 'electron/core/archives/formats/',
    may: [
      'electron/core/archives/formats/',
      'electron/core/archives/types.ts',
      'electron/core/archives/json-records.ts',
      'electron/core/archives/json-lines.ts',
      'electron/core/networks/types.ts',
      'electron/core/networks/html-text.ts',
      'node:crypto',
      'shared/',
      'npm:*',
    ],
  },
  // What a text is, said from the text alone: it reads no store and asks no network.
  { of: 'electron/core/understanding/', may: ['electron/core/understanding/', 'shared/', 'npm:tinyld'] },
  { of: 'resources/demo/', may: ['resources/demo/', 'node:', 'npm:*'] },
]

/** What a network, which is one folder, may see of the rest. */
const ofNetworks = [
  'electron/core/networks/types.ts',
  'electron/core/networks/http.ts',
  'electron/core/networks/html-text.ts',
  'electron/core/networks/markdown-lines.ts',
  'electron/core/networks/read-wire.ts',
  'electron/core/networks/refuse-text.ts',
  'electron/core/networks/server-address.ts',
  'shared/',
  'npm:*',
  'node:',
]

/** Parts of core by name, beside the files at its top, shared code and libraries. */
function coreParts(...parts: string[]): string[] {
  return [...parts.map((part) => `electron/core/${part}`), 'electron/core/*', 'shared/', 'node:', 'npm:*']
}

/** Tests and what only tests use may look everywhere; nothing else may look at them. */
const isForTests = (path: string): boolean =>
  /\.test\.tsx?$|\/testing\/|\/testing\.ts$|\/conformance\.ts$|\/loopback-[\w-]+\.ts$/.test(path)

/** What a network makes of what it reads, without asking for any of it. */
const isPurePart = /\/(?:parse|wire|text|facets|tid|site)\.ts$/

function mayImport(from: string, to: string): boolean {
  if (isForTests(to)) return false
  // Electron is the shell's alone, and Node's modules are not the window's.
  if (to === 'npm:electron' && !/^electron\/(main|preload)\//.test(from)) return false
  const network = /^electron\/core\/networks\/[^/]+\//.exec(from)?.[0]
  if (network !== undefined) return allowed([network, ...ofNetworks], to)
  // A network is found by its folder's name and imported by nobody. Only an archive is read in the words of its network,
  // so that what was heard and what was archived are one thing: by the pure part of that network, which asks nobody.
  if (/^electron\/core\/networks\/[^/]+\//.test(to))
    return from.startsWith('electron/core/archives/formats/') && isPurePart.test(to)
  const feature = /^renderer\/features\/[^/]+\//.exec(from)?.[0]
  if (feature !== undefined && to.startsWith('renderer/features/') && !to.startsWith(feature)) return false
  const rule = rules.filter(({ of }) => from.startsWith(of)).sort((a, b) => b.of.length - a.of.length)[0]
  return rule !== undefined && allowed(rule.may, to)
}

function allowed(may: readonly string[], to: string): boolean {
  return may.some((what) => {
    if (what === 'npm:*') return to.startsWith('npm:')
    // Files directly in a folder.
    if (what.endsWith('/*'))
      return to.startsWith(what.slice(0, -1)) && !to.slice(what.length - 1).includes('/')
    return what.endsWith('/') || what === 'node:'
      ? to.startsWith(what)
      : to === what || to.startsWith(`${what}/`)
  })
}

const aliases: readonly [string, string][] = [
  ['#shared/', 'shared/'],
  ['#core/', 'electron/core/'],
  ['#demo/', 'resources/demo/'],
]

/** The imported thing as the rules name it. */
function target(file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  const alias = aliases.find(([sign]) => specifier.startsWith(sign))
  if (alias !== undefined) return `${alias[1]}${specifier.slice(alias[0].length)}.ts`
  if (specifier.startsWith('.')) return join(dirname(file), specifier).split(sep).join('/')
  const [scope, name] = specifier.split('/')
  return `npm:${specifier.startsWith('@') ? `${scope ?? ''}/${name ?? ''}` : (scope ?? '')}`
}

const importing =
  /(?:^|[\n;])\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\n;])\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g

function importsOf(text: string): string[] {
  return [...text.matchAll(importing)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? [])
}

const modules = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !isForTests(path)),
)

test('no module imports what its place forbids', () => {
  const forbidden = modules.flatMap((path) =>
    importsOf(readFileSync(join(root, path), 'utf8'))
      .map((specifier) => target(path, specifier))
      .filter((to) => !mayImport(path, to))
      .map((to) => `${path} -> ${to}`),
  )
  expect(forbidden).toEqual([])
})

test('the modules and their imports were really read', () => {
  expect(modules.length).toBeGreaterThan(100)
  const imports = modules.flatMap((path) => importsOf(readFileSync(join(root, path), 'utf8')))
  expect(imports.length).toBeGreaterThan(modules.length)
  for (const part of ['shared/', 'electron/core/', 'electron/main/', 'renderer/', 'resources/demo/'])
    expect(
      modules.some((path) => path.startsWith(part)),
      part,
    ).toBe(true)
})

test('every kind of forbidden import would be seen', () => {
  const forbidden: [string, string][] = [
    ['shared/rpc.ts', '#core/core'],
    ['shared/rpc.ts', 'node:fs'],
    ['renderer/data/client.ts', '#core/core'],
    ['renderer/data/client.ts', 'node:fs'],
    ['renderer/data/client.ts', 'electron'],
    ['renderer/features/inbox/inbox.tsx', '../reply/reply-box.tsx'],
    ['electron/main/index.ts', '#core/core'],
    ['electron/main/index.ts', '../core/vault.ts'],
    ['electron/core/core.ts', 'electron'],
    ['electron/core/core.ts', '../main/index.ts'],
    ['electron/core/core.ts', './networks/mastodon/index.ts'],
    ['electron/core/ingest.ts', './networks/x/parse.ts'],
    ['electron/core/archives/formats/x-archive/index.ts', '../../../networks/x/client.ts'],
    ['electron/core/networks/x/parse.ts', '../../archives/types.ts'],
    ['electron/core/db/items.ts', '../calls/app.ts'],
    ['electron/core/jobs/pull.ts', '../calls/app.ts'],
    ['electron/core/networks/feed/index.ts', '../mastodon/index.ts'],
    ['electron/core/networks/feed/index.ts', '../../db/open.ts'],
    ['electron/core/networks/feed/index.ts', '../../clock.ts'],
    ['electron/core/understanding/language.ts', '../db/items.ts'],
    ['electron/core/understanding/language.ts', '../ingest.ts'],
    ['electron/core/understanding/language.ts', 'node:fs'],
    ['electron/core/archives/formats/earshot-jsonl.ts', '../open.ts'],
    ['electron/core/archives/formats/earshot-jsonl.ts', '../../ingest.ts'],
    ['electron/cli/main.ts', '../main/index.ts'],
    ['electron/core/core.ts', './testing/fake-clock.ts'],
    ['resources/demo/town.ts', '#core/core'],
  ]
  for (const [from, specifier] of forbidden)
    expect(mayImport(from, target(from, specifier)), `${from} -> ${specifier}`).toBe(false)
})

test('imports are found in whatever form they are written', () => {
  const text = `import a from 'one'
import {
  b,
} from "two"
import type { C } from 'three'
import './four.css'
export * from 'five'
export { d } from 'six'
const e = await import('seven')
`
  expect(importsOf(text)).toEqual(['one', 'two', 'three', './four.css', 'five', 'six', 'seven'])
})
