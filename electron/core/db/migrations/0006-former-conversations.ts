/** Finds the conversations that were joined to one, which queries may still name by their old ids. */
export const sql = `
CREATE INDEX conversation_moves_new ON conversation_moves (new_id);
`
