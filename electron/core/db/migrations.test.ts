import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'

/** Released steps are history: each is taken over literal rows as the version before wrote them. */

test('0002 and 0007 keep every message of the outbox and its indexes, and take what was handed over and posts', () => {
  const db = new Sqlite(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, migrations.slice(0, 1), () => undefined)
  db.exec(`
    INSERT INTO accounts (id, network, host, remote_id, handle, name, state, facts, created_ms)
      VALUES (1, 'fake', 'https://here', 'me', '@me', 'Me', 'ok', 'null', 1);
    INSERT INTO handles (id, network, remote_id, prefix, handle, name, is_bot, first_heard_ms) VALUES (1, 'fake', 'ana', '@', 'ana', 'Ana', 0, 1);
    INSERT INTO conversations (id, network, account_id, newest_item_id, shown_item_id)
      VALUES (1, 'fake', 1, 1024, 1024);
    INSERT INTO outbox (id, state, account_id, conversation_id, in_reply_to, text, warning, visibility, purpose, then_done, due_ms, tries, failure, sent_item_id, sent_ms, updated_ms)
      VALUES ('a', 'draft', 1, 1, NULL, 'Half', NULL, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, 1),
             ('b', 'held', 1, 1, 1024, 'Held', 'food', 'public', 'help', 1, 99, 0, NULL, NULL, NULL, 2),
             ('c', 'failed', NULL, 1, 1024, 'Not', NULL, NULL, NULL, 0, NULL, 3, '{"code":"rejected","message":"No."}', NULL, NULL, 3),
             ('d', 'sent', 1, 1, 1024, 'Said', NULL, NULL, 'thank', 0, NULL, 1, NULL, 2048, 5, 5);
  `)
  const before = db.prepare('SELECT * FROM outbox ORDER BY id').all()
  expect(before).toHaveLength(4)
  migrate(db, migrations, () => undefined)
  expect(db.prepare('SELECT * FROM outbox ORDER BY id').all()).toEqual(before)
  const indexes = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'outbox' AND sql IS NOT NULL ORDER BY name",
    )
    .all()
  expect(indexes).toEqual(
    ['outbox_conversation', 'outbox_draft', 'outbox_pending', 'outbox_post_draft', 'outbox_sent'].map(
      (name) => ({ name }),
    ),
  )
  db.exec("UPDATE outbox SET state = 'handed' WHERE id = 'c'")
  expect(() => db.exec("UPDATE outbox SET state = 'lost' WHERE id = 'c'")).toThrow(/CHECK/)
  expect(() => db.exec("UPDATE outbox SET state = 'draft' WHERE id = 'c'")).toThrow(/UNIQUE/)
  expect(() => db.exec("UPDATE outbox SET conversation_id = 7 WHERE id = 'c'")).toThrow(/FOREIGN KEY/)
  db.exec("INSERT INTO outbox (id, state, text, updated_ms) VALUES ('p', 'draft', 'Plums', 6)")
  expect(() => db.exec("UPDATE outbox SET state = 'draft', conversation_id = NULL WHERE id = 'c'")).toThrow(
    /UNIQUE/,
  )
  // An account that goes leaves its messages, without a speaker.
  db.exec('UPDATE conversations SET account_id = NULL; DELETE FROM accounts')
  expect(db.prepare('SELECT count(*) AS n FROM outbox WHERE account_id IS NOT NULL').get()).toEqual({ n: 0 })
  db.close()
})

test('imports change nothing of what was heard, and it is known what they added', () => {
  const at = migrations.findIndex(({ slug }) => slug === 'archives')
  const db = new Sqlite(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, migrations.slice(0, at), () => undefined)
  db.exec(`
    INSERT INTO handles (id, network, remote_id, prefix, handle, name, is_bot, first_heard_ms) VALUES (1, 'fake', 'ana', '@', 'ana', 'Ana', 0, 1);
    INSERT INTO conversations (id, network, newest_item_id, shown_item_id) VALUES (1, 'fake', 1024, 1024);
    INSERT INTO items (id, network, remote_id, conversation_id, author_id, kind, mine, direct, question, received_ms, text, content_hash)
      VALUES (1024, 'fake', 'a', 1, 1, 'post', 0, 0, 0, 1, 'Words', 1);
  `)
  const before = db.prepare('SELECT * FROM items').all()
  migrate(db, migrations, () => undefined)
  expect(db.prepare('SELECT * FROM items').all()).toEqual(before)
  db.exec(`
    INSERT INTO imports (id, format, path, name, fingerprint, state, files, started_ms) VALUES (1, 'shorts', '/a.zip', 'a.zip', '1 1', 'running', 1, 1);
    INSERT INTO import_items (item_id, import_id) VALUES (1024, 1);
  `)
  expect(() => db.exec("UPDATE imports SET state = 'lost'")).toThrow(/CHECK/)
  expect(() => db.exec('INSERT INTO import_items (item_id, import_id) VALUES (1024, 1)')).toThrow(/UNIQUE/)
  db.exec('DELETE FROM items')
  expect(db.prepare('SELECT count(*) AS n FROM import_items').get()).toEqual({ n: 0 })
  db.close()
})
