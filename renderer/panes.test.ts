import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clampPanes, defaultPanes, paneLimits, readPanes, writePanes } from './panes.ts'

describe('the widths of the panes', () => {
  it('are as wished where there is room', () => {
    expect(clampPanes(defaultPanes, 1280)).toEqual(defaultPanes)
  })

  it('give way to the conversation, the list first', () => {
    expect(clampPanes(defaultPanes, 960)).toEqual({ sidebar: 224, list: 356 })
  })

  it('stay within their limits and leave the conversation its least, at every width that has room', () => {
    const least = paneLimits.sidebar.min + paneLimits.list.min + paneLimits.conversation.min
    fc.assert(
      fc.property(
        fc.integer({ min: least, max: 5000 }),
        fc.integer(),
        fc.integer(),
        (width, sidebar, list) => {
          const panes = clampPanes({ sidebar, list }, width)
          expect(panes.sidebar).toBeGreaterThanOrEqual(paneLimits.sidebar.min)
          expect(panes.list).toBeGreaterThanOrEqual(paneLimits.list.min)
          expect(width - panes.sidebar - panes.list).toBeGreaterThanOrEqual(paneLimits.conversation.min)
        },
      ),
    )
  })

  it('are remembered', () => {
    const kept = new Map<string, string>()
    writePanes({ sidebar: 200, list: 500 }, { setItem: (name, value) => void kept.set(name, value) })
    expect(readPanes({ getItem: (name) => kept.get(name) ?? null })).toEqual({ sidebar: 200, list: 500 })
  })

  it.each([null, '', 'nonsense', '200', '-5 300', 'NaN 3'])(
    'are the first ones when %j is stored',
    (text) => {
      expect(readPanes({ getItem: () => text })).toEqual(defaultPanes)
    },
  )
})
