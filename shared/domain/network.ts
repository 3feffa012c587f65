import { z } from 'zod'
import { textRule } from './text.ts'

/** What a stream kind listens to. The screens name it from `streamKinds` in the manifest. */
export const streamKind = z.enum(['mentions', 'keyword', 'hashtag', 'author', 'list', 'feed', 'comments'])
export type StreamKind = z.infer<typeof streamKind>

/** One field of a form that the manifest asks the screens (and the command line) to draw. */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'url', 'secret']),
  placeholder: z.string().optional(),
  help: z.string().optional(),
  required: z.boolean(),
})
export type FormField = z.infer<typeof formField>

/** A kind of stream that a network offers, with the form that configures it. */
export const streamKindManifest = z.object({
  kind: streamKind,
  label: z.string(),
  /** May be listened to without an account of ours. */
  withoutAccount: z.boolean(),
  /** Needs an account of ours. */
  needsAccount: z.boolean(),
  fields: z.array(formField),
  /** Never poll more often than this. */
  floorMs: z.number().int().positive(),
  /** Polled this often unless the user says otherwise. */
  defaultMs: z.number().int().positive(),
})
export type StreamKindManifest = z.infer<typeof streamKindManifest>

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
    /** Numbered steps in plain words: how to get the credential. */
    steps: z.array(z.string()),
    /** The host must be typed by the user (federated networks). */
    asksHost: z.boolean(),
  }),
  streamKinds: z.array(streamKindManifest),
  speaks: z.object({
    reply: z.enum(['api', 'browser', 'none']),
    /** Said to the user where a reply is not possible here. */
    reason: z.string().optional(),
    visibilities: z.array(z.string()),
    contentWarning: z.boolean(),
  }),
  textRule: textRule.optional(),
  /** File formats that `streams.importText` understands, for example `opml`. */
  importFormats: z.array(z.string()),
})
export type NetworkManifest = z.infer<typeof networkManifest>
