import { letPeopleAnswer } from './answering.ts'
import { manualClock, runningClock, type TownClock } from './clock.ts'
import { notices, threadsOn } from './content/index.ts'
import { controlOf } from './control.ts'
import type { Charged, Face } from './faces/face.ts'
import { feedsOf, type FeedAddress } from './faces/feeds.ts'
import { faces } from './faces/index.ts'
import { goLive } from './live.ts'
import { Misbehaviour, type Rule } from './misbehave.ts'
import { populate } from './populate.ts'
import { listen, type RequestLog } from './server.ts'
import { us, World, type Post, type Visibility } from './world.ts'

export interface TownOptions {
  /** Epoch ms at which the town's clock stands still until moved. Absent: the machine's clock. */
  nowMs?: number | undefined
  /** 0, the default, takes a free one. */
  port?: number | undefined
  /** Generated posts besides the written ones. */
  extra?: number | undefined
  /** Somebody speaks every now and then. */
  live?: boolean | undefined
  seed?: number | undefined
  /** People answer when the bakery has answered them. Absent: where the town is live, or its clock is moved by hand. */
  answers?: boolean | undefined
  /** Refuse after 300 requests in five minutes, as the real servers do. */
  rateLimit?: boolean | undefined
  /** The written posts and articles; without them the town has its people only. */
  written?: boolean | undefined
  /** Longest post on the town's own server; 500 if absent. */
  maxCharacters?: number | undefined
  /** Whether searching in the words of posts works. */
  fullTextSearch?: boolean | undefined
}

export interface Saying {
  /** Key of a person, for example `ana`. */
  author: string
  text: string
  inReplyTo?: string | undefined
  visibility?: Visibility | undefined
  warning?: string | undefined
  lang?: string | undefined
  /** The network it is said on; absent: the town's own server. */
  on?: string | undefined
}

/** A post as tests look at it. */
export interface TownPost {
  id: string
  author: string
  text: string
  inReplyTo: string | undefined
  visibility: Visibility
  warning: string
  lang: string | undefined
  createdMs: number
  editedMs: number | undefined
  mentions: string[]
  tags: string[]
  liked: boolean
  boosted: boolean
}

export interface Town {
  /** Base address: host of the Mastodon face; the feeds live under it too. */
  url: string
  account: { handle: string; acct: string; token: string }
  /** What the bakery signs in with, by the names of the faces. */
  logins: Readonly<Record<string, Readonly<Record<string, string>>>>
  feeds: FeedAddress[]
  /** A feed that moved for good, and one that is gone. */
  oddFeeds: { moved: string; gone: string }
  /** A page that points to its feeds. */
  blogUrl: string
  clock: TownClock
  misbehave(rule: Rule): void
  behave(): void
  /** Lets answers go that `slow` holds. */
  release(): void
  say(saying: Saying): string
  edit(id: string, text: string, on?: string): void
  remove(id: string, on?: string): void
  /** Publishes one more article in a feed, named by its path or address. */
  publish(feed: string, article: { title: string; text: string }): string
  dropStreams(): void
  /** Every post there is on one network, the bakery's own included, oldest first. */
  statuses(on?: string): TownPost[]
  requests(): RequestLog[]
  /** What a network that charges has charged so far. Throws RangeError for others. */
  charged(network: string): Charged
  setNow(ms: number): void
  advance(ms: number): void
  close(): Promise<void>
}

/** The network that the town's own server speaks. */
const homeNetwork = 'mastodon'

export const townToken = 'town-token-for-the-bakery'

/** Starts the demo town on the loopback address. */
export async function startTown(options: TownOptions = {}): Promise<Town> {
  const clock = options.nowMs === undefined ? runningClock() : manualClock(options.nowMs)
  const stops: (() => void)[] = []
  const worlds = new Map<string, World>()
  const worldOf = (network = homeNetwork): World => {
    const there = worlds.get(network)
    if (there !== undefined) return there
    const made = new World(clock)
    const isHome = network === homeNetwork
    populate(made, {
      threads: options.written === false ? [] : threadsOn(network),
      notices: options.written === false || !isHome ? [] : notices,
      extra: isHome ? (options.extra ?? 0) : 0,
      seed: options.seed ?? 1,
    })
    worlds.set(network, made)
    if (options.answers ?? (options.live === true || clock.manual)) stops.push(letPeopleAnswer(made))
    return made
  }
  const world = worldOf()
  const misbehaviour = new Misbehaviour()
  const feeds = feedsOf(clock.now(), options.written ?? true)
  let built: readonly Face[] = []
  const server = await listen({
    port: options.port ?? 0,
    clock,
    misbehaviour,
    faces(origin) {
      const setting = {
        world,
        worldOf,
        origin,
        token: townToken,
        feeds,
        rateLimit: options.rateLimit ?? false,
        maxCharacters: options.maxCharacters ?? 500,
        fullTextSearch: options.fullTextSearch ?? true,
      }
      built = faces.map((face) => face(setting))
      return built
    },
    control: (request) => control(request),
  })
  if (options.live === true) stops.push(goLive(world, options.seed ?? 1))
  const origin = server.origin
  const town: Town = {
    url: origin,
    account: { handle: `@${us}@${new URL(origin).host}`, acct: us, token: townToken },
    logins: Object.fromEntries(
      built.flatMap(({ name, login }) => (login === undefined ? [] : [[name, login]])),
    ),
    feeds: feeds.addresses(origin),
    oddFeeds: { moved: `${origin}/old-gazette/feed`, gone: `${origin}/candles/feed` },
    blogUrl: `${origin}/gazette/`,
    clock,
    misbehave: (rule) => misbehaviour.add(rule),
    behave() {
      misbehaviour.clear()
      server.release()
    },
    release: () => server.release(),
    say: (saying) => sayIn(worldOf(saying.on), saying),
    edit: (id, text, on) => void worldOf(on).edit(id, text),
    remove: (id, on) => void worldOf(on).remove(id),
    publish: (feed, article) => feeds.publish(feed, { ...article, atMs: clock.now() }),
    dropStreams() {
      for (const face of built) face.dropStreams?.()
    },
    statuses: (on) => worldOf(on).posts.map(townPost),
    requests: () => [...server.log],
    charged(network) {
      const meter = built.find(({ name }) => name === network)?.charged
      if (meter === undefined) throw new RangeError(`${network} charges nothing`)
      return meter()
    },
    setNow: (ms) => clock.setNow(ms),
    advance: (ms) => clock.advance(ms),
    async close() {
      for (const stop of stops) stop()
      clock.stop()
      await server.close()
    },
  }
  const control = controlOf(town)
  return town
}

/** Who answers the bakery names it first, as every client does. */
function sayIn(world: World, saying: Saying): string {
  const parent = saying.inReplyTo === undefined ? undefined : world.post(saying.inReplyTo)
  if (saying.inReplyTo !== undefined && parent === undefined)
    throw new RangeError(`there is no post ${saying.inReplyTo}`)
  const mustName = parent?.author === us && saying.author !== us && !/(?<![\w@])@crumb\b/.test(saying.text)
  return world.say({ ...saying, text: mustName ? `@${us} ${saying.text}` : saying.text }).id
}

function townPost(post: Post): TownPost {
  const {
    id,
    author,
    text,
    inReplyTo,
    visibility,
    warning,
    lang,
    createdMs,
    editedMs,
    mentions,
    tags,
    liked,
    boosted,
  } = post
  return {
    id,
    author,
    text,
    inReplyTo,
    visibility,
    warning,
    lang,
    createdMs,
    editedMs,
    mentions: [...mentions],
    tags: [...tags],
    liked,
    boosted,
  }
}
