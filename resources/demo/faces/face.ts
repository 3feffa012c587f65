import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer, TownRequest } from '../message.ts'
import type { World } from '../world.ts'
import type { Feeds } from './feeds.ts'

/** What a face is built over. */
export interface FaceSetting {
  /** What is said on the town's own server (the Mastodon face). */
  world: World
  /** What is said on another network: the same people, other conversations. Written in `content/on-NAME.ts`. */
  worldOf(network: string): World
  feeds: Feeds
  /** Base address of the server, known once it listens: `http://127.0.0.1:PORT`. */
  origin: string
  /** The token that signs in as the bakery from the start. */
  token: string
  /** Count requests and refuse too many, as the real servers do. */
  rateLimit: boolean
  /** Longest text of a post on the town's own server, in characters. */
  maxCharacters: number
  /** Whether searching the words of posts works (many real servers cannot). */
  fullTextSearch: boolean
}

/** One network's way of showing the world. */
export interface Face {
  name: string
  /** What the bakery types or pastes to sign in here, by the names of the fields; `host` where it must be typed. */
  login?: Readonly<Record<string, string>>
  /** Answers a request, or leaves it to the next face. */
  handle(request: TownRequest): Answer | undefined
  /**
   * How a refusal with this status looks on this face, for its own paths; `resetAtMs` is when a limit ends. Absent or
   * undefined: as Mastodon says it.
   */
  refusal?(request: TownRequest, status: number, resetAtMs: number): Answer | undefined
  /** Takes over a connection (WebSocket); false leaves it to the next face. `drop` ends it right after the handshake. */
  upgrade?(request: TownRequest, raw: IncomingMessage, socket: Duplex, head: Buffer, drop: boolean): boolean
  /** Ends open connections without a goodbye, as a broken line does. */
  dropStreams?(): void
  close?(): void
}
