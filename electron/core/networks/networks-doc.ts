import type { TextRule } from '#shared/domain/text'
import { lookingAgainWords } from '#shared/domain/looking-again'
import {
  signInWays,
  type NetworkManifest,
  type Price,
  type SignInWay,
  type StreamKindManifest,
} from '#shared/domain/network'

/** One row per network: what it hears, how it is answered, what it forbids. Markdown, for the README too. */
export function networksTable(manifests: readonly NetworkManifest[]): string {
  const rows = manifests.map((one) => [
    one.label,
    one.streamKinds.map(({ label }) => lowered(label)).join('; '),
    [
      answers(one),
      ...(one.speaks.posts === true ? ['posts'] : []),
      ...(one.acts === undefined ? [] : [one.acts.join(', ')]),
    ].join('; '),
    one.prices === undefined ? 'free' : 'paid per call, under a limit of yours',
  ])
  return table(['network', 'hears', 'answers, and what else it says', 'costs'], rows)
}

/** docs/networks.md, from the manifests alone. */
export function networksDoc(manifests: readonly NetworkManifest[]): string {
  return [
    '# Networks',
    'Written from the manifests by a test (`npx vitest run electron/core/networks/networks-doc.test.ts -u`); change those, not this page.',
    networksTable(manifests),
    ...manifests.flatMap(chapter),
  ].join('\n\n')
}

function chapter(one: NetworkManifest): string[] {
  return [
    `## ${one.label}`,
    table(
      ['stream', 'account', 'asked every', 'at most every', 'by the call'],
      one.streamKinds.map((kind) => [
        kind.label,
        accountWords(kind),
        kind.here === true ? 'never: matched here' : duration(kind.defaultMs),
        kind.here === true ? '' : duration(kind.floorMs),
        (kind.calls ?? []).map((call) => `\`${call}\``).join(', '),
      ]),
    ),
    `**Signing in:** ${signInWords(one)}.`,
    ...signInWays(one).flatMap((way) => stepsWords(one, way)),
    `**Answering:** ${answers(one)}.${one.speaks.reason === undefined ? '' : ` ${one.speaks.reason}`}`,
    ...(one.speaks.posts === true ? ['**Posts:** can be written from here too, by the palette.'] : []),
    ...(one.textRule === undefined || one.speaks.reply === 'none'
      ? []
      : [
          `**How long an answer may be:** ${lengthWords(one.textRule)}${one.signIn.asksHost ? ', unless its server says otherwise' : ''}.`,
        ]),
    ...(one.retention === undefined ? [] : [`**What is kept:** ${keptWords(one, one.retention)}`]),
    ...(one.forbids === undefined ? [] : [list('**What it forbids or cannot do:**', one.forbids)]),
    ...(one.prices === undefined ? [] : [list('**Prices:**', one.prices.map(priceWords))]),
    ...(one.hosts === undefined
      ? []
      : [`**Hosts of its own:** ${one.hosts.map((host) => `\`${host}\``).join(', ')}`]),
    ...(one.links === undefined
      ? []
      : [
          list(
            '**Pages to look at:**',
            one.links.map(({ label, url }) => `[${label}](${url})`),
          ),
        ]),
  ]
}

const unitNames: Record<TextRule['unit'], string> = {
  graphemes: 'characters',
  codepoints: 'characters',
  utf16: 'UTF-16 units',
  bytes: 'bytes',
  weighted: 'characters, Chinese, Japanese, Korean and emoji counting two',
  'emoji-bytes': 'characters, emoji counting by their bytes',
}

function lengthWords(rule: TextRule): string {
  const { unit, max, min, alsoMaxBytes, urlWeight, maxHashtags, maxLinks, sameLinkOnce } = rule
  const number = (value: number): string => value.toLocaleString('en')
  return [
    `at most ${number(max)} ${unitNames[unit]}`,
    ...(urlWeight === undefined ? [] : [`any address ${number(urlWeight)}`]),
    ...(alsoMaxBytes === undefined ? [] : [`at most ${number(alsoMaxBytes)} bytes`]),
    ...(min === undefined ? [] : [`at least ${number(min)}`]),
    ...(maxHashtags === undefined ? [] : [`at most ${number(maxHashtags)} hashtags`]),
    ...(maxLinks === undefined
      ? []
      : [`at most ${number(maxLinks)} ${sameLinkOnce === true ? 'different ' : ''}links`]),
  ].join(', ')
}

function keptWords(
  { streamKinds }: NetworkManifest,
  retention: NonNullable<NetworkManifest['retention']>,
): string {
  const looks = lookingAgainWords(retention)
  const isForAll =
    retention.withoutAccount === true || !streamKinds.some(({ withoutAccount }) => withoutAccount)
  return [
    retention.words,
    ...(looks === undefined ? [] : [`By its age an item is looked at again ${looks}.`]),
    // What has to go unless it is seen says enough.
    ...(looks === undefined || isForAll || retention.maxDays !== undefined
      ? []
      : [
          'What was heard without an account is not looked at again, unless an account hears its conversation.',
        ]),
  ].join(' ')
}

function answers({ speaks }: NetworkManifest): string {
  // A reason beside answers from here says when they must be posted in the browser instead.
  if (speaks.reply === 'api')
    return speaks.reason === undefined ? 'here' : 'here where it is allowed, else in the browser'
  return speaks.reply === 'browser' ? 'in the browser' : 'not at all'
}

function accountWords(kind: StreamKindManifest): string {
  if (kind.needsAccount) return 'needed'
  return kind.withoutAccount ? 'not needed' : 'where there is one'
}

const wayNames: Record<SignInWay, string> = {
  browser: 'In the browser:',
  code: 'By a code:',
  token: 'With a pasted credential:',
}

function stepsWords({ signIn }: NetworkManifest, way: SignInWay): string[] {
  const steps = signIn.steps[way] ?? []
  return steps.length === 0
    ? []
    : [wayNames[way], steps.map((step, index) => `${String(index + 1)}. ${step}`).join('\n')]
}

function signInWords({ signIn }: NetworkManifest): string {
  const ways = [
    ...(signIn.browser
      ? [signIn.pasteBack === undefined ? 'in the browser' : 'in the browser, pasting what its page shows']
      : []),
    ...(signIn.device === true ? ['by a code typed on its page'] : []),
    ...(signIn.tokenFields.length > 0 ? ['with a pasted credential'] : []),
  ]
  return ways.length === 0 ? 'none' : ways.join(', or ')
}

function priceWords({ label, microUsd, per, source }: Price): string {
  const unit = per === 'item' ? 'each' : 'each request'
  return `${label}: $${(microUsd / 1e6).toFixed(3)} ${unit} (${source})`
}

/** Whole minutes, or seconds below one. */
function duration(ms: number): string {
  return ms < 60_000 ? `${String(ms / 1000)} s` : `${String(Math.round(ms / 60_000))} min`
}

/** Names keep their capital: only a plain word of the language loses it. */
function lowered(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

function list(head: string, lines: readonly string[]): string {
  return [head, '', ...lines.map((line) => `- ${line}`)].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
