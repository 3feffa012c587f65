/** What the user wants to reach, in figures that the store can count. */
export const sql = `
CREATE TABLE goals (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('posts', 'conversations', 'people')),
  target INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  by_day TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;
`
