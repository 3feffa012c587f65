import type { StreamDraft } from '#shared/contract'
import type { NetworkManifest, StreamKindManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'

export interface TypedStream {
  /** What came after the network: a kind and values of its form, or values alone. */
  words: readonly string[]
  sets: readonly (readonly [string, string])[]
  accountId?: number | undefined
  name?: string | undefined
  intervalMs?: number | undefined
}

/**
 * A stream as typed: `hashtag bread`, `hashtag --set tag=bread`, or for a network's first kind `https://…` alone.
 * Bare values fill the fields of the kind's form in their order. Where the kind listens through an account and the
 * network has one only, that is it. Throws bad-input in words that name what there is.
 */
export function draftOf(
  manifest: NetworkManifest,
  typed: TypedStream,
  accounts: readonly { id: number; handle: string }[],
): StreamDraft {
  const { kind, values } = kindOf(manifest, typed.words)
  const config: Record<string, string> = {}
  values.forEach((value, place) => {
    const field = kind.fields[place]
    if (field === undefined)
      throw new Failure('bad-input', `"${value}" is one word too many. ${fieldWords(kind)}`)
    config[field.name] = value
  })
  for (const [name, value] of typed.sets) {
    if (!kind.fields.some((field) => field.name === name))
      throw new Failure('bad-input', `${kind.label} has no field "${name}". ${fieldWords(kind)}`)
    config[name] = value
  }
  const missing = kind.fields.filter((field) => field.required && (config[field.name] ?? '') === '')
  if (missing.length > 0)
    throw new Failure(
      'bad-input',
      `${kind.label} also needs: ${missing.map((field) => `--set ${field.name}=…`).join(', ')}.`,
    )
  return {
    network: manifest.id,
    kind: kind.kind,
    config,
    accountId: typed.accountId ?? defaultAccount(kind, config, accounts),
    name: typed.name,
    intervalMs: typed.intervalMs,
  }
}

function kindOf(
  manifest: NetworkManifest,
  words: readonly string[],
): { kind: StreamKindManifest; values: readonly string[] } {
  const named = manifest.streamKinds.find((kind) => kind.kind === words[0])
  if (named !== undefined) return { kind: named, values: words.slice(1) }
  const [first] = manifest.streamKinds
  const isValue = first?.fields[0]?.kind === 'url' && /^https?:\/\//i.test(words[0] ?? '')
  if (first !== undefined && isValue) return { kind: first, values: words }
  throw new Failure(
    'bad-input',
    `${manifest.label} has no kind "${words[0] ?? ''}". It has: ${manifest.streamKinds.map((kind) => kind.kind).join(', ')}.`,
  )
}

function fieldWords(kind: StreamKindManifest): string {
  if (kind.fields.length === 0) return `${kind.label} takes no values.`
  return `${kind.label} takes: ${kind.fields.map((field) => field.name).join(', ')}.`
}

function defaultAccount(
  kind: StreamKindManifest,
  config: Readonly<Record<string, string>>,
  accounts: readonly { id: number; handle: string }[],
): number | undefined {
  if (!kind.needsAccount && kind.withoutAccount && !leavesOpen(kind, config)) return undefined
  if (accounts.length > 1) {
    const choice = accounts.map((account) => `${String(account.id)} (${account.handle})`).join(', ')
    throw new Failure('bad-input', `There are several accounts; choose one with --account: ${choice}.`)
  }
  return accounts[0]?.id
}

/** Where a kind can do without an account, an optional field says how (which server); left empty, an account does. */
function leavesOpen(kind: StreamKindManifest, config: Readonly<Record<string, string>>): boolean {
  return kind.fields.some((field) => !field.required && (config[field.name] ?? '') === '')
}
