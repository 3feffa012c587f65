/** Writes electron/core/db/schema.sql: the newest shape of the store, for reviews. A test compares it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '#core/db/open'
import { all } from '#core/db/statement'

const db = openStore(':memory:')
const rows = all<{ sql: string }>(
  db,
  "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'item_fts_%' ORDER BY type DESC, name",
)
writeFileSync(
  join(import.meta.dirname, '../electron/core/db/schema.sql'),
  `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`,
)
db.close()
