/** Posts: messages of the outbox that answer nothing, and so stand in no conversation before they are said. */
export const sql = `
CREATE TABLE outbox_3 (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('draft', 'held', 'queued', 'sending', 'sent', 'failed', 'handed')),
  account_id INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  -- NULL for a post.
  conversation_id INTEGER REFERENCES conversations (id),
  in_reply_to INTEGER,
  text TEXT NOT NULL,
  warning TEXT,
  visibility TEXT,
  purpose TEXT,
  then_done INTEGER NOT NULL DEFAULT 0,
  due_ms INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  sent_item_id INTEGER,
  sent_ms INTEGER,
  updated_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_3 (id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose,
    then_done, due_ms, tries, failure, sent_item_id, sent_ms, updated_ms)
  SELECT id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose,
    then_done, due_ms, tries, failure, sent_item_id, sent_ms, updated_ms FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_3 RENAME TO outbox;
CREATE UNIQUE INDEX outbox_draft ON outbox (conversation_id) WHERE state = 'draft';
-- One post is being written at a time.
CREATE UNIQUE INDEX outbox_post_draft ON outbox (state) WHERE state = 'draft' AND conversation_id IS NULL;
CREATE INDEX outbox_conversation ON outbox (conversation_id);
CREATE INDEX outbox_pending ON outbox (state, updated_ms)
  WHERE state IN ('held', 'queued', 'sending', 'failed', 'handed');
CREATE INDEX outbox_sent ON outbox (sent_ms) WHERE state = 'sent';
`
