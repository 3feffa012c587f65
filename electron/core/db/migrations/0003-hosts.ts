/** On whose word each host is asked. */
export const sql = `
ALTER TABLE hosts ADD COLUMN why TEXT;
`
