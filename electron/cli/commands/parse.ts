import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { asFailure, Failure } from '#shared/failure'
import type { FetchedItem, Network } from '../../core/networks/types.ts'
import type { Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { networkNamed } from '../manifests.ts'

export const parse: Command = {
  name: 'parse',
  takes: 'NETWORK FILE …',
  least: 2,
  most: 10_000,
  summary: 'Print recorded responses in normal form, one line of JSON for each file',
  options: {
    header: { type: 'string', multiple: true, takes: "'NAME: VALUE'", help: 'A header of the response' },
    url: { type: 'string', takes: 'URL', help: 'Where the response came from' },
    raw: { type: 'boolean', help: 'With each item as received' },
  },
  notes: [
    'A line is {"file":…,"items":[…]}, or {"file":…,"failure":{"code":…,"message":…}} where the file could not be understood.',
    'Exit code 1 when any of the files could not.',
  ],
  async run(cli, given) {
    const network = networkNamed(cli.networks, given.word(0))
    const headers = Object.fromEntries(given.texts('header').map(headerOf))
    let failed = false
    for (const file of given.words.slice(1)) {
      const url = given.text('url') ?? `https://recorded.example/${encodeURIComponent(basename(file))}`
      const line = await parseFile(network, file, headers, url, given.flag('raw'))
      failed ||= 'failure' in line
      await cli.write(`${JSON.stringify(line)}\n`)
    }
    return failed ? exits.failure : exits.ok
  },
}

/** `content-type: text/xml` as a lower-case name and a value. Throws bad-input. */
export function headerOf(text: string): [string, string] {
  const at = text.indexOf(':')
  if (at < 1) throw new Failure('bad-input', `--header takes 'name: value', not "${text}".`)
  return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()]
}

async function parseFile(
  network: Network,
  file: string,
  headers: Record<string, string>,
  url: string,
  raw: boolean,
): Promise<{ file: string; items: Partial<FetchedItem>[] } | { file: string; failure: unknown }> {
  try {
    const items = await network.parseRecorded({ body: await bytesOf(file), headers, url })
    return { file, items: raw ? items : items.map(({ raw: _raw, ...item }) => item) }
  } catch (error) {
    const failure = asFailure(error)
    // For who writes an adapter the error itself is the answer.
    const inside =
      failure.code === 'bug' && failure.cause instanceof Error ? { detail: failure.cause.stack } : {}
    return { file, failure: { ...failure.toShape(), ...inside } }
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new Failure('not-found', `The file cannot be read${why}.`, { cause: error })
  }
}
