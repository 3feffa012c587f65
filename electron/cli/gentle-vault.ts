import type { Account } from '#shared/domain/account'
import { asFailure, Failure } from '#shared/failure'
import { findSecret, listAccounts } from '../core/db/accounts.ts'
import type { Vault } from '../core/deps.ts'
import type { Reader } from './open-core.ts'

/**
 * A vault whose shut credentials are a passing trouble. The window's keyring cannot be reached from a terminal; if
 * that counted as signed out, listening here once would sign the window's accounts out for good.
 */
export function gentleVault(vault: Vault): Vault {
  return {
    state: () => vault.state(),
    seal: (plain) => vault.seal(plain),
    consent: () => vault.consent(),
    async unseal(sealed) {
      try {
        return await vault.unseal(sealed)
      } catch (error) {
        const failure = asFailure(error)
        if (failure.code !== 'signed-out') throw failure
        throw new Failure('unavailable', failure.message, { cause: failure })
      }
    },
  }
}

export interface ShutAccount {
  account: Account
  why: string
}

/** Accounts whose credential is stored but cannot be opened from here. */
export async function shutAccounts({ db, deps }: Pick<Reader, 'db' | 'deps'>): Promise<ShutAccount[]> {
  const shut: ShutAccount[] = []
  for (const account of listAccounts(db)) {
    const sealed = findSecret(db, account.id)
    if (sealed === undefined) continue
    try {
      await deps.vault.unseal(sealed)
    } catch (error) {
      shut.push({ account, why: asFailure(error).message })
    }
  }
  return shut
}
