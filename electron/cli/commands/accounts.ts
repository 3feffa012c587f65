import type { calls, Output } from '#shared/contract'
import type { NetworkManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Cli, Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { pair, wholeNumber, type Given } from '../given.ts'
import { manifestOf } from '../manifests.ts'
import { quiet, withReader, withWriter, type Writer } from '../open-core.ts'

export const accountsAdd: Command = {
  name: 'accounts add',
  takes: 'NETWORK',
  least: 1,
  most: 1,
  summary: 'Sign in to a network; the credential is read from standard input',
  options: {
    host: { type: 'string', takes: 'URL', help: 'Address of the service, where the network has many' },
    'token-stdin': { type: 'boolean', help: 'Read the credential from standard input' },
    browser: {
      type: 'boolean',
      help: 'Print the page to open, and read what it shows from standard input (some networks)',
    },
    field: {
      type: 'string',
      multiple: true,
      takes: 'NAME=VALUE',
      help: 'A field of the sign-in that is no secret',
    },
    'monthly-limit': {
      type: 'string',
      takes: 'USD',
      help: 'Most to spend a month on paid calls to this network; none are made without',
    },
    'accept-file-key': {
      type: 'boolean',
      help: 'Agree to keep credentials under a key file where the system has no keyring',
    },
  },
  notes: [
    'Standard input is the one secret of the network, or several lines NAME=VALUE where it has more.',
    'Signing in again to an account that is here already renews its credential.',
  ],
  async run(cli, given) {
    const manifest = manifestOf(cli.networks, given.word(0))
    const inBrowser = given.flag('browser')
    if (inBrowser && manifest.signIn.pasteBack === undefined)
      throw new Failure(
        'not-supported',
        `${manifest.label} has no page whose answer can be pasted here. Use the window, or --token-stdin.`,
      )
    const fields = inBrowser ? {} : await signInFields(cli, given, manifest)
    const host = given.text('host')
    if (host === undefined && manifest.signIn.asksHost)
      throw new Failure('bad-input', `${manifest.label} needs --host URL, the address of your server.`)
    return withWriter(cli, quiet, async ({ call }) => {
      if (given.flag('accept-file-key')) await call('settings.set', { fileKeyConsent: true })
      const limit = given.text('monthly-limit')
      if (limit !== undefined) {
        const { settings } = await call('app.state', {})
        await call('settings.set', {
          spendCapsUsd: { ...settings.spendCapsUsd, [manifest.id]: usdOf(limit) },
        })
      }
      const form = { network: manifest.id, host: host ?? '', fields }
      const account = inBrowser
        ? await pastedBack(cli, manifest, form, call)
        : await call('accounts.signIn', form)
      await cli.out.record(account, `Account ${String(account.id)}: ${account.handle} on ${manifest.label}`)
      return exits.ok
    })
  },
}

/** Prints the page and waits for what it shows. There is one try: standard input has an end. */
async function pastedBack(
  cli: Cli,
  manifest: NetworkManifest,
  form: { network: string; host: string; fields: Record<string, string> },
  call: Writer['call'],
): Promise<Output<typeof calls, 'accounts.signIn'>> {
  const { attempt, url } = await call('accounts.beginBrowserSignIn', form)
  await cli.warn(
    `Open this page and allow Earshot there:\n${url}\nThen paste what it shows (${manifest.signIn.pasteBack?.label ?? ''}) and end it with Ctrl-D.\n`,
  )
  try {
    await call('accounts.pasteBrowserSignIn', { attempt, text: await textOf(cli.stdin) })
  } catch (error) {
    await call('accounts.cancelBrowserSignIn', { attempt })
    throw error
  }
  return call('accounts.awaitBrowserSignIn', { attempt })
}

/** A sum of dollars as typed. Throws bad-input. */
export function usdOf(text: string): number {
  const usd = /^\$?\d{1,6}(?:\.\d{1,2})?$/.test(text.trim())
    ? Number(text.trim().replace('$', ''))
    : Number.NaN
  if (!Number.isFinite(usd))
    throw new Failure('bad-input', `--monthly-limit takes dollars, for example 5 or 12.50; not "${text}".`)
  return usd
}

/** Secrets come from standard input alone: a command line is seen by others and kept in histories. */
async function signInFields(
  cli: Cli,
  given: Given,
  manifest: NetworkManifest,
): Promise<Record<string, string>> {
  const { tokenFields } = manifest.signIn
  if (tokenFields.length === 0)
    throw new Failure('not-supported', `${manifest.label} has nothing to paste for a sign-in.`)
  const fields = Object.fromEntries(given.texts('field').map((text) => pair(text, '--field')))
  for (const name of Object.keys(fields)) {
    const field = tokenFields.find((one) => one.name === name)
    if (field === undefined)
      throw new Failure(
        'bad-input',
        `${manifest.label} has no field "${name}". It has: ${tokenFields.map((one) => one.name).join(', ')}.`,
      )
    if (field.kind === 'secret')
      throw new Failure(
        'bad-input',
        `"${name}" is a secret: give it on standard input with --token-stdin, where nobody else sees it.`,
      )
  }
  if (given.flag('token-stdin')) Object.assign(fields, secretsFrom(await textOf(cli.stdin), manifest))
  const missing = tokenFields.filter((field) => field.required && (fields[field.name] ?? '') === '')
  if (missing.length > 0) {
    const how = missing.map((field) =>
      field.kind === 'secret' ? `${field.label} (--token-stdin)` : `--field ${field.name}=…`,
    )
    throw new Failure('bad-input', `${manifest.label} also needs: ${how.join(', ')}.`)
  }
  return fields
}

/** The secrets in a text from standard input: the only one as it stands, or lines of NAME=VALUE. Throws bad-input. */
export function secretsFrom(text: string, manifest: NetworkManifest): Record<string, string> {
  const secrets = manifest.signIn.tokenFields.filter((field) => field.kind === 'secret')
  const given = text.trim()
  const [only] = secrets
  if (only !== undefined && secrets.length === 1) return given === '' ? {} : { [only.name]: given }
  const names = secrets.map((field) => field.name)
  return Object.fromEntries(
    given.split(/\r?\n/).flatMap((line) => {
      if (line.trim() === '') return []
      const [name] = line.split('=', 1)
      if (name === undefined || !names.includes(name))
        throw new Failure('bad-input', `Standard input takes lines NAME=VALUE with: ${names.join(', ')}.`)
      return [pair(line, 'A line of standard input')]
    }),
  )
}

async function textOf(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of stdin) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

export const accountsList: Command = {
  name: 'accounts list',
  takes: '',
  least: 0,
  most: 0,
  summary: 'List the accounts',
  options: {},
  run: (cli) =>
    withReader(cli, async ({ call }) => {
      await cli.out.table(
        await call('accounts.list', {}),
        [
          { title: 'ID', cell: (account) => String(account.id) },
          { title: 'NETWORK', cell: (account) => account.network },
          { title: 'STATE', cell: (account) => account.state },
          { title: 'HANDLE', cell: (account) => account.handle },
          { title: 'HOST', cell: (account) => account.host },
        ],
        'There is no account yet.',
      )
      return exits.ok
    }),
}

export const accountsRemove: Command = {
  name: 'accounts remove',
  takes: 'ID',
  least: 1,
  most: 1,
  summary: 'Forget an account’s credential and its streams; what was heard stays',
  options: {
    wipe: {
      type: 'boolean',
      help: 'Empty the items that it heard as well; backups and exports still hold them',
    },
  },
  run: (cli, given) =>
    withWriter(cli, quiet, async ({ call }) => {
      const id = wholeNumber(given.word(0), 'ID')
      await call('accounts.remove', { id, wipe: given.flag('wipe') })
      await cli.out.record({ removed: id }, `Account ${String(id)} is removed.`)
      return exits.ok
    }),
}
