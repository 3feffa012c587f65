import fc from 'fast-check'
import { and, countOps, hasValues, isValues, not, or, type Query } from '../query/ast.ts'
import { refusePhrase, phraseOf } from '../query/phrase.ts'
import { mixedText } from './scripts.ts'

/** Names that meet each other in random queries and random items. */
export const sample = {
  handles: ['ana', 'ana@town.example', 'Ben', 'ben@far.example', 'ana.bsky.social', 'bakery', 'ana_b', 'anab@town.example', 'Änne'],
  networks: ['mastodon', 'bluesky', 'hackernews', 'my-feed'],
  langs: ['en', 'de', 'pt-BR', 'pt', 'ja', 'zh-Hant-TW', ''],
  tags: ['press', 'Très urgent', '東京', '!!'],
  streams: ['Bread talk', 'bread  TALK', 'パン', 'Mentions', '5'],
  hashtags: ['bread', 'Bread', 'LateParcel', 'late_parcel', '東京', 'brötchen', 'हिन्दी', 'parcel5'],
  links: ['https://www.bakery.example/offers/bread?x=1', 'https://shop.bakery.example/', 'http://town.example/@ana/1', 'https://パン.example/東京都', 'https://bakery.example/late-parcel#top'],
  purposes: ['help', 'learn', 'promote'],
} as const // prettier-ignore

/** The moment as of which random queries are asked; items of the tests lie within some days of it. */
export const sampleNowMs = new Date(2026, 9, 20, 12, 0).getTime()

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values)
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const handle = pick(sample.handles).map(lower)

const text: fc.Arbitrary<Query> = fc
  .tuple(fc.oneof(mixedText(12), mixedText(24)), fc.boolean())
  .map(([typed, prefix]): [string, boolean] => [typed.replace(/\s+/g, ' ').trim(), prefix])
  .map(([typed, prefix]): Query => {
    const usable = refusePhrase(typed, false) === undefined ? typed : 'bread'
    const isBeginning =
      prefix &&
      refusePhrase(usable, true) === undefined &&
      phraseOf(usable, true).prefix &&
      !phraseOf(usable).prefix
    return { type: 'text', text: usable, prefix: isBeginning }
  })

const leaf: fc.Arbitrary<Query> = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('hashtag'), tag: pick(sample.hashtags), words: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('handle'), handle }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('field'), field: pick(['from', 'to', 'about', 'account'] as const), value: fc.oneof(handle, fc.constant('me')) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('field'), field: fc.constant('network'), value: pick(sample.networks) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('field'), field: fc.constant('stream'), value: pick(['Bread talk', 'bread TALK', 'パン', 'Mentions', '5', '2', 'none']) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('field'), field: fc.constant('tag'), value: pick([...sample.tags, 'PRESS', 'tres urgent']) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('field'), field: fc.constant('lang'), value: pick(['en', 'pt', 'pt-br', 'zh', 'zh-hant-tw', 'xx']) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('field'), field: fc.constant('purpose'), value: pick(sample.purposes) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('field'), field: fc.constant('url'), value: pick(['bakery.example', 'bakery.example/offers', 'https://www.bakery.example/offers/bread?x=2', 'offers', 'example/パン', '東', '京都', 'late-parcel']) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('is'), what: pick(isValues) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('has'), what: pick(hasValues) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('in'), what: fc.oneof(fc.constant('thread' as const), fc.integer({ min: 1, max: 12 })) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('count'), field: pick(['followers', 'likes'] as const), op: pick(countOps), n: pick([0, 1, 5, 100, 1000]) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('date'), field: pick(['before', 'after'] as const), date: pick(['2026', '2026-10', '2026-10-19', '2026-10-20T09:30', 'today', 'yesterday']) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('age'), field: pick(['older', 'newer'] as const), n: fc.integer({ min: 0, max: 30 }), unit: pick(['m', 'h', 'd', 'w'] as const) }) },
) // prettier-ignore

/** Queries in canonical form, some levels deep. */
export const queries: fc.Arbitrary<Query> = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'query' },
    { weight: 3, arbitrary: leaf },
    { weight: 3, arbitrary: fc.array(tie('query'), { minLength: 2, maxLength: 4 }).map(and) },
    { weight: 2, arbitrary: fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map(or) },
    { weight: 2, arbitrary: tie('query').map(not) },
  ),
})).query
