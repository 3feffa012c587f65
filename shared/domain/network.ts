import { z } from 'zod'
import { textRule } from './text.ts'

/** What a stream kind listens to. The screens name it from `streamKinds` in the manifest. */
export const streamKind = z.enum([
  'mentions',
  'replies',
  'comments',
  'keyword',
  'hashtag',
  'author',
  'list',
  'feed',
])
export type StreamKind = z.infer<typeof streamKind>

/** One field of a form that the manifest asks the screens (and the command line) to draw. */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  /** query: a query of the query language, checked as it is typed. */
  kind: z.enum(['text', 'url', 'secret', 'query']),
  placeholder: z.string().optional(),
  help: z.string().optional(),
  required: z.boolean(),
})
export type FormField = z.infer<typeof formField>

/** A kind of stream that a network offers, with the form that configures it. */
export const streamKindManifest = z.object({
  kind: streamKind,
  label: z.string(),
  /**
   * The calls that it is asked by, any of these, as the network's documents name them; `:name` stands for what changes.
   * Absent where it has no calls to name (a feed, a relay), or is matched here.
   */
  calls: z.array(z.string()).optional(),
  /** May be listened to without an account of ours. */
  withoutAccount: z.boolean(),
  /** Needs an account of ours. */
  needsAccount: z.boolean(),
  fields: z.array(formField),
  /** Never poll more often than this. */
  floorMs: z.number().int().positive(),
  /** Polled this often unless the user says otherwise. */
  defaultMs: z.number().int().positive(),
  /** Never asked of the network: matched here, in what the network's other streams bring. Keyword streams only. */
  here: z.boolean().optional(),
  /** What is paid for one item that it hears, or for one request, by the names in `prices`; absent: free. */
  costs: z.array(z.string()).optional(),
})
export type StreamKindManifest = z.infer<typeof streamKindManifest>

/** What can be done to an item of theirs besides answering; each is a public act, so never on a plain letter key. */
export const itemAct = z.enum(['like', 'unlike', 'hide', 'unhide', 'approve', 'hold', 'spam', 'trash'])
export type ItemAct = z.infer<typeof itemAct>

/** The price of one unit of a paid call (one post read, one post written), in millionths of a US dollar. */
export const price = z.object({
  call: z.string(),
  /** What is paid for, in plain words: `a post read`. */
  label: z.string(),
  microUsd: z.number().int().nonnegative(),
  /** Paid for each thing that comes back (so that an empty answer is free), or for each request. */
  per: z.enum(['item', 'request']),
  /** Where and when the price was read. */
  source: z.string(),
})
export type Price = z.infer<typeof price>

/** What the network demands of whoever keeps what it said. */
export const retention = z.object({
  /** What was not seen at the network for so long is removed here: its words go, and a tombstone stays. */
  maxDays: z.number().int().positive().optional(),
  /** Stored items are looked at again this often while they are young, for edits and deletions; see looking-again.ts. */
  recheckHours: z.number().int().positive().optional(),
  /** What was heard without an account can be looked at again without one. */
  withoutAccount: z.boolean().optional(),
  /** Entries of plain feeds that lie at these hosts (and below them) are its content too: `maxDays` holds for them. */
  feedHosts: z.array(z.string()).optional(),
  words: z.string(),
})

/** How somebody proves who they are: on the network's own page, by a code typed there, or with a pasted credential. */
export const signInWay = z.enum(['browser', 'code', 'token'])
export type SignInWay = z.infer<typeof signInWay>

/** All that anything outside a network's folder ever knows of it. */
export const networkManifest = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string(),
  /** One or two characters for the badge. */
  badge: z.string().min(1).max(2),
  /** Badge colours with at least 4.5:1 against white (light) and #191816 (dark). */
  color: z.object({ light: z.string(), dark: z.string() }),
  signIn: z.object({
    /** Opens the network's own page in the user's browser and waits on a loopback redirect. */
    browser: z.boolean(),
    /** Fields of a pasted credential; empty when the network has none. */
    tokenFields: z.array(formField),
    /** Numbered steps in plain words for every way that is offered: exactly where to click. */
    steps: z.partialRecord(signInWay, z.array(z.string())),
    /** The host must be typed by the user (federated networks). */
    asksHost: z.boolean(),
    /** Fields asked for before the browser opens (an app id of the user's own). */
    browserFields: z.array(formField).optional(),
    /** Where the network wants the redirect on one fixed port of the loopback address. */
    redirectPort: z.number().int().positive().optional(),
    /** The pasted credential is offered before the browser: it lasts longer. */
    pastedFirst: z.boolean().optional(),
    /** Opens a page where a code is typed or access granted, and asks until it was (device flow, MiAuth). */
    device: z.boolean().optional(),
    /** Its page sends nobody back to a program: what it shows at the end is pasted into this field (`browser` only). */
    pasteBack: z.object({ label: z.string(), help: z.string() }).optional(),
  }),
  streamKinds: z.array(streamKindManifest),
  speaks: z.object({
    reply: z.enum(['api', 'browser', 'none']),
    /** What answers nothing can be said from here too. */
    posts: z.boolean().optional(),
    /** Said to the user where a reply is not possible here. */
    reason: z.string().optional(),
    visibilities: z.array(z.string()),
    contentWarning: z.boolean(),
  }),
  textRule: textRule.optional(),
  /** File formats that `streams.importText` understands, for example `opml`. */
  importFormats: z.array(z.string()),
  /** Acts on items besides answering. Absent: none. */
  acts: z.array(itemAct).optional(),
  /** Present where calls cost money. */
  prices: z.array(price).optional(),
  retention: retention.optional(),
  /** What the network forbids or cannot do, one plain sentence each. */
  forbids: z.array(z.string()).optional(),
  /** Hosts it calls of its own accord; `*.example.com` stands for all below. Hosts typed by the user are not listed. */
  hosts: z.array(z.string()).optional(),
  links: z.array(z.object({ label: z.string(), url: z.string() })).optional(),
})
export type NetworkManifest = z.infer<typeof networkManifest>

/** The ways to sign in, the usual one first: its own page, unless the pasted credential is the better one. */
export function signInWays({ signIn }: Pick<NetworkManifest, 'signIn'>): SignInWay[] {
  const { browser, device, tokenFields, pastedFirst } = signIn
  const pasted = tokenFields.length > 0 ? (['token'] as const) : []
  const onPage = [...(browser ? (['browser'] as const) : []), ...(device === true ? (['code'] as const) : [])]
  return pastedFirst === true ? [...pasted, ...onPage] : [...onPage, ...pasted]
}
