/**
 * Imports of archives: how far each one is, what it added (so that it can be taken back), and what it did not
 * understand.
 */
export const sql = `
CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  -- Id of the format that reads it.
  format TEXT NOT NULL,
  path TEXT NOT NULL,
  -- The file or folder as the user knows it.
  name TEXT NOT NULL,
  -- What makes it the same archive when an import goes on.
  fingerprint TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'failed', 'done', 'undoing', 'undone')),
  files INTEGER NOT NULL,
  files_done INTEGER NOT NULL DEFAULT 0,
  -- Unpacked bytes read.
  bytes_read INTEGER NOT NULL DEFAULT 0,
  -- Things found that were filed or passed over: a paused import goes on after so many.
  found INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  -- Heard or imported before.
  known INTEGER NOT NULL DEFAULT 0,
  missed INTEGER NOT NULL DEFAULT 0,
  -- JSON: ids of the networks that something was added to.
  networks TEXT NOT NULL DEFAULT '[]',
  failure TEXT,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  -- An undo on its way: the last item that it looked at, and what became of what was added.
  undone_to INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What an import added; an item that was heard before is not among it.
CREATE TABLE import_items (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  import_id INTEGER NOT NULL REFERENCES imports (id)
) STRICT;
CREATE INDEX import_items_import ON import_items (import_id, item_id);

-- The first of what was not understood, one by one.
CREATE TABLE import_misses (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  path TEXT NOT NULL,
  place TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;

-- All of it, counted by reason.
CREATE TABLE import_reasons (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  why TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (import_id, why)
) STRICT, WITHOUT ROWID;
`
