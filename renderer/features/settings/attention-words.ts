import type { QuietHours } from '#shared/domain/quiet-hours'

/** `22:00`, as a time field takes it. */
export function clockOf(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Minutes after midnight of what a time field gives; undefined while it is not whole. */
export function minutesOf(clock: string): number | undefined {
  const found = /^(\d{2}):(\d{2})(?::\d{2})?$/.exec(clock)
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2])]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined
}

/** The days of the week from Monday, each with its number (0 is Sunday). */
export function weekDays(locale?: string): { day: number; short: string; long: string }[] {
  const name = (day: number, weekday: 'short' | 'long'): string =>
    // 4 January 1970 was a Sunday.
    new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format((3 + day) * 86_400_000)
  return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ day, short: name(day, 'short'), long: name(day, 'long') }))
}

/** What quiet hours come to, in a sentence. */
export function quietWords({ on, from, to, days }: QuietHours, locale?: string): string {
  if (!on) return 'Banners are shown at any hour.'
  if (days.length === 0) return 'No day is chosen, so banners are shown at any hour.'
  const next = to <= from ? ' on the next day' : ''
  const [begin, end] = [saidClock(from, locale), saidClock(to, locale)]
  return `No banner from ${begin} until ${end}${next}; then one for everything.`
}

/** A time of the day as it is said here. */
function saidClock(minutes: number, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    minutes * 60_000,
  )
}

/** What this desktop lacks, one sentence each; nothing where it has all. */
export function lackWords(can: {
  banners: boolean
  reply: boolean
  badge: boolean
  tray: boolean
}): string[] {
  return [
    ...(can.banners ? [] : ['This desktop shows no banners; the badge and the catch-up go on.']),
    ...(can.badge ? [] : ['Icons carry no figures on this desktop.']),
    ...(can.tray ? [] : ['This desktop has no tray.']),
    ...(can.reply || !can.banners
      ? []
      : ['Banners of this desktop cannot be answered in place; a click opens them.']),
  ]
}
