import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWhen, snoozeChoices } from './snooze-times.ts'

/** Wednesday 14 October 2026, 10:20 local time. */
const now = new Date(2026, 9, 14, 10, 20).getTime()
const at = (month: number, day: number, hours: number, minutes = 0) =>
  new Date(2026, month - 1, day, hours, minutes).getTime()

describe('the five choices', () => {
  it('are three hours, this evening, tomorrow, Monday and in a week', () => {
    expect(snoozeChoices(now).map((choice) => choice.untilMs)).toEqual([
      now + 3 * 3_600_000,
      at(10, 14, 18),
      at(10, 15, 9),
      at(10, 19, 9),
      at(10, 21, 9),
    ])
  })

  it('say tomorrow evening when it is evening already', () => {
    const choice = snoozeChoices(at(10, 14, 19))[1]
    expect(choice).toEqual({ label: 'Tomorrow evening', untilMs: at(10, 15, 18) })
  })

  it('mean the next Monday on a Monday', () => {
    expect(snoozeChoices(at(10, 19, 8))[3]?.untilMs).toBe(at(10, 26, 9))
  })

  it('lie ahead at any hour of any day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2020, 0), max: new Date(2035, 0), noInvalidDate: true }),
        (date) => {
          for (const choice of snoozeChoices(date.getTime()))
            expect(choice.untilMs).toBeGreaterThan(date.getTime())
        },
      ),
    )
  })
})

describe('typed times', () => {
  it.each([
    ['2h', now + 2 * 3_600_000],
    ['90 min', now + 90 * 60_000],
    ['in 1.5 h', now + 90 * 60_000],
    ['an hour', now + 3_600_000],
    ['3d', at(10, 17, 10, 20)],
    ['2 weeks', at(10, 28, 10, 20)],
    ['14:00', at(10, 14, 14)],
    ['9:00', at(10, 15, 9)],
    ['9', at(10, 15, 9)],
    ['9am', at(10, 15, 9)],
    ['9pm', at(10, 14, 21)],
    ['12am', at(10, 15, 0)],
    ['noon', at(10, 14, 12)],
    ['tomorrow', at(10, 15, 9)],
    ['tomorrow 16.30', at(10, 15, 16, 30)],
    ['fri 14:00', at(10, 16, 14)],
    ['Friday at 2pm', at(10, 16, 14)],
    ['wed 11:00', at(10, 14, 11)],
    ['wed 9:00', at(10, 21, 9)],
    ['sunday', at(10, 18, 9)],
    ['next week', at(10, 19, 9)],
    ['evening', at(10, 14, 18)],
    ['fri evening', at(10, 16, 18)],
    ['2026-12-24', at(12, 24, 9)],
    ['2026-12-24 10:15', at(12, 24, 10, 15)],
  ])('reads “%s”', (typed, expected) => {
    expect(readWhen(typed, now, 'en')).toBe(expected)
  })

  it('reads weekdays in the language of the machine', () => {
    expect(readWhen('Freitag 14:00', now, 'de')).toBe(at(10, 16, 14))
    expect(readWhen('samedi', now, 'fr')).toBe(at(10, 17, 9))
  })

  it.each([
    '',
    'soon',
    '25:00',
    '13pm',
    '2026-02-30',
    '2020-01-01',
    'today 9:00',
    '0h',
    '9999d',
    'h',
    'fri 14:75',
    '999999999999999h',
  ])('does not read “%s”', (typed) => {
    expect(readWhen(typed, now, 'en')).toBeUndefined()
  })

  it('never answers with a time that is past, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(readWhen(typed, now) ?? now + 1).toBeGreaterThan(now)
      }),
    )
  })
})
