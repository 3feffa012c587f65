CREATE TRIGGER conversation_streams_delete AFTER DELETE ON conversation_streams WHEN OLD.open = 1 BEGIN
  UPDATE stream_counters SET open = open - 1 WHERE stream_id = OLD.stream_id;
END;

CREATE TRIGGER conversation_streams_insert AFTER INSERT ON conversation_streams WHEN NEW.open = 1 BEGIN
  UPDATE stream_counters SET open = open + 1 WHERE stream_id = NEW.stream_id;
END;

CREATE TRIGGER conversation_streams_update AFTER UPDATE OF open ON conversation_streams WHEN NEW.open <> OLD.open BEGIN
  UPDATE stream_counters SET open = open + (NEW.open - OLD.open) WHERE stream_id = NEW.stream_id;
END;

CREATE TRIGGER conversations_state AFTER UPDATE OF state, quiet ON conversations
WHEN NEW.state <> OLD.state OR NEW.quiet IS NOT OLD.quiet BEGIN
  UPDATE conversation_streams SET open = (NEW.state = 'open' AND NEW.quiet IS NULL) WHERE conversation_id = NEW.id;
END;

CREATE TRIGGER streams_counter AFTER INSERT ON streams BEGIN
  INSERT INTO stream_counters (stream_id) VALUES (NEW.id);
END;

CREATE TABLE absences (
  left_ms INTEGER PRIMARY KEY,
  back_ms INTEGER,
  -- Caught up with, or waved away.
  caught_ms INTEGER
) STRICT;

CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  host TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'signed-out')),
  facts TEXT NOT NULL DEFAULT 'null',
  text_rule TEXT,
  created_ms INTEGER NOT NULL,
  UNIQUE (network, host, remote_id)
) STRICT;

CREATE TABLE conversation_moves (
  old_id INTEGER PRIMARY KEY,
  new_id INTEGER NOT NULL
) STRICT;

CREATE TABLE conversation_streams (
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  stream_id INTEGER NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
  newest_item_id INTEGER NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, stream_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation_tags (
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  account_id INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'waiting', 'snoozed', 'done')),
  saved INTEGER NOT NULL DEFAULT 0,
  snoozed_until_ms INTEGER,
  assignee TEXT,
  title TEXT,
  -- Somebody spoke to us or about us by name.
  direct INTEGER NOT NULL DEFAULT 0,
  -- The newest item of theirs asks something.
  question INTEGER NOT NULL DEFAULT 0,
  -- An author of it had never been heard before.
  newcomer INTEGER NOT NULL DEFAULT 0,
  item_count INTEGER NOT NULL DEFAULT 0,
  author_count INTEGER NOT NULL DEFAULT 0,
  newest_item_id INTEGER NOT NULL,
  -- The item the row shows: the newest of theirs that lives, else the newest.
  shown_item_id INTEGER NOT NULL,
  -- The first of theirs since we last spoke: who waits longest has the smallest. Null when nobody waits.
  due_item_id INTEGER,
  read_item_id INTEGER NOT NULL DEFAULT 0,
  missing INTEGER
, quiet TEXT CHECK (quiet IN ('muted', 'noise', 'folded')), quiet_by INTEGER, priority INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage (
  stream_id INTEGER NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  PRIMARY KEY (stream_id, from_ms)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE handles (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  -- Without the '@' that some networks write before it, which is in prefix: a search asks for the handle itself.
  handle TEXT NOT NULL,
  prefix TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  url TEXT,
  avatar_url TEXT,
  bio TEXT,
  followers INTEGER,
  is_bot INTEGER NOT NULL DEFAULT 0,
  first_heard_ms INTEGER NOT NULL,
  last_answered_ms INTEGER, vip INTEGER NOT NULL DEFAULT 0, first_direct_id INTEGER,
  UNIQUE (network, remote_id)
) STRICT;

CREATE TABLE hits (
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  stream_id INTEGER NOT NULL REFERENCES streams (id) ON DELETE CASCADE,
  fetched_ms INTEGER NOT NULL,
  via TEXT NOT NULL,
  -- JSON: { rule, matched }; null where the stream itself is the reason.
  reason TEXT,
  PRIMARY KEY (item_id, stream_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  requests INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  last_ms INTEGER
, why TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE import_items (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  import_id INTEGER NOT NULL REFERENCES imports (id)
) STRICT;

CREATE TABLE import_misses (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  path TEXT NOT NULL,
  place TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_reasons (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  why TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (import_id, why)
) STRICT, WITHOUT ROWID;

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

CREATE VIRTUAL TABLE item_fts USING fts5 (
  text, meta,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE item_raw (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE item_refs (
  space TEXT NOT NULL,
  ref TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  PRIMARY KEY (space, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_revisions (
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (item_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  author_id INTEGER NOT NULL REFERENCES handles (id),
  account_id INTEGER,
  kind TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'edited', 'deleted')),
  mine INTEGER NOT NULL,
  direct INTEGER NOT NULL,
  question INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  edited_ms INTEGER,
  parent_id INTEGER,
  title TEXT,
  text TEXT NOT NULL,
  -- JSON: { spans, media, metrics, poll } without what is empty; null when all is.
  extra TEXT,
  warning TEXT,
  lang TEXT,
  visibility TEXT,
  url TEXT,
  -- Hash of what an edit changes.
  content_hash INTEGER NOT NULL
, tone TEXT) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  -- One job of a kind and key at a time: a stream's pull, a message's send.
  key TEXT NOT NULL,
  payload TEXT NOT NULL DEFAULT 'null',
  state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'running', 'parked')),
  due_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  claimed_ms INTEGER,
  -- Planned anew while it ran.
  replanned INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, key)
) STRICT;

CREATE TABLE mutes (
  id INTEGER PRIMARY KEY,
  -- In canonical form.
  query TEXT NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE noise_models (
  rule_id INTEGER PRIMARY KEY REFERENCES rules (id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  measured TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE notices (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  -- held: until the quiet hours end, or the last banner is some seconds old; told: by a banner; seen: the window was in front.
  state TEXT NOT NULL CHECK (state IN ('held', 'told', 'seen')),
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE operations (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  -- JSON that takes it back; null when it cannot be taken back.
  inverse TEXT,
  undone_ms INTEGER
) STRICT;

CREATE TABLE orphans (
  space TEXT NOT NULL,
  parent_ref TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  PRIMARY KEY (space, parent_ref, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "outbox" (
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

CREATE TABLE own_lanes (
  -- Never given again: a lane that was removed can come back under its id.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  notify TEXT NOT NULL DEFAULT 'silent',
  place INTEGER NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE pass_conversations (
  pass_id INTEGER NOT NULL REFERENCES passes (id) ON DELETE CASCADE,
  -- The first of theirs that was heard in it meanwhile: the order of the pass.
  item_id INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL,
  PRIMARY KEY (pass_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE passes (
  id INTEGER PRIMARY KEY,
  since_ms INTEGER NOT NULL,
  opened_ms INTEGER NOT NULL,
  with_silent INTEGER NOT NULL,
  closed_ms INTEGER
) STRICT;

CREATE TABLE prints (
  print INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE reads (
  at_ms INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL,
  PRIMARY KEY (at_ms, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rechecks (
  item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL
) STRICT;

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

CREATE TABLE secrets (
  account_id INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE stream_counters (
  stream_id INTEGER PRIMARY KEY REFERENCES streams (id) ON DELETE CASCADE,
  open INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  account_id INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
  network TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  named_by_user INTEGER NOT NULL DEFAULT 0,
  config TEXT NOT NULL,
  cursor TEXT NOT NULL DEFAULT 'null',
  interval_ms INTEGER NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0,
  health TEXT NOT NULL DEFAULT 'new' CHECK (health IN ('ok', 'new', 'late', 'limited', 'signed-out', 'broken')),
  failure TEXT,
  until_ms INTEGER,
  heard_to_ms INTEGER,
  last_ok_ms INTEGER,
  last_try_ms INTEGER,
  notify TEXT NOT NULL DEFAULT 'badge',
  purpose TEXT,
  created_ms INTEGER NOT NULL
, rule_id INTEGER REFERENCES rules (id) ON DELETE CASCADE, pace REAL, silent_since_ms INTEGER, walk TEXT) STRICT;

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;

CREATE TABLE verdicts (
  item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  -- Negative: a stream without a rule, by its number.
  rule_id INTEGER NOT NULL,
  irrelevant INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (rule_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_moves_new ON conversation_moves (new_id);

CREATE INDEX conversation_streams_open ON conversation_streams (stream_id, newest_item_id) WHERE open = 1;

CREATE INDEX conversation_tags_conversation ON conversation_tags (conversation_id);

CREATE INDEX conversations_account ON conversations (account_id) WHERE account_id IS NOT NULL;

CREATE INDEX conversations_done ON conversations (newest_item_id) WHERE state = 'done' AND quiet IS NULL;

CREATE INDEX conversations_due ON conversations (due_item_id)
  WHERE state = 'open' AND direct = 1 AND due_item_id IS NOT NULL AND quiet IS NULL;

CREATE INDEX conversations_newcomer ON conversations (newest_item_id) WHERE state = 'open' AND newcomer = 1 AND quiet IS NULL;

CREATE INDEX conversations_open ON conversations (newest_item_id) WHERE state = 'open' AND quiet IS NULL;

CREATE INDEX conversations_priority ON conversations (priority, due_item_id)
  WHERE state = 'open' AND direct = 1 AND due_item_id IS NOT NULL AND quiet IS NULL;

CREATE INDEX conversations_question ON conversations (newest_item_id) WHERE state = 'open' AND question = 1 AND quiet IS NULL;

CREATE INDEX conversations_quiet ON conversations (quiet, newest_item_id) WHERE quiet IS NOT NULL;

CREATE INDEX conversations_quiet_by ON conversations (quiet_by) WHERE quiet IS NOT NULL;

CREATE INDEX conversations_saved ON conversations (newest_item_id) WHERE saved = 1;

CREATE INDEX conversations_snoozed ON conversations (newest_item_id) WHERE state = 'snoozed' AND quiet IS NULL;

CREATE INDEX conversations_waiting ON conversations (newest_item_id) WHERE state = 'waiting' AND quiet IS NULL;

CREATE INDEX conversations_wake ON conversations (snoozed_until_ms) WHERE state = 'snoozed';

CREATE INDEX gaps_stream ON gaps (stream_id, from_ms);

CREATE INDEX handles_handle ON handles (handle COLLATE NOCASE);

CREATE INDEX handles_vip ON handles (id) WHERE vip = 1;

CREATE INDEX hits_stream ON hits (stream_id, item_id);

CREATE INDEX import_items_import ON import_items (import_id, item_id);

CREATE INDEX item_refs_item ON item_refs (item_id);

CREATE INDEX items_author ON items (author_id, id);

CREATE INDEX items_changed ON items (id) WHERE state <> 'live';

CREATE INDEX items_conversation ON items (conversation_id, id);

CREATE INDEX items_mine ON items (id) WHERE mine = 1;

CREATE INDEX items_question ON items (id) WHERE question = 1;

CREATE INDEX items_received ON items (received_ms);

CREATE UNIQUE INDEX items_remote ON items (network, remote_id);

CREATE INDEX jobs_due ON jobs (due_ms) WHERE state = 'ready';

CREATE INDEX notes_conversation ON notes (conversation_id, id);

CREATE INDEX notices_state ON notices (state, at_ms);

CREATE INDEX operations_undoable ON operations (seq) WHERE undone_ms IS NULL AND inverse IS NOT NULL;

CREATE INDEX orphans_item ON orphans (item_id);

CREATE INDEX outbox_conversation ON outbox (conversation_id);

CREATE UNIQUE INDEX outbox_draft ON outbox (conversation_id) WHERE state = 'draft';

CREATE INDEX outbox_pending ON outbox (state, updated_ms)
  WHERE state IN ('held', 'queued', 'sending', 'failed', 'handed');

CREATE UNIQUE INDEX outbox_post_draft ON outbox (state) WHERE state = 'draft' AND conversation_id IS NULL;

CREATE INDEX outbox_sent ON outbox (sent_ms) WHERE state = 'sent';

CREATE INDEX prints_conversation ON prints (conversation_id);

CREATE INDEX spending_month ON spending (network, at_ms, micro_usd);

CREATE INDEX streams_account ON streams (account_id);

CREATE INDEX streams_rule ON streams (rule_id) WHERE rule_id IS NOT NULL;

CREATE INDEX verdicts_item ON verdicts (item_id);
