import { expect, test } from '@playwright/test'
import { readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const out = resolve(import.meta.dirname, '..', 'out')

/** What a built module loads, by whatever form. */
function loads(text: string): string[] {
  const name = String.raw`["'\x60]([@\w.][@\w./:-]*)["'\x60]`
  const forms = new RegExp(
    String.raw`\bfrom\s*${name}|\bimport\s*${name}|\bimport\(\s*${name}|\brequire\(\s*${name}\s*\)`,
    'g',
  )
  return [...text.matchAll(forms)].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? [])
}

/** Everything outside of the built files that a program needs, its chunks included. */
function outsideOf(entry: string): Set<string> {
  const outside = new Set<string>()
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const name of loads(readFileSync(file, 'utf8'))) {
      if (name.startsWith('.')) visit(join(dirname(file), name))
      else if (!name.startsWith('node:') && !builtinModules.includes(name)) outside.add(name)
    }
  }
  visit(join(out, 'main', entry))
  return outside
}

test('core and the command line need better-sqlite3 and nothing else, and no Electron', () => {
  expect([...outsideOf('core.js')]).toEqual(['better-sqlite3'])
  expect([...outsideOf('earshot.js')]).toEqual(['better-sqlite3'])
})

test('the shell needs Electron and nothing else', () => {
  expect([...outsideOf('index.js')]).toEqual(['electron'])
})

test('the preload is one classic script that needs Electron only', () => {
  expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs'])
  const text = readFileSync(join(out, 'preload', 'index.cjs'), 'utf8')
  expect(loads(text)).toEqual(['electron'])
  expect(text).not.toMatch(/^\s*import\s/m)
})

test('the page has no script of its own and names no host', () => {
  const page = readFileSync(join(out, 'renderer', 'index.html'), 'utf8')
  const scripts = page.match(/<script[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(0)
  for (const script of scripts) expect(script).toContain('src="./')
  expect(page).toContain('Content-Security-Policy')
  expect(page).not.toMatch(/https?:\/\//)
})
