import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openingBounds, type Rectangle } from './bounds.ts'

const display: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const state = (bounds: Rectangle) => ({ bounds, maximized: false })

test('the first time it opens in its usual size, wherever the system likes', () => {
  expect(openingBounds(undefined, [display])).toEqual({ width: 1280, height: 820 })
})

test('it opens where it was', () => {
  const bounds = { x: 200, y: 100, width: 900, height: 700 }
  expect(openingBounds(state(bounds), [display])).toEqual(bounds)
})

test('a display that is gone takes its place along, not the size', () => {
  const bounds = { x: 4000, y: 100, width: 900, height: 700 }
  expect(openingBounds(state(bounds), [display])).toEqual({ width: 900, height: 700 })
})

test('wherever it was, it can be taken hold of and fits', () => {
  const coordinate = fc.integer({ min: -5000, max: 5000 })
  const size = fc.integer({ min: 1, max: 9000 })
  fc.assert(
    fc.property(fc.record({ x: coordinate, y: coordinate, width: size, height: size }), (bounds) => {
      const opened = openingBounds(state(bounds), [display])
      expect(opened.width).toBeLessThanOrEqual(display.width)
      expect(opened.height).toBeLessThanOrEqual(display.height)
      if (opened.x === undefined || opened.y === undefined) return
      expect(opened.x).toBeLessThan(display.width - 99)
      expect(opened.x + bounds.width).toBeGreaterThan(99)
      expect(opened.y).toBeGreaterThanOrEqual(0)
      expect(opened.y).toBeLessThan(display.height)
    }),
  )
})
