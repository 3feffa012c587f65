import { describe, expect, it } from 'vitest'
import { changeFor, fixWords, offersAt, withRecent, type OfferOptions } from './query-offers.ts'

const offered = (text: string, options: Partial<OfferOptions> = {}, cursor = text.length) =>
  offersAt(text, cursor, { asked: false, ...options }).list.map((offer) =>
    offer.kind === 'write' ? offer.insert : offer.kind === 'recent' ? offer.query : offer.kind,
  )

describe('what is offered below a query', () => {
  it('is nothing while a word begins, and the names that begin so from two letters on', () => {
    expect(offered('f')).toEqual([])
    expect(offered('fr')).toEqual(['from:'])
    expect(offered('bread ')).toEqual([])
    expect(offered('bread')).toEqual([])
  })

  it('is everything when somebody asks', () => {
    expect(offered('', { asked: true }).length).toBeGreaterThan(15)
    expect(offered('bread ', { asked: true })).toContain('is:')
  })

  it('are the values after a colon, but not the one that stands there already', () => {
    expect(offered('has:')).toContain('link')
    expect(offered('is:question')).toEqual([])
    expect(offered('is:question', { asked: true })).toEqual(['question'])
  })

  it('is nothing inside of a word', () => {
    expect(offered('is:question', {}, 5)).toEqual([])
    expect(offered('is:que bread', {}, 6)).toEqual(['question'])
  })

  it('are the recent searches where nothing is written, and how to forget them', () => {
    expect(offered('', { recent: ['refund', 'late'] })).toEqual(['refund', 'late', 'forget'])
    expect(offered('re', { recent: ['refund'] })).toEqual([])
  })

  it('says which names it would like to know', () => {
    expect(offersAt('-from:@an', 9, { asked: false }).need).toEqual({ field: 'from', begun: 'an' })
    expect(offersAt('bread', 5, { asked: false }).need).toBeUndefined()
  })
})

describe('taking an offer', () => {
  it('writes it in the place of what was begun, with a space after a last value', () => {
    const take = (text: string, cursor = text.length) => {
      const offers = offersAt(text, cursor, { asked: true, known: { stream: ['Bread talk'] } })
      const [offer] = offers.list
      if (offer?.kind !== 'write') return undefined
      const { start, end, insert } = changeFor(text, offers, offer)
      return text.slice(0, start) + insert + text.slice(end)
    }
    expect(take('bread fr')).toBe('bread from:')
    expect(take('is:que')).toBe('is:question ')
    expect(take('is:que bread', 6)).toBe('is:question bread')
    expect(take('stream:br')).toBe('stream:"Bread talk" ')
  })
})

describe('words', () => {
  it('say what a fix does', () => {
    expect(fixWords({ start: 0, end: 3, insert: 'from' })).toBe('Write from')
    expect(fixWords({ start: 0, end: 3, insert: '' })).toBe('Remove it')
    expect(fixWords({ start: 0, end: 3, insert: `"${'x'.repeat(40)}"` })).toHaveLength(30)
  })

  it('keep the newest searches, each once', () => {
    expect(withRecent(['a', 'b'], ' b ')).toEqual(['b', 'a'])
    expect(withRecent(['a', 'b'], 'c', 2)).toEqual(['c', 'a'])
    expect(withRecent(['a'], ' ')).toEqual(['a'])
  })
})
