import { expect, test } from 'vitest'
import { commentAddress, readChannel, readRef, readTarget, refOf, topOf } from './names.ts'

const channel = 'UCq1yH3vKxO0cW8mTz4RbNdA'

test.each([
  ['kXJ2cRr-9sQ', { video: 'kXJ2cRr-9sQ' }],
  [' https://www.youtube.com/watch?v=kXJ2cRr-9sQ&t=72s ', { video: 'kXJ2cRr-9sQ' }],
  ['youtube.com/shorts/kXJ2cRr-9sQ', { video: 'kXJ2cRr-9sQ' }],
  ['https://youtu.be/kXJ2cRr-9sQ?si=abc', { video: 'kXJ2cRr-9sQ' }],
  ['https://m.youtube.com/live/kXJ2cRr-9sQ', { video: 'kXJ2cRr-9sQ' }],
  ['https://studio.youtube.com/video/kXJ2cRr-9sQ/comments', { video: 'kXJ2cRr-9sQ' }],
  [channel, { channel }],
  [`https://www.youtube.com/channel/${channel}/videos`, { channel }],
  ['@crumb.bakery', { handle: '@crumb.bakery' }],
  ['https://www.youtube.com/@crumb.bakery/featured', { handle: '@crumb.bakery' }],
  ['https://www.youtube.com/@%D9%86%D9%88%D8%B1', { handle: '@نور' }],
])('%s is %j', (typed, target) => {
  expect(readTarget(typed)).toEqual(target)
})

test.each([
  '',
  'the bakery',
  'https://www.youtube.com/watch?list=abc',
  'https://www.youtube.com/watch?v=short',
  'https://www.youtube.com/c/OldName',
  'https://www.youtube.com/%E0%A4%A',
  'https://notyoutube.com/@crumb',
])('%s names nothing, and it is said what would', (typed) => {
  expect(() => readTarget(typed)).toThrow('Write a handle with its @')
})

test('a video is no channel', () => {
  expect(() => readChannel('https://youtu.be/kXJ2cRr-9sQ')).toThrow('This is a video')
})

test('refs tell where a comment stands, and read back', () => {
  for (const ref of [
    { video: 'kXJ2cRr-9sQ', comment: 'UgzTop.reply' },
    { video: undefined, comment: 'UgzTop' },
    { video: 'kXJ2cRr-9sQ', comment: undefined },
  ])
    expect(readRef(refOf(ref))).toEqual(ref)
  expect(topOf('UgzTop.reply')).toBe('UgzTop')
  expect(topOf('UgzTop')).toBe('UgzTop')
})

test('addresses lead to the comment itself', () => {
  expect(commentAddress({ video: 'kXJ2cRr-9sQ', comment: 'UgzTop.reply' }, channel)).toBe(
    'https://www.youtube.com/watch?v=kXJ2cRr-9sQ&lc=UgzTop.reply',
  )
  expect(commentAddress({ video: undefined, comment: 'UgzTop' }, channel)).toBe(
    `https://www.youtube.com/channel/${channel}/community?lc=UgzTop`,
  )
  expect(commentAddress({ video: undefined, comment: 'UgzTop' }, undefined)).toBeUndefined()
})
