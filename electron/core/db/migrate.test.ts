import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from './migrations/index.ts'
import { schemaVersion } from './migrate.ts'
import { openStore } from './open.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-migrate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const next = {
  version: migrations.length + 1,
  slug: 'more',
  sql: 'ALTER TABLE tags ADD COLUMN color TEXT;',
}

test('versions count from one without a hole', () => {
  expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, n) => n + 1))
})

test('an empty file gets the newest shape, and opening it again changes nothing', () => {
  const file = join(folder, 'a.db')
  const db = openStore(file)
  expect(schemaVersion(db)).toBe(migrations.length)
  db.close()
  const again = openStore(file)
  expect(schemaVersion(again)).toBe(migrations.length)
  again.close()
  expect(existsSync(`${file}.before-1`)).toBe(false)
})

test('a file with data is copied before its shape changes, and keeps its rows', () => {
  const file = join(folder, 'b.db')
  const old = openStore(file)
  old.exec("INSERT INTO tags (name) VALUES ('bread')")
  old.close()
  const copies: string[] = []
  const db = openStore(file, { steps: [...migrations, next], onCopied: (copy) => copies.push(copy) })
  expect(db.prepare('SELECT name, color FROM tags').all()).toEqual([{ name: 'bread', color: null }])
  db.close()
  expect(copies).toEqual([`${file}.before-${String(migrations.length)}`])
  const copy = new Sqlite(copies[0] ?? '', { readonly: true })
  expect(copy.prepare('SELECT name FROM tags').all()).toEqual([{ name: 'bread' }])
  expect(schemaVersion(copy)).toBe(migrations.length)
  copy.close()
})

test('a step that fails leaves the file as it was', () => {
  const file = join(folder, 'c.db')
  openStore(file).close()
  const broken = {
    version: migrations.length + 1,
    slug: 'broken',
    sql: 'CREATE TABLE fine (a INTEGER) STRICT; CREATE TABLE items (a INTEGER) STRICT;',
  }
  expect(() => openStore(file, { steps: [...migrations, broken] })).toThrow(/already exists/)
  const db = openStore(file)
  expect(schemaVersion(db)).toBe(migrations.length)
  expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'fine'").get()).toEqual({ n: 0 })
  db.close()
})

test('a file of a newer Earshot is refused with words, and not touched', () => {
  const file = join(folder, 'd.db')
  openStore(file, { steps: [...migrations, next] }).close()
  expect(() => openStore(file)).toThrow(
    expect.objectContaining({ code: 'newer-file', message: expect.stringContaining('Update Earshot') }),
  )
  const db = new Sqlite(file, { readonly: true })
  expect(schemaVersion(db)).toBe(next.version)
  db.close()
})

test('a file that is no database is refused with words', () => {
  expect(() => openStore(join(import.meta.dirname, 'migrate.test.ts'))).toThrow(
    expect.objectContaining({ code: 'bad-input' }),
  )
})

test('schema.sql shows the newest shape', () => {
  const db = openStore(':memory:')
  const shape = db
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'item_fts_%' ORDER BY type DESC, name",
    )
    .all()
    .map((row) => `${(row as { sql: string }).sql};`) // one text column
    .join('\n\n')
  db.close()
  // Reviews see a change of shape as a change of this file; `npm run schema` writes it.
  expect(`${shape}\n`).toBe(readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8'))
})
