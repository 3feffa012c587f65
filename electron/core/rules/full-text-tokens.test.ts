import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ftsText, tokenise } from '#shared/domain/tokens'
import { mixedText } from '#shared/domain/testing/scripts'

const words = (text: string) => tokenise(text).map(({ token }) => token)

/** The tokens that SQLite sees for each text, in order, from a real full-text index. */
function sqliteTokens(texts: readonly string[]): string[][] {
  const db = new Database(':memory:')
  db.exec(`
    CREATE VIRTUAL TABLE f USING fts5 (text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
    CREATE VIRTUAL TABLE v USING fts5vocab (f, 'instance')`)
  const insert = db.prepare('INSERT INTO f (rowid, text) VALUES (?, ?)')
  db.transaction(() => texts.forEach((text, index) => insert.run(index + 1, ftsText({ text }))))()
  const out: string[][] = texts.map(() => [])
  const rows = db.prepare<[], { doc: number; term: string; offset: number }>(
    'SELECT doc, term, "offset" FROM v',
  )
  for (const { doc, term, offset } of rows.iterate()) {
    const list = out[doc - 1]
    if (list !== undefined) list[offset] = term
  }
  db.close()
  return out
}

describe('the full-text index', () => {
  test('every character there is makes the same tokens here and in SQLite', () => {
    const texts: string[] = []
    for (let code = 0; code < 0x110000; code += 1) {
      // The empty middle of the code space has nothing but unassigned planes.
      if (code === 0x34000) code = 0xe0000
      if (code === 0xe1000) code = 0xf0000
      if (code === 0xf0100) code = 0x10ff00
      const character = String.fromCodePoint(code)
      texts.push(`a${character}b ${character} ${character}${character}`)
    }
    const seen = sqliteTokens(texts)
    const wrong = texts.filter((text, index) => words(text).join(' ') !== (seen[index] ?? []).join(' '))
    expect(wrong).toEqual([])
  }, 60_000)

  test('mixed text makes the same tokens here and in SQLite', () => {
    const texts = fc.sample(mixedText(80), { numRuns: 5000, seed: 7 })
    expect(sqliteTokens(texts)).toEqual(texts.map(words))
  })
})
