/**
 * The listening engine: rules over several networks, lanes of the user's own, mutes, what was truly covered of
 * time, limits per account, the cost ledger, marks that teach, and `quiet`: a reason for which an open conversation
 * stands in no lane (muted, noise, folded into another). Every index of a lane leaves quiet ones out.
 */
export const sql = `
CREATE TABLE rules (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  purpose TEXT,
  -- Added to the priority of what it hears.
  weight INTEGER NOT NULL DEFAULT 0,
  notify TEXT NOT NULL DEFAULT 'badge',
  -- Likely noise goes to the lane "probably not for us"; only after enough marks.
  hides_noise INTEGER NOT NULL DEFAULT 0,
  paused INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL
) STRICT;

ALTER TABLE streams ADD COLUMN rule_id INTEGER REFERENCES rules (id) ON DELETE CASCADE;
-- Items an hour as heard lately, for the interval; null until known.
ALTER TABLE streams ADD COLUMN pace REAL;
-- Since when a usually busy stream has been silent beyond what is likely.
ALTER TABLE streams ADD COLUMN silent_since_ms INTEGER;
-- JSON: what the pages of a pull that is not through yet have told of time; null between pulls.
ALTER TABLE streams ADD COLUMN walk TEXT;
CREATE INDEX streams_rule ON streams (rule_id) WHERE rule_id IS NOT NULL;
-- Each keyword stream of before is a rule of its own.
INSERT INTO rules (id, name, query, purpose, notify, paused, created_ms)
  SELECT id, name, coalesce(json_extract(config, '$.query'), ''), purpose, notify, paused, created_ms
  FROM streams WHERE kind = 'keyword';
UPDATE streams SET rule_id = id WHERE kind = 'keyword';

CREATE TABLE own_lanes (
  -- Never given again: a lane that was removed can come back under its id.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  notify TEXT NOT NULL DEFAULT 'silent',
  place INTEGER NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

-- What is heard and kept, but stands in no lane: queries that hold for everything that arrives.
CREATE TABLE mutes (
  id INTEGER PRIMARY KEY,
  -- In canonical form.
  query TEXT NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL
) STRICT;

ALTER TABLE conversations ADD COLUMN quiet TEXT CHECK (quiet IN ('muted', 'noise', 'folded'));
-- Which mute, rule or conversation made it quiet.
ALTER TABLE conversations ADD COLUMN quiet_by INTEGER;
-- The part of the priority that does not change with time.
ALTER TABLE conversations ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
CREATE INDEX conversations_quiet ON conversations (quiet, newest_item_id) WHERE quiet IS NOT NULL;
CREATE INDEX conversations_quiet_by ON conversations (quiet_by) WHERE quiet IS NOT NULL;
CREATE INDEX conversations_priority ON conversations (priority, due_item_id)
  WHERE state = 'open' AND direct = 1 AND due_item_id IS NOT NULL AND quiet IS NULL;

DROP INDEX conversations_done;
DROP INDEX conversations_due;
DROP INDEX conversations_newcomer;
DROP INDEX conversations_open;
DROP INDEX conversations_question;
DROP INDEX conversations_snoozed;
DROP INDEX conversations_waiting;
CREATE INDEX conversations_done ON conversations (newest_item_id) WHERE state = 'done' AND quiet IS NULL;
CREATE INDEX conversations_due ON conversations (due_item_id)
  WHERE state = 'open' AND direct = 1 AND due_item_id IS NOT NULL AND quiet IS NULL;
CREATE INDEX conversations_newcomer ON conversations (newest_item_id) WHERE state = 'open' AND newcomer = 1 AND quiet IS NULL;
CREATE INDEX conversations_open ON conversations (newest_item_id) WHERE state = 'open' AND quiet IS NULL;
CREATE INDEX conversations_question ON conversations (newest_item_id) WHERE state = 'open' AND question = 1 AND quiet IS NULL;
CREATE INDEX conversations_snoozed ON conversations (newest_item_id) WHERE state = 'snoozed' AND quiet IS NULL;
CREATE INDEX conversations_waiting ON conversations (newest_item_id) WHERE state = 'waiting' AND quiet IS NULL;

DROP TRIGGER conversations_state;
CREATE TRIGGER conversations_state AFTER UPDATE OF state, quiet ON conversations
WHEN NEW.state <> OLD.state OR NEW.quiet IS NOT OLD.quiet BEGIN
  UPDATE conversation_streams SET open = (NEW.state = 'open' AND NEW.quiet IS NULL) WHERE conversation_id = NEW.id;
END;

-- What a post says, whoever carried it, so that the same post over several accounts or networks is one row.
CREATE TABLE prints (
  print INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX prints_conversation ON prints (conversation_id);

ALTER TABLE items ADD COLUMN tone TEXT;
ALTER TABLE handles ADD COLUMN vip INTEGER NOT NULL DEFAULT 0;
-- The first item by which they spoke to us: whose conversation is a first contact, in whatever order items come.
ALTER TABLE handles ADD COLUMN first_direct_id INTEGER;
UPDATE handles SET first_direct_id = (SELECT min(i.id) FROM items i WHERE i.author_id = handles.id AND i.direct = 1 AND i.mine = 0);
UPDATE conversations SET newcomer = 0 WHERE newcomer = 1;
UPDATE conversations SET newcomer = 1
  WHERE id IN (SELECT i.conversation_id FROM handles h JOIN items i ON i.id = h.first_direct_id);
CREATE INDEX handles_vip ON handles (id) WHERE vip = 1;

-- "Not for us" and its opposite, by item and what heard it: what a rule learns from.
CREATE TABLE verdicts (
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  -- Negative: a stream without a rule, by its number.
  rule_id INTEGER NOT NULL,
  irrelevant INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (rule_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdicts_item ON verdicts (item_id);
-- What a rule learnt from its marks, and how well that would have done on marks it had not seen.
CREATE TABLE noise_models (
  rule_id INTEGER PRIMARY KEY REFERENCES rules (id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  measured TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

-- The time ranges that a stream has truly heard, not overlapping and not touching.
CREATE TABLE coverage (
  stream_id INTEGER NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  PRIMARY KEY (stream_id, from_ms)
) STRICT, WITHOUT ROWID;

-- Holes between them.
CREATE TABLE gaps (
  id INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'filling', 'filled', 'permanent')),
  -- Why it came about, and for a permanent one why it stays.
  reason TEXT NOT NULL,
  cursor TEXT NOT NULL DEFAULT 'null',
  seen_ms INTEGER NOT NULL,
  closed_ms INTEGER
) STRICT;
CREATE INDEX gaps_stream ON gaps (stream_id, from_ms);

-- Limits by host and by whose they are: '' the host, an account, an account's kind of request.
CREATE TABLE host_limits (
  host TEXT NOT NULL,
  bucket TEXT NOT NULL,
  -- How many requests a window holds, where the host says so.
  quota INTEGER,
  remaining INTEGER,
  reset_ms INTEGER,
  blocked_until_ms INTEGER,
  PRIMARY KEY (host, bucket)
) STRICT, WITHOUT ROWID;
INSERT INTO host_limits (host, bucket, remaining, reset_ms, blocked_until_ms)
  SELECT host, '', remaining, reset_ms, blocked_until_ms FROM hosts;
ALTER TABLE hosts DROP COLUMN remaining;
ALTER TABLE hosts DROP COLUMN reset_ms;
ALTER TABLE hosts DROP COLUMN blocked_until_ms;

-- The cost ledger: a row is written before each paid call.
CREATE TABLE spending (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  account_id INTEGER,
  at_ms INTEGER NOT NULL,
  call TEXT NOT NULL,
  units INTEGER NOT NULL,
  micro_usd INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'charged'))
) STRICT;
CREATE INDEX spending_month ON spending (network, at_ms, micro_usd);

-- When an item was looked at again for edits and deletions.
CREATE TABLE rechecks (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL
) STRICT;

-- Times in which the user was away: what was heard meanwhile is the catch-up.
CREATE TABLE absences (
  left_ms INTEGER PRIMARY KEY,
  back_ms INTEGER,
  -- Caught up with, or waved away.
  caught_ms INTEGER
) STRICT;
-- What a banner was decided for, so that none is shown twice.
CREATE TABLE notices (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  -- held: until the quiet hours end, or the last banner is some seconds old; told: by a banner; seen: the window was in front.
  state TEXT NOT NULL CHECK (state IN ('held', 'told', 'seen')),
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_state ON notices (state, at_ms);
-- Passes through what was heard while the user was away.
CREATE TABLE passes (
  id INTEGER PRIMARY KEY,
  since_ms INTEGER NOT NULL,
  opened_ms INTEGER NOT NULL,
  with_silent INTEGER NOT NULL,
  closed_ms INTEGER
) STRICT;
-- What the newest pass holds: fixed when it is opened.
CREATE TABLE pass_conversations (
  pass_id INTEGER NOT NULL REFERENCES passes (id) ON DELETE CASCADE,
  -- The first of theirs that was heard in it meanwhile: the order of the pass.
  item_id INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL,
  PRIMARY KEY (pass_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_received ON items (received_ms);
-- A search asks of every item with a word whether it is a question: the rows themselves are forty times as wide.
CREATE INDEX items_question ON items (id) WHERE question = 1;

-- The outbox learns a state: copied and opened in the browser. A CHECK can only be changed by a new table.
CREATE TABLE outbox_2 (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('draft', 'held', 'queued', 'sending', 'sent', 'failed', 'handed')),
  account_id INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
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
INSERT INTO outbox_2 (id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose,
    then_done, due_ms, tries, failure, sent_item_id, sent_ms, updated_ms)
  SELECT id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose,
    then_done, due_ms, tries, failure, sent_item_id, sent_ms, updated_ms FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_2 RENAME TO outbox;
CREATE UNIQUE INDEX outbox_draft ON outbox (conversation_id) WHERE state = 'draft';
CREATE INDEX outbox_conversation ON outbox (conversation_id);
CREATE INDEX outbox_pending ON outbox (state, updated_ms)
  WHERE state IN ('held', 'queued', 'sending', 'failed', 'handed');
CREATE INDEX outbox_sent ON outbox (sent_ms) WHERE state = 'sent';
`
