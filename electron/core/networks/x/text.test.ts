import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recorded } from '../conformance-items.ts'
import type { FetchedItem } from '../types.ts'
import { parseRecorded } from './parse.ts'
import { textOf } from './text.ts'

const items = (name: string): FetchedItem[] => parseRecorded(recorded(`./x/fixtures/${name}.json`))
const pieces = ({ text, spans }: Pick<FetchedItem, 'text' | 'spans'>) =>
  spans.map(({ start, end, type, href }) => [type, text.slice(start, end), href])

describe('a post', () => {
  test('is read with its emoji, escapes, names, tags and addresses in their places', () => {
    const mention = items('mentions-page').find(({ remoteId }) => remoteId === '1990000000000000011')
    expect(mention).toMatchObject({
      ref: '1990000000000000011',
      rootRef: '1990000000000000011',
      author: {
        remoteId: '1290384756',
        handle: '@ana_bakes',
        name: 'Ana 🍞 Silva',
        url: 'https://x.com/ana_bakes',
        followers: 812,
      },
      text: '👩🏽‍🚀 @CrumbBakery 3 < 4 & &copy; stays. See https://example.com/orders?id=7, #LateParcel',
      lang: 'en',
      url: 'https://x.com/i/status/1990000000000000011',
      media: [{ kind: 'image', url: 'https://pbs.example/media/loaf.jpg', alt: 'A loaf on a bench' }],
      metrics: { likes: 5, reposts: 1, replies: 2 },
      createdMs: Date.UTC(2026, 10, 20, 9, 30, 12),
      editedMs: undefined,
    })
    expect(mention === undefined ? [] : pieces(mention)).toEqual([
      ['mention', '@CrumbBakery', 'https://x.com/CrumbBakery'],
      ['link', 'https://example.com/orders?id=7', 'https://example.com/orders?id=7'],
      ['hashtag', '#LateParcel', undefined],
    ])
  })

  test('that was edited keeps its first id, and says when; one in no language has none', () => {
    const reply = items('mentions-page')[0]
    expect(reply).toMatchObject({
      remoteId: '1990000000000000019',
      ref: '1990000000000000021',
      parentRef: '1985000000000000001',
      editedMs: Date.UTC(2026, 10, 20, 9, 31, 12),
      lang: undefined,
      text: '@CrumbBakery שלום, 東京からです。 Tak!',
    })
  })

  test('is read by the names that X has had since mid-2026, whole where it is long', () => {
    const [long, video] = items('search-page-new-names')
    expect(long?.text.endsWith('@CrumbBakery')).toBe(true)
    expect(long?.text.length).toBeGreaterThan(280)
    expect(long?.metrics).toEqual({ likes: 9, reposts: 3, replies: 0 })
    expect(long === undefined ? [] : pieces(long)).toEqual([
      ['mention', '@CrumbBakery', 'https://x.com/CrumbBakery'],
    ])
    expect(video).toMatchObject({
      text: 'A video of the oven',
      poll: true,
      media: [
        { kind: 'video', url: 'https://video.example/high.mp4', previewUrl: 'https://pbs.example/oven.jpg' },
      ],
    })
  })

  test('comes alike out of a page, an event and a stream', () => {
    expect(items('activity-lines').map(({ remoteId, author }) => [remoteId, author.handle])).toEqual([
      ['1990000000000000051', '@ana_bakes'],
    ])
    expect(items('stream-lines').map(({ remoteId, author }) => [remoteId, author.handle])).toEqual([
      ['1990000000000000061', '@ben_y'],
    ])
    expect(items('one-post')[0]?.text).toBe(items('mentions-page')[1]?.text)
    expect(items('nothing-new')).toEqual([])
  })

  test('whose author does not come along is named by number and not lost', () => {
    const value = { data: [{ id: '5', text: 'Hm', author_id: '77', created_at: '2026-11-20T10:00:00.000Z' }], meta: { result_count: 1 } } // prettier-ignore
    const [item] = parseRecorded({
      body: Buffer.from(JSON.stringify(value)),
      headers: {},
      url: 'https://api.x.com/2/tweets',
    })
    expect(item?.author).toMatchObject({ remoteId: '77', handle: '@77', url: 'https://x.com/i/user/77' })
  })
})

describe('entities', () => {
  const url = (start: number, short: string, expanded: string) => ({ start, end: start + short.length, url: short, expanded_url: expanded, unwound_url: undefined, display_url: undefined, media_key: undefined }) // prettier-ignore

  test('that do not stand where they should are found after the one before, or left out', () => {
    const text = 'a https://t.co/one b https://t.co/two'
    const entities = {
      mentions: [{ start: 0, end: 4, username: 'ana', id: undefined }],
      hashtags: [],
      urls: [
        url(0, 'https://t.co/one', 'https://example.com/1'),
        url(1, 'https://t.co/two', 'https://example.com/2'),
      ],
    }
    expect(textOf({ text, entities, note: undefined })).toEqual({
      text: 'a https://example.com/1 b https://example.com/2',
      spans: [
        { start: 2, end: 23, type: 'link', href: 'https://example.com/1' },
        { start: 26, end: 47, type: 'link', href: 'https://example.com/2' },
      ],
    })
  })

  test('that would open something else than the web are text', () => {
    const entities = { mentions: [], hashtags: [], urls: [url(0, 'https://t.co/x', 'javascript:alert(1)')] }
    expect(textOf({ text: 'https://t.co/x', entities, note: undefined })).toEqual({
      text: 'https://t.co/x',
      spans: [{ start: 0, end: 14, type: 'link', href: 'https://t.co/x' }],
    })
  })

  test('never overlap, lie inside the text, and say what stands there, whatever X sends', () => {
    const at = fc.nat(40)
    const word = fc.stringMatching(/^\w{1,6}$/)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('@ana ', '#tag ', 'https://t.co/abc ', '&amp;', '&lt;', '👩🏽‍🚀')), { maxLength: 12 }), // prettier-ignore
        fc.array(fc.record({ start: at, username: word }), { maxLength: 4 }),
        fc.array(at, { maxLength: 4 }),
        (parts, mentions, links) => {
          const { text, spans } = textOf({
            text: parts.join(''),
            note: undefined,
            entities: {
              mentions: [...mentions, { start: 0, username: 'ana' }].map((one) => ({
                ...one,
                end: one.start + 4,
                id: undefined,
              })),
              hashtags: [{ start: 3, end: 7, tag: 'tag' }],
              urls: links.map((start) => url(start, 'https://t.co/abc', 'https://example.com/a')),
            },
          })
          expect(text.isWellFormed()).toBe(true)
          let end = 0
          for (const span of spans) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            expect(span.end).toBeLessThanOrEqual(text.length)
            if (span.type === 'link') expect(text.slice(span.start, span.end)).toBe(span.href)
            end = span.end
          }
        },
      ),
    )
  })
})
