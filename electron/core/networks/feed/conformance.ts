import type { Conformance } from '../conformance.ts'
import { checkConfig } from './check-config.ts'

/** The feeds of the demo town, one of each shape. */
export const conformance = {
  streams: (town) =>
    town.feeds.map(({ title, url }) => ({
      name: title,
      kind: 'feed' as const,
      config: checkConfig('feed', { url }).config,
      withAccount: false,
      path: new URL(url).pathname,
    })),
  nonsense: [
    { kind: 'feed', config: {} },
    { kind: 'feed', config: { url: 'quay street bakery' } },
    { kind: 'feed', config: { url: 'ftp://blog.example/feed' } },
    { kind: 'comments', config: { url: 'javascript:alert(1)' } },
    { kind: 'mentions', config: { url: 'at the door' } },
    { kind: 'replies', config: { url: 'https://blog.example/feed' } },
  ],
  happen(town, name) {
    const feed = town.feeds.find((one) => one.title === name)
    if (feed === undefined) throw new Error(`the town has no feed called ${name}`)
    town.publish(feed.url, { title: 'Something new', text: 'It happened just now.' })
  },
} satisfies Conformance
