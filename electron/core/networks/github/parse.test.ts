import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FetchedItem } from '../types.ts'
import { addressed } from './addressed.ts'
import { network } from './index.ts'
import { textOf } from './text.ts'

interface Fixture {
  url: string
  headers: Record<string, string>
  body: unknown
}

async function itemsOf(name: string): Promise<FetchedItem[]> {
  // Written by us in this shape.
  const { url, headers, body } = JSON.parse(
    readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'),
  ) as Fixture
  return network.parseRecorded({ url, headers, body: Buffer.from(JSON.stringify(body)) })
}

test('an issue keeps its title, code, names and links; its raw answer has the Markdown only', async () => {
  const [issue] = await itemsOf('issue')
  expect(issue).toMatchObject({
    remoteId: 'github.com:issue:2400012',
    ref: 'crumb/oven-timer#12',
    kind: 'post',
    author: { handle: '@priya-r', url: 'https://github.com/priya-r', isBot: false },
    createdMs: Date.UTC(2026, 9, 1, 6),
    editedMs: undefined,
    title: 'Timer rings twice at 00:00',
    text: 'With two ovens it rings twice.\n\n23:59:59 <ready>\n\n@crumb see #11',
    url: 'https://github.com/crumb/oven-timer/issues/12',
    metrics: { likes: 3, replies: 2 },
  })
  expect(issue?.spans.map(({ type, value, href }) => [type, value ?? href])).toEqual([
    ['strong', undefined],
    ['code', undefined],
    ['mention', 'crumb'],
    ['link', 'https://github.com/crumb/oven-timer/issues/11'],
  ])
  expect(JSON.stringify(issue?.raw)).toContain('**two**')
  expect(JSON.stringify(issue?.raw)).not.toContain('body_html')
})

test('comments: edits, teams, screenshots without emoji, and people who are gone', async () => {
  const [first, second, third, ...rest] = await itemsOf('issue-comments')
  expect(rest).toEqual([])
  expect(first).toMatchObject({
    ref: 'crumb/oven-timer#12/c34001',
    parentRef: 'crumb/oven-timer#12',
    editedMs: undefined,
  })
  expect(second).toMatchObject({
    editedMs: Date.UTC(2026, 9, 1, 8, 45, 10),
    metrics: { likes: 2 },
    media: [
      {
        kind: 'image',
        url: 'https://private-user-images.githubusercontent.com/50/1.png?jwt=a&b=c',
        alt: 'clock',
      },
    ],
  })
  expect(second?.text).toContain('🎉')
  expect(second?.spans.find(({ type }) => type === 'mention')?.value).toBe('crumb/bakers')
  expect(third?.author).toMatchObject({ handle: '@ghost' })
})

test('lines, reviews and commits stand where they belong', async () => {
  const lines = await itemsOf('review-comments')
  expect(lines.map(({ ref, parentRef }) => [ref, parentRef])).toEqual([
    ['crumb/oven-timer#13/l78001', 'crumb/oven-timer#13'],
    ['crumb/oven-timer#13/l78001/l78002', 'crumb/oven-timer#13/l78001'],
  ])
  expect((await itemsOf('reviews'))[0]?.ref).toBe('crumb/oven-timer#13/v80001')
  const [commit] = await itemsOf('commit-comment')
  expect(commit).toMatchObject({
    ref: 'crumb/oven-timer@6dcb09b5b57875f334f61aebed695e2e4193db5e/k90001',
    parentRef: undefined,
    author: { isBot: true },
  })
})

test('a search, discussions and notifications in the shape of each', async () => {
  const [pull] = await itemsOf('search-issues')
  expect(pull).toMatchObject({ ref: 'crumb/oven-timer#13', title: 'Add a dark face', text: '' })
  expect(network.replyWay(null, { kind: 'post', raw: pull?.raw ?? null, direct: false })).toMatchObject({
    way: 'browser',
    reason: expect.stringContaining('locked'),
  })
  const talk = await itemsOf('discussions')
  expect(talk.map(({ ref, parentRef, editedMs }) => [ref, parentRef, editedMs])).toEqual([
    ['crumb/oven-timer!3/D_kwDOA3', undefined, Date.UTC(2026, 8, 30, 9, 30)],
    ['crumb/oven-timer!3/D_kwDOA3/DC_kwDOA1', 'crumb/oven-timer!3/D_kwDOA3', undefined],
    ['crumb/oven-timer!3/D_kwDOA3/DC_kwDOA1/DC_kwDOA2', 'crumb/oven-timer!3/D_kwDOA3/DC_kwDOA1', undefined],
  ])
  expect(talk[0]).toMatchObject({ title: 'How do you time a dough?', metrics: { likes: 8, replies: 1 } })
  expect(await itemsOf('notifications')).toEqual([])
})

test('a body without HTML is its plain text, or its Markdown', () => {
  expect(textOf({ body: '**a**\r\n', body_text: 'a' }, 'https://github.com').text).toBe('a')
  expect(textOf({ body: '**a**\r\nb' }, 'https://github.com').text).toBe('**a**\nb')
  expect(textOf({ body: null }, 'https://github.com')).toEqual({ text: '', spans: [], media: [] })
})

test('whom it is said to: names first, then what it stands below or after, then why GitHub tells of it', () => {
  const plain = { mine: false, isRoot: false, spans: [], belowUs: false, afterUs: false }
  const naming = (value: string) => [{ start: 0, end: 6, type: 'mention' as const, value }]
  const of = (said: Partial<Parameters<typeof addressed>[1]>) => {
    const { kind, direct } = addressed('crumb', { ...plain, ...said })
    return `${kind} ${direct ? 'to us' : ''}`.trim()
  }
  expect(of({})).toBe('comment')
  expect(of({ isRoot: true })).toBe('post')
  expect(of({ spans: naming('Crumb') })).toBe('mention to us')
  expect(of({ spans: naming('crumble') })).toBe('comment')
  expect(of({ belowUs: true })).toBe('reply to us')
  expect(of({ afterUs: true })).toBe('reply to us')
  expect(of({ mine: true, belowUs: true, spans: naming('crumb') })).toBe('comment')
  expect(of({ spans: naming('crumb/bakers') })).toBe('comment')
  expect(of({ spans: naming('crumb/bakers'), reason: 'team_mention' })).toBe('mention to us')
  expect(of({ isRoot: true, reason: 'review_requested' })).toBe('mention to us')
  expect(of({ reason: 'review_requested' })).toBe('comment')
})
