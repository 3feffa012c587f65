import { asciiLower } from '#shared/domain/query/subject'
import type { FieldName } from '#shared/domain/query/ast'
import type { Database } from './open.ts'
import { all } from './statement.ts'

/** Names offered for a field at the most; the newest or the most usual ones. */
const mostNames = 200
/** Handles looked at for a beginning at the most. */
const mostHandles = 500
/** Names offered for what was begun. */
const mostBegun = 20

export type Names = Partial<Record<FieldName, string[]>>

/** Everything that may stand after a colon and is few: names of streams, labels, accounts, networks. */
export function knownNames(db: Database, networks: readonly string[]): Names {
  const column = (sql: string): string[] => all<{ name: string }>(db, sql).map(({ name }) => name)
  const limit = `LIMIT ${String(mostNames)}`
  return {
    stream: column(`SELECT DISTINCT name FROM streams ORDER BY id DESC ${limit}`),
    tag: column(`SELECT name FROM tags ORDER BY name ${limit}`),
    account: column(`SELECT ltrim(handle, '@') AS name FROM accounts ORDER BY id ${limit}`),
    network: [...networks],
    lang: column(langSql),
  }
}

/** Languages of what was heard lately. */
const langSql = `SELECT lang AS name, count(*) AS n FROM (SELECT lang FROM items ORDER BY id DESC LIMIT 1000)
  WHERE lang IS NOT NULL AND lang <> '' GROUP BY lang ORDER BY n DESC LIMIT 20`

const people: ReadonlySet<FieldName> = new Set(['from', 'to', 'about'])

/**
 * Handles that begin so, for fields of people: those heard most often first, of the first `mostHandles` by alphabet.
 * Other fields have no more names than `knownNames` gives.
 */
export function namesBegun(db: Database, field: FieldName, begun: string): Names {
  const low = asciiLower(begun.replace(/^@+/, ''))
  if (!people.has(field) || low === '') return {}
  const names = all<{ name: string }>(db, handleSql, { low, high: `${low}\u{10ffff}` })
  return { [field]: [...new Set(names.map(({ name }) => name))] }
}

export const handleSql = `SELECT h.handle AS name FROM (
    SELECT id, handle FROM handles WHERE handle >= @low COLLATE NOCASE AND handle < @high COLLATE NOCASE LIMIT ${String(mostHandles)}
  ) h ORDER BY (SELECT count(*) FROM (SELECT 1 FROM items i WHERE i.author_id = h.id LIMIT 50)) DESC, h.handle LIMIT ${String(mostBegun)}`
