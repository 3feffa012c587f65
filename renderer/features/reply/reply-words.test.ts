import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item } from '#shared/domain/item'
import {
  answeredWords,
  checkReply,
  counterWords,
  isSameForm,
  isUntouched,
  looksWrong,
  newestHeld,
  priceWords,
  secondsLeft,
  startOfReply,
  visibilityWords,
  type ReplyForm,
} from './reply-words.ts'

const rule = { unit: 'graphemes', max: 20 } as const
const form: ReplyForm = {
  text: 'Hello',
  warning: '',
  visibility: 'unlisted',
  accountId: 1,
  purpose: undefined,
}

describe('how a reply starts', () => {
  const replyDefaults = {
    text: '@ana ',
    visibility: 'unlisted',
    visibilities: ['unlisted', 'private'],
    warning: 'food',
  }

  test('without a draft it is what the network suggests', () => {
    expect(startOfReply({ replyDefaults, speakAs: 7 })).toEqual({
      text: '@ana ',
      warning: 'food',
      visibility: 'unlisted',
      accountId: 7,
      purpose: undefined,
    })
  })

  test('with a draft it is the draft, and what the draft leaves open is suggested', () => {
    const draft = { id: 'd', conversationId: 1, text: 'so far', updatedMs: 1, purpose: 'help' as const }
    expect(startOfReply({ draft, replyDefaults, speakAs: 7 })).toEqual({
      text: 'so far',
      warning: '',
      visibility: 'unlisted',
      accountId: 7,
      purpose: 'help',
    })
  })
})

describe('what may be sent', () => {
  test('words within the limit by a chosen account may', () => {
    expect(checkReply(form, rule, '')).toEqual({
      measured: { used: 5, max: 20, left: 15, over: false },
      blocked: undefined,
    })
  })

  test('nothing, the bare greeting and too much are blocked in words', () => {
    expect(checkReply({ ...form, text: ' \n' }, rule, '').blocked).toBe('There is nothing to send yet.')
    expect(checkReply({ ...form, text: '@ana' }, rule, '@ana ').blocked).toBe(
      'Only the greeting is here so far.',
    )
    expect(checkReply({ ...form, text: 'x'.repeat(23) }, rule, '').blocked).toBe('Too long by 3.')
    const short = { ...rule, alsoMaxBytes: 20 }
    expect(checkReply({ ...form, text: '👩‍👩‍👧‍👦' }, short, '').blocked).toBe('Too long by 5 bytes.')
    expect(checkReply({ ...form, accountId: undefined }, rule, '').blocked).toBe('Choose who speaks first.')
  })

  test('a network without a rule counts nothing and blocks no length', () => {
    expect(checkReply({ ...form, text: 'x'.repeat(9000) }, undefined, '')).toEqual({
      measured: undefined,
      blocked: undefined,
    })
  })

  test('an answer that goes to the browser is never blocked: its page counts for itself', () => {
    for (const text of ['', '@ana', 'x'.repeat(23)]) {
      const asked = { ...form, text, accountId: undefined }
      expect(checkReply(asked, rule, '@ana ', { byHand: true }).blocked).toBeUndefined()
    }
    expect(checkReply({ ...form, text: 'x'.repeat(23) }, rule, '', { byHand: true }).measured?.over).toBe(
      true,
    )
  })

  test('names that the network puts before a reply do not count there', () => {
    const weighted = { unit: 'weighted', max: 20, urlWeight: 23 } as const
    const text = '@ana @bo Hello'
    expect(checkReply({ ...form, text }, weighted, '', { named: ['@ana', '@bo'] }).measured?.used).toBe(5)
    expect(checkReply({ ...form, text }, weighted, '', { named: ['@ana'] }).measured?.used).toBe(9)
    expect(checkReply({ ...form, text }, weighted, '').measured?.used).toBe(14)
  })

  test('a warning counts where the rule says so', () => {
    const counting = { ...rule, warningCounts: true }
    expect(checkReply({ ...form, warning: 'bread' }, counting, '').measured?.left).toBe(10)
    expect(checkReply({ ...form, warning: ' ' }, counting, '').measured?.left).toBe(15)
  })

  test('too little, too many hashtags and too many links are blocked in words', () => {
    const instagram = { unit: 'codepoints', max: 300, maxHashtags: 4, maxLinks: 1 } as const
    const blocked = (text: string, by: Parameters<typeof checkReply>[1]) =>
      checkReply({ ...form, text }, by, '').blocked
    expect(blocked('#a #b #c #d #e', instagram)).toBe('This has 5 hashtags; at most 4 are taken.')
    expect(blocked('www.a.example www.b.example', instagram)).toBe('This has 2 links; at most 1 is taken.')
    expect(blocked('Yes.', { unit: 'codepoints', max: 100, min: 20 })).toBe(
      'This is 16 short of the least, 20.',
    )
  })

  test('the counter and the block agree on every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { measured, blocked } = checkReply({ ...form, text }, rule, '')
        expect(measured?.over === true && text.trim() !== '').toBe(blocked?.startsWith('Too long') === true)
      }),
    )
  })
})

test('the price is said as it stands, and why it is more', () => {
  const price = { microUsd: 15_000, withLinkMicroUsd: 200_000 }
  expect(priceWords(price, 'See our site')).toBe('$0.015')
  expect(priceWords(price, 'See example.com for more')).toBe('$0.20 because of example.com')
})

test('the counter says what is left, then what is too much', () => {
  expect(counterWords({ used: 1, max: 5, left: 4, over: false })).toBe('4 left')
  expect(counterWords({ used: 7, max: 5, left: -2, over: true })).toBe('2 too many')
  expect(counterWords({ used: 7, max: 5, left: -2, over: true, inBytes: true })).toBe('2 bytes too many')
  const short = { used: 4, max: 50, left: 46, over: false, short: { by: 16, min: 20 } }
  expect(counterWords(short)).toBe('16 more needed')
  expect(counterWords({ ...short, used: 0, left: 50 })).toBe('50 left')
  expect(looksWrong(short)).toBe(false)
  const links = { used: 9, max: 50, left: 41, over: false, tooMany: [{ what: 'links' as const, used: 6, max: 5 }] } // prettier-ignore
  expect(counterWords(links)).toBe('6 links, 5 at most')
  expect(looksWrong(links)).toBe(true)
})

test('a visibility that is the other side’s is called so', () => {
  expect(visibilityWords('unlisted', 'unlisted')).toBe('unlisted, like theirs')
  expect(visibilityWords('direct', 'unlisted')).toBe('direct')
})

test('a form is the same only if every field is', () => {
  expect(isSameForm(form, { ...form })).toBe(true)
  for (const other of [
    { text: 'x' },
    { warning: 'w' },
    { visibility: 'direct' },
    { accountId: 2 },
    { purpose: 'help' as const },
  ]) {
    expect(isSameForm(form, { ...form, ...other })).toBe(false)
  }
})

test('the suggested greeting alone is nobody’s draft', () => {
  expect(isUntouched({ ...form, text: '@ana ' }, '@ana ')).toBe(true)
  expect(isUntouched({ ...form, text: '' }, '@ana ')).toBe(true)
  expect(isUntouched({ ...form, text: '@ana yes' }, '@ana ')).toBe(false)
})

test('whom a reply answers is named as people do', () => {
  // Only the fields that are read.
  const by = (handle: string, mine = false) => ({ mine, author: { handle, name: 'Ana' } }) as Item
  expect(answeredWords(by('@ana@harbor.example'))).toBe('@ana')
  expect(answeredWords(by('lotte.town'))).toBe('lotte.town')
  expect(answeredWords(by(''))).toBe('Ana')
  expect(answeredWords(by('@crumb', true))).toBe('your own post')
  expect(answeredWords(undefined)).toBe('')
})

test('the countdown is whole seconds and ends at nought', () => {
  expect(secondsLeft(8_000, 1)).toBe(8)
  expect(secondsLeft(8_000, 8_000)).toBe(0)
  expect(secondsLeft(8_000, 9_000)).toBe(0)
})

test('what was sent last is what may be taken back, until its time has come', () => {
  const held = {
    id: 'a',
    state: 'held',
    network: 'm',
    conversationId: 1,
    isPost: false,
    to: '@ana',
    text: 'x',
    tries: 0,
    dueMs: 20,
    updatedMs: 1,
  } as const
  const list = [
    held,
    { ...held, id: 'b', updatedMs: 2 },
    { ...held, id: 'c', state: 'queued' as const, updatedMs: 3 },
  ]
  expect(newestHeld(list, 10)?.id).toBe('b')
  expect(newestHeld(list, 21)).toBeUndefined()
  expect(newestHeld([], 10)).toBeUndefined()
})
