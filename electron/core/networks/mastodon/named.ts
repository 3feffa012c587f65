import { z } from 'zod'
import { Failure } from '#shared/failure'
import { readOne } from '../read-wire.ts'
import type { Client } from './client.ts'
import { fullAcct } from './parse.ts'
import { wireAccount, wireList, wireSearch, type WireAccount } from './wire.ts'

/** What a server calls the people and lists that a user names: its ids, which mean nothing on another server. */

/**
 * The id of somebody by `name` (of this server) or `name@host`. Whom the server has never met it is asked to look for.
 * Throws gone where nobody of that name is found.
 */
export async function personId(client: Client, who: string): Promise<string> {
  const met = await lookUp(client, who)
  if (met !== undefined) return met.id
  const { data } = await client.json('/api/v2/search', {
    query: { q: `@${who}`, type: 'accounts', resolve: 'true', limit: '5' },
  })
  const found = z
    .array(z.unknown())
    .catch([])
    .parse(readOne(wireSearch, data, client.host, 'a search').accounts)
    .flatMap((entry) => wireAccount.safeParse(entry).data ?? [])
  // A search is generous: only who bears the name is meant.
  const { domain } = client.viewer
  const person = found.find(({ acct }) => fullAcct(acct, domain) === fullAcct(who, domain))
  if (person === undefined)
    throw new Failure(
      'gone',
      `${client.host} finds nobody called @${who}. Look at the name, and change the stream.`,
    )
  return person.id
}

async function lookUp(client: Client, who: string): Promise<WireAccount | undefined> {
  try {
    const { data } = await client.json('/api/v1/accounts/lookup', { query: { acct: who } })
    return readOne(wireAccount, data, client.host, 'a person')
  } catch (error) {
    // Unknown to the server so far, or to its software: the search knows more.
    if (error instanceof Failure && ['gone', 'rejected'].includes(error.code)) return undefined
    throw error
  }
}

/** The id of a list of ours by its name, or by the number that stands in its address. Throws gone with the names there are. */
export async function listId(client: Client, named: string): Promise<string> {
  const { data } = await client.json('/api/v1/lists')
  const lists = readOne(z.array(wireList), data, client.host, 'lists')
  const plain = folded(named)
  const found = lists.find(({ title }) => folded(title) === plain) ?? lists.find(({ id }) => id === named)
  if (found !== undefined) return found.id
  const names = lists.map(({ title }) => `“${title}”`).join(', ')
  throw new Failure(
    'gone',
    lists.length === 0
      ? `There are no lists at ${client.host} yet. Make one there first.`
      : `There is no list “${named}” at ${client.host}. There is: ${names}.`,
  )
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
