import { expect, test } from 'vitest'
import { trayOf, trayPixels } from './tray.ts'

const acts = { open: () => {}, quietForAnHour: () => {}, ringAgain: () => {}, quit: () => {} }
const labels = (...args: Parameters<typeof trayOf>): (string | undefined)[] =>
  trayOf(...args).menu.map((entry) => entry?.label)

test('the tray says how many wait, and until when it is quiet', () => {
  const at = new Date(2026, 9, 14, 14, 10).getTime()
  const facts = { count: 0, quietUntilMs: undefined, quietByHand: false, locale: 'de' }
  expect(trayOf(facts, acts).tip).toBe('Earshot: nobody waits')
  expect(trayOf({ ...facts, count: 1, quietUntilMs: at }, acts).tip).toBe(
    'Earshot: 1 waits for an answer, quiet until 14:10',
  )
  expect(labels({ ...facts, count: 12 }, acts)).toEqual([
    'Open Earshot (12 wait for an answer)',
    undefined,
    'Quiet for an Hour',
    undefined,
    'Quit Earshot',
  ])
})

test('only what was asked for by hand can be taken back there', () => {
  const quiet = { count: 0, quietUntilMs: new Date(2026, 9, 14, 7).getTime(), locale: 'de' }
  expect(labels({ ...quiet, quietByHand: true }, acts)[2]).toBe('Ring Again (Quiet Until 07:00)')
  expect(labels({ ...quiet, quietByHand: false }, acts)[2]).toBe('Quiet for an Hour')
})

test('the picture has ink, is clear at its edge, and is as large as asked', () => {
  const pixels = trayPixels(22, [43, 150, 141])
  expect(pixels).toHaveLength(22 * 22 * 4)
  const opacity = (x: number, y: number): number => pixels[(y * 22 + x) * 4 + 3] ?? 0
  expect(opacity(5, 17)).toBe(255)
  expect(opacity(0, 0)).toBe(0)
  expect(opacity(21, 21)).toBe(0)
  // Colours are multiplied by the opacity: none is more than it.
  for (let at = 0; at < pixels.length; at += 4)
    expect(Math.max(...pixels.slice(at, at + 3))).toBeLessThanOrEqual(pixels[at + 3] ?? 0)
})
