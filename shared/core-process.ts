import { z } from 'zod'
import { streamDraft } from './contract.ts'
import { failureShape } from './failure.ts'

/** What main and the core process say to each other besides the contract: how to start, a port, and the end. */

/** The demo town, as its server announces it on its first line. */
export const demoTown = z.object({
  url: z.string(),
  account: z.object({ acct: z.string(), token: z.string() }),
  feeds: z.array(z.object({ url: z.string(), title: z.string().optional() })),
  /** Hashtags of the town's own server that are worth listening to. */
  hashtags: z.array(z.string()).default([]),
  /** Where else to sign in, with what is pasted there. */
  accounts: z
    .array(z.object({ network: z.string(), host: z.string(), fields: z.record(z.string(), z.string()) }))
    .default([]),
  /** Streams without an account on other networks. */
  streams: z.array(streamDraft).default([]),
  /** How long a message can be taken back; as usual if absent. */
  undoSendMs: z.number().int().min(0).optional(),
})
export type DemoTown = z.infer<typeof demoTown>

/** What the system's keyring has to say. `none`: there is none. `shut`: it holds keys that it did not open. */
export const keyringState = z.enum(['open', 'shut', 'none'])
export type KeyringState = z.infer<typeof keyringState>

/** A key that the keyring opened; 32 bytes as base64. Travels over the private channel only, never by argument or environment. */
export const openedKey = z.object({ id: z.string(), key: z.string() })
export type OpenedKey = z.infer<typeof openedKey>

export const toCore = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    dataFolder: z.string(),
    version: z.string(),
    keyring: keyringState,
    keys: z.array(openedKey),
    demo: demoTown.optional(),
  }),
  /** Comes with one transferred port, on which core serves the contract. */
  z.object({ type: z.literal('port') }),
  /** A file or folder that the user chose in a dialog; the window names it by its ticket. */
  z.object({
    type: z.literal('offer'),
    ticket: z.string(),
    path: z.string(),
    use: z.enum(['read', 'write']),
  }),
  z.object({ type: z.literal('stop') }),
])
export type ToCore = z.infer<typeof toCore>

export const fromCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('up') }),
  /** The store cannot be opened; starting again would not help. The process ends after this. */
  z.object({ type: z.literal('refused'), failure: failureShape }),
])
export type FromCore = z.infer<typeof fromCore>
