import type { Account } from '#shared/domain/account'
import type { TextRule } from '#shared/domain/text'
import type { Json } from '../networks/types.ts'
import type { Database } from './open.ts'
import { all, fromJson, one, run } from './statement.ts'

interface AccountRow {
  id: number
  network: string
  host: string
  remote_id: string
  handle: string
  name: string
  state: Account['state']
  facts: string
  text_rule: string | null
  created_ms: number
}

/** An account as stored, with what only core needs. */
export interface StoredAccount extends Account {
  remoteId: string
  facts: Json
}

function fromRow(row: AccountRow): StoredAccount {
  return {
    id: row.id,
    network: row.network,
    host: row.host,
    handle: row.handle,
    name: row.name,
    state: row.state,
    createdMs: row.created_ms,
    remoteId: row.remote_id,
    facts: fromJson<Json>(row.facts, null),
    textRule: fromJson<TextRule | undefined>(row.text_rule, undefined),
  }
}

export function listAccounts(db: Database): StoredAccount[] {
  return all<AccountRow>(db, 'SELECT * FROM accounts ORDER BY id').map(fromRow)
}

export function findAccount(db: Database, id: number): StoredAccount | undefined {
  const row = one<AccountRow>(db, 'SELECT * FROM accounts WHERE id = @id', { id })
  return row && fromRow(row)
}

/** Adds an account, or refreshes the one of the same person on the same host. Returns its id. */
export function saveAccount(
  db: Database,
  account: {
    network: string
    host: string
    remoteId: string
    handle: string
    name: string
    facts: Json
    textRule: TextRule | undefined
  },
  nowMs: number,
): number {
  const row = one<{ id: number }>(
    db,
    `INSERT INTO accounts (network, host, remote_id, handle, name, facts, text_rule, created_ms)
     VALUES (@network, @host, @remoteId, @handle, @name, @facts, @textRule, @nowMs)
     ON CONFLICT (network, host, remote_id) DO UPDATE SET
       handle = excluded.handle, name = excluded.name, facts = excluded.facts, text_rule = excluded.text_rule, state = 'ok'
     RETURNING id`,
    {
      ...account,
      facts: JSON.stringify(account.facts),
      textRule: account.textRule === undefined ? null : JSON.stringify(account.textRule),
      nowMs,
    },
  )
  return row?.id ?? 0
}

export function setAccountFacts(db: Database, id: number, facts: Json, textRule: TextRule | undefined): void {
  run(db, 'UPDATE accounts SET facts = @facts, text_rule = coalesce(@textRule, text_rule) WHERE id = @id', {
    id,
    facts: JSON.stringify(facts),
    textRule: textRule === undefined ? null : JSON.stringify(textRule),
  })
}

export function setAccountState(db: Database, id: number, state: Account['state']): void {
  run(db, 'UPDATE accounts SET state = @state WHERE id = @id', { id, state })
}

/** Removes the account, its secret and its streams; conversations stay, without a voice. */
export function removeAccount(db: Database, id: number): void {
  run(db, 'DELETE FROM accounts WHERE id = @id', { id })
}

export function saveSecret(db: Database, accountId: number, sealed: Uint8Array): void {
  run(
    db,
    'INSERT INTO secrets (account_id, sealed) VALUES (@accountId, @sealed) ON CONFLICT (account_id) DO UPDATE SET sealed = excluded.sealed',
    {
      accountId,
      sealed: Buffer.from(sealed),
    },
  )
}

export function findSecret(db: Database, accountId: number): Uint8Array | undefined {
  return one<{ sealed: Uint8Array }>(db, 'SELECT sealed FROM secrets WHERE account_id = @accountId', {
    accountId,
  })?.sealed
}
