import { describe, expect, test } from 'vitest'
import { parseQuery } from '#shared/domain/query/parse'
import { contentOfSpans, type Subject } from '#shared/domain/query/subject'
import { matchItem } from './matcher.ts'

const nowMs = new Date(2026, 9, 20, 12).getTime()
const hour = 3_600_000

function subject(
  part: Partial<Omit<Subject, 'conversation'>> & { conversation?: Partial<Subject['conversation']> },
): Subject {
  const { conversation, ...item } = part
  return {
    id: (nowMs - hour) * 1024, network: 'mastodon', kind: 'post', state: 'live', mine: false, direct: false, question: false, text: '',
    hashtags: [], mentions: [], links: [], media: false, poll: false, author: { handle: 'ana@town.example', vip: false }, streams: [], ...item,
    conversation: { id: 1, formerIds: [], state: 'open', saved: false, newcomer: false, itemCount: 1, readItemId: 0, dueItemId: null, shownItemId: 1, quiet: null, tags: [], noted: false, drafted: false, purposes: [], ...conversation },
  } // prettier-ignore
}

function ask(query: string, about: Subject) {
  const { ast, errors } = parseQuery(query)
  if (ast === undefined) throw new Error(JSON.stringify(errors))
  return matchItem(ast, about, nowMs)
}

/** The parts of the text that a query shows as matched. */
function shown(query: string, text: string): string[] | false {
  const { matched, spans } = ask(query, subject({ text }))
  return matched && spans.map(({ start, end }) => text.slice(start, end))
}

describe('words', () => {
  test.each([
    ['refund', 'I want a Refund, a REFUND!', ['Refund', 'REFUND']],
    ['cafe', 'Le Café', ['Café']],
    ['CAFÉ', 'le cafe', ['cafe']],
    ['strasse', 'Hauptstraße', false],
    ['straße', 'STRASSE 5', ['STRASSE']],
    ['"late parcel"', 'a late, parcel', ['late, parcel']],
    ['"late parcel"', 'parcel late', false],
    ['late parcel', 'parcel late', ['parcel', 'late']],
    ['late OR refund', 'late refund', ['late', 'refund']],
    ['late OR "refund now"', 'late refund', ['late']],
    ['refun*', 'refunded and refunds', ['refunded', 'refunds']],
    ['"late parc"*', 'late parcels', ['late parcels']],
    ['refund -hiring', 'refund', ['refund']],
    ['refund -hiring', 'refund, hiring', false],
    ['-(-refund)', 'refund', ['refund']],
    ["don't", "I don't", ["don't"]],
    ['東京', '東京都に住む', ['東京']],
    ['京都', '東京都に住む', ['京都']],
    ['都', '東京都に住む', ['都']],
    ['む', '東京都に住む', ['む']],
    ['パン屋', '駅前のパン屋さん', ['パン屋']],
    ['屋パン', '駅前のパン屋さん', false],
    ['ﾊﾟﾝ', 'パン', ['パン']],
    ['빵집', '동네 빵집에서', ['빵집']],
    ['ขนมปัง', 'ร้านขนมปังอร่อย', ['ขนมปัง']],
    ['iphone東京', 'iPhone東京店', ['iPhone東京']],
    ['"東京 tower"', '東京tower', ['東京tower']],
    ['हिन्दी', 'मुझे हिन्दी आती है', ['हिन्दी']],
    ['हिन्द', 'मुझे हिन्दी आती है', false],
    ['خبز', 'خُبْز', ['خُبْز']],
    ['❤', 'we ❤️ bread', ['❤️']],
    ['👋', 'hi 👋🏽', ['👋🏽']],
    ['👨', '👨‍👩‍👧', false],
    ['🇩🇪', 'to 🇩🇪🇫🇷', ['🇩🇪']],
  ] as const)('%s in %j', (query, text, parts) => {
    expect(shown(query, text)).toEqual(parts)
  })

  test('title and warning are read too, and only places in the text are shown', () => {
    const item = subject({ title: 'Hot bread', text: 'bread here', warning: 'food and bread' })
    expect(ask('hot food bread', item)).toEqual({ matched: true, spans: [{ start: 0, end: 5 }] })
  })
})

describe('hashtags and people', () => {
  const item = subject({ text: '#LateParcel for @ben', ...contentOfSpans([
    { start: 0, end: 11, type: 'hashtag', value: 'LateParcel' },
    { start: 16, end: 20, type: 'mention', value: '@Ben@far.example' },
  ]) }) // prettier-ignore

  test.each([
    ['#lateparcel', true], ['#Late_Parcel', true], ['#late', false], ['lateparcel', true], ['"late parcel"', false],
    ['@ben', true], ['@ben@far.example', true], ['@ben@town.example', false], ['@ana', true], ['@an', false],
    ['to:@ben', true], ['to:@ana', false], ['from:@ANA', true], ['from:@ana@town.example', true], ['from:@ben', false], ['about:@ben', true],
  ] as const)('%s: %s', (query, matched) => {
    expect(ask(query, item).matched).toBe(matched)
  }) // prettier-ignore

  test('the words of a hashtag count only when asked for', () => {
    const plain = subject({ text: 'my late parcel' })
    expect(ask('#LateParcel', plain).matched).toBe(false)
    expect(ask('#LateParcel~', plain).spans).toEqual([{ start: 3, end: 14 }])
    expect(ask('#lateparcel~', plain).matched).toBe(false)
    expect(ask('#LateParcel~', item).matched).toBe(true)
  })

  test('to: hears answers, about: hears names', () => {
    expect(ask('to:@cy', subject({ parentAuthor: 'cy@town.example' })).matched).toBe(true)
    expect(ask('to:me', subject({ direct: true })).matched).toBe(true)
    expect(ask('from:me', subject({ mine: true })).matched).toBe(true)
    expect(ask('about:"Ana Silva"', subject({ text: 'I met Ana Silva' })).matched).toBe(true)
    expect(ask('about:@ana@town.example', subject({ text: 'ana is right' })).matched).toBe(true)
  })
})

describe('facts', () => {
  test.each([
    ['network:mastodon', {}, true],
    ['network:Bluesky', {}, false],
    ['lang:pt', { lang: 'pt-BR' }, true],
    ['lang:pt-br', { lang: 'pt' }, false],
    ['is:reply', { kind: 'reply' }, true],
    ['is:question', { question: true }, true],
    ['is:deleted', { state: 'deleted' }, true],
    ['-is:edited', { state: 'deleted' }, true],
    ['has:link', { links: ['https://a.example'] }, true],
    ['has:media', {}, false],
    ['has:poll', { poll: true }, true],
    ['url:bakery.example', { links: ['https://www.bakery.example/offers'] }, true],
    ['url:bakery.example/offers', { links: ['https://shop.bakery.example/offers/bread?x=1'] }, true],
    ['url:bakery.example/bread', { links: ['https://bakery.example/offers/bread'] }, false],
    ['url:"example offers"', { links: ['https://bakery.example', 'https://offers.example'] }, false],
    ['url:news.example', { kind: 'article', url: 'https://news.example/a' }, true],
    ['url:news.example', { kind: 'post', url: 'https://news.example/a' }, false],
    ['followers:>1k', { author: { handle: 'a', followers: 1001, vip: false } }, true],
    ['followers:>=0', { author: { handle: 'a', vip: false } }, false],
    ['likes:10..20', { likes: 20 }, true],
    ['newer:2h', {}, true],
    ['older:2h', {}, false],
    ['after:2026-10-20', {}, true],
    ['before:2026-10-20', {}, false],
    ['after:today', {}, true],
    ['before:yesterday', {}, false],
    ['stream:"BREAD talk"', { streams: [{ id: 3, name: 'Bread  Talk', kind: 'keyword' }] }, true],
    ['stream:3', { streams: [{ id: 3, name: 'Bread  Talk', kind: 'keyword' }] }, true],
    ['is:keyword', { streams: [{ id: 3, name: 'x', kind: 'mentions' }] }, false],
    ['purpose:help', { streams: [{ id: 3, name: 'x', kind: 'mentions', purpose: 'help' }] }, true],
    ['purpose:help', { conversation: { purposes: ['help'] } }, true],
    ['is:waiting is:saved', { conversation: { state: 'waiting', saved: true } }, true],
    ['is:unread', { conversation: { readItemId: nowMs * 1024 } }, false],
    ['is:unread', { mine: true }, false],
    ['is:due', { direct: true, conversation: { dueItemId: 1 } }, true],
    ['is:due', { direct: true, mine: true, conversation: { dueItemId: 1 } }, false],
    ['is:due', { direct: true, conversation: { dueItemId: nowMs * 1024 } }, false],
    ['is:due', { direct: true }, false],
    ['is:due older:30m', { direct: true, conversation: { dueItemId: 1 } }, true],
    ['is:due older:4h', { direct: true, conversation: { dueItemId: 1 } }, false],
    ['is:latest', { conversation: { shownItemId: (nowMs - hour) * 1024 } }, true],
    ['is:latest', { conversation: { shownItemId: nowMs * 1024 } }, false],
    ['is:vip', { author: { handle: 'a', vip: true } }, true],
    ['is:vip', {}, false],
    ['is:quiet is:muted -is:noise', { conversation: { quiet: 'muted' } }, true],
    ['is:quiet -is:muted -is:noise', { conversation: { quiet: 'folded' } }, true],
    ['is:quiet', {}, false],
    ['tag:"tres urgent"', { conversation: { tags: ['Très urgent'] } }, true],
    ['account:@bakery', { conversation: { account: { id: 1, handle: 'bakery@town.example' } } }, true],
    ['has:note has:draft', { conversation: { noted: true, drafted: true } }, true],
    ['in:thread', { conversation: { itemCount: 2 } }, true],
    ['in:1', {}, true],
  ] as [string, Parameters<typeof subject>[0], boolean][])('%s about %j: %s', (query, part, matched) => {
    expect(ask(query, subject(part)).matched).toBe(matched)
  })
})
