/**
 * Reads the dates of feeds: RFC 822 and 2822 as RSS uses them, RFC 3339 and W3C-DTF as Atom, RDF and JSON Feed do,
 * and the few other shapes that name their parts beyond doubt. What could mean two days (03/04/2026), names a zone
 * with two meanings (IST) or does not exist (31 February) is not a date: better none than a wrong one.
 */

const minute = 60_000
const hour = 60 * minute

/** Offsets of zone names in minutes east. Names that several countries claim (IST, CST of China …) keep RFC 822's meaning or are absent. */
const zoneMinutes: Readonly<Record<string, number>> = {
  UT: 0, UTC: 0, GMT: 0, Z: 0, WET: 0, WEST: 60, BST: 60, CET: 60, MEZ: 60, CEST: 120, MESZ: 120, MEST: 120, EET: 120,
  EEST: 180, MSK: 180, JST: 540, KST: 540, AEST: 600, AEDT: 660, ACST: 570, ACDT: 630, AWST: 480, NZST: 720, NZDT: 780,
  EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420, AKST: -540, AKDT: -480, HST: -600,
  NST: -210, NDT: -150,
} // prettier-ignore

/**
 * Names of months by number, with those of other languages that feeds are found to use. Each name here means one
 * month in every language that has it; names that do not (listopad is October or November) are left out.
 */
const monthNames = [
  'jan january janvier janv januar januari janeiro enero ene gennaio gen jänner янв января януари яну',
  'feb february février févr fév februar februari fevereiro fev febrero febbraio фев февраля февруари',
  'mar march mars märz mär mrz maart mrt março marzo мар марта март',
  'apr april avril avr abril abr aprile апр апреля април',
  'may mai mei maio mayo maggio mag maj май мая',
  'jun june juin juni junho junio giugno giu июн июня юни',
  'jul july juillet juil juli julho julio luglio lug июл июля юли',
  'aug august août augustus agosto ago авг августа август',
  'sep sept september septembre setembro set septiembre settembre сен сент сентября септември сеп',
  'oct october octobre oktober okt outubro out octubre ottobre ott окт октября октомври',
  'nov november novembre novembro noviembre ноя нояб ноября ноември ное',
  'dec december décembre déc dezember dez dezembro diciembre dic dicembre дек декабря декември',
]
const monthByName: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
)

interface Parts {
  year: number
  /** 1 to 12. */
  month: number
  day: number
  hour: number
  minute: number
  second: number
  ms: number
  offsetMinutes: number
}

/** Epoch ms of a feed's date; undefined where there is none, it cannot be understood, or it is the epoch's zero that stands for "none". */
export function parseFeedDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const clean = text.replace(/\s+/g, ' ').trim()
  if (clean === '' || clean.length > 100) return undefined
  const parts = readIso(clean) ?? readIdeographic(clean) ?? readNamed(clean)
  const ms = parts === undefined ? readEpoch(clean) : toMs(parts)
  return ms !== undefined && ms > 0 ? ms : undefined
}

/** `2026-03-01T10:00:00.5+01:00`, `2026-03-01 10:00 EST`, `20260301T100000Z`, `2026-03`, `2026`. */
function readIso(text: string): Parts | undefined {
  const match =
    /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2}))?(?:(?:[Tt]| )(.+))?$/.exec(text) ??
    /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:()()[Tt ](.+))?$/.exec(text)
  if (match === null) return undefined
  const [, year, dashMonth, dashDay, month, day, rest] = match
  // Without a day there is no time of day: `2026-03 10:00` is not a date.
  if (rest !== undefined && dashDay === undefined && (day === undefined || day === '')) return undefined
  const time = rest === undefined ? midnight : readTime(rest)
  if (time === undefined) return undefined
  return {
    year: Number(year),
    month: Number(dashMonth ?? (month || 1)),
    day: Number(dashDay ?? (day || 1)),
    ...time,
  }
}

/** `2026年3月2日 10:00`. */
function readIdeographic(text: string): Parts | undefined {
  const match = /^(\d{4})年(\d{1,2})月(\d{1,2})日(?: ?[(（].[)）]| ?[月火水木金土日]曜日?)? ?(\d.*)?$/.exec(
    text,
  )
  if (match === null) return undefined
  const time = match[4] === undefined ? midnight : readTime(match[4])
  return time === undefined
    ? undefined
    : { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), ...time }
}

/** Dates with a named month: RFC 822 (`Mon, 2 Mar 26 10:00 EST`), `date` (`Mon Mar  2 10:00:00 UTC 2026`), prose (`March 2, 2026 10:00 am`). */
function readNamed(text: string): Parts | undefined {
  // Comments of RFC 822 in brackets, and the name of the day, which is wrong as often as it is superfluous.
  const bare = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/^\p{L}{2,12}\.?,\s*/u, '')
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i, '')
    .replace(/\s+/g, ' ')
    .trim()
  return readDayFirst(bare) ?? readUnixDate(bare) ?? readMonthFirst(bare)
}

function readDayFirst(text: string): Parts | undefined {
  const match =
    /^(\d{1,2})(?:st|nd|rd|th)?\.?[ -]?(?:de )?(\p{L}{3,10})\.?,?(?: de)?[ -](\d{2,4})(?:,? (?:at )?(.+))?$/u.exec(
      text,
    )
  if (match === null) return undefined
  const [, day, month, year, rest] = match
  return named(day, month, year, rest)
}

function readUnixDate(text: string): Parts | undefined {
  const match =
    /^([A-Za-z]{3,9}) (\d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?)(?: ([A-Za-z]{1,5}|[+-]\d{4}))? (\d{4})$/.exec(text)
  if (match === null) return undefined
  const [, month, day, time, zone, year] = match
  return named(day, month, year, zone === undefined ? time : `${time ?? ''} ${zone}`)
}

function readMonthFirst(text: string): Parts | undefined {
  const match = /^([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?(.+))?$/.exec(text)
  if (match === null) return undefined
  const [, month, day, year, rest] = match
  return named(day, month, year, rest)
}

function named(
  day: string | undefined,
  monthName: string | undefined,
  year: string | undefined,
  rest: string | undefined,
): Parts | undefined {
  const month = monthByName.get((monthName ?? '').normalize('NFC').toLowerCase())
  const time = rest === undefined ? midnight : readTime(rest)
  if (month === undefined || time === undefined || year === undefined) return undefined
  return { year: fullYear(year), month, day: Number(day), ...time }
}

/** RFC 2822 section 4.3: 00 to 49 are of this century, 50 to 99 and three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return digits.length === 3 ? 1900 + year : year
}

type Time = Pick<Parts, 'hour' | 'minute' | 'second' | 'ms' | 'offsetMinutes'>
const midnight: Time = { hour: 0, minute: 0, second: 0, ms: 0, offsetMinutes: 0 }

/** A time of day with or without seconds, fraction, am/pm and zone. Without a zone it is UTC. */
function readTime(text: string): Time | undefined {
  const match = /^(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)? ?([AaPp]\.?[Mm]\.?)?(?: ?(.+))?$/.exec(
    text.trim(),
  )
  const compact = /^(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d+))?)?()(?: ?([A-Za-z+-].*))?$/.exec(text.trim())
  const [, h, m, s, fraction, half, zone] = compact ?? match ?? []
  if (h === undefined || (m === undefined && half === undefined)) return undefined
  const offsetMinutes = readZone(zone)
  const hourOfDay = half === undefined || half === '' ? Number(h) : twelveHours(Number(h), half)
  if (offsetMinutes === undefined || hourOfDay === undefined) return undefined
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000)
  return { hour: hourOfDay, minute: Number(m ?? 0), second: Number(s ?? 0), ms, offsetMinutes }
}

function twelveHours(h: number, half: string): number | undefined {
  if (h < 1 || h > 12) return undefined
  return (h % 12) + (/^p/i.test(half) ? 12 : 0)
}

/** Minutes east of a zone: `Z`, `EST`, `+0100`, `+01:00`, `+1`, `GMT+1`; undefined where it is unknown or has two meanings. */
function readZone(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return 0
  const zone = text.trim().toUpperCase()
  const offset = /^(?:GMT|UTC|UT|Z)? ?([+\-\u2212])(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    if (minutes > 14 * 60 || Number(offset[3] ?? 0) > 59) return undefined
    return offset[1] === '+' ? minutes : -minutes
  }
  // One-letter zones were printed with the wrong sign in RFC 822; RFC 2822 says to read them as UTC.
  if (/^[A-IK-Z]$/.test(zone)) return 0
  return Object.hasOwn(zoneMinutes, zone) ? zoneMinutes[zone] : undefined
}

/** Ten digits are Unix seconds, thirteen are milliseconds. */
function readEpoch(text: string): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  return /^\d{13}$/.test(text) ? Number(text) : undefined
}

function toMs(p: Parts): number | undefined {
  const endOfDay = p.hour === 24 && p.minute === 0 && p.second === 0
  if (
    p.month < 1 ||
    p.month > 12 ||
    p.day < 1 ||
    (p.hour > 23 && !endOfDay) ||
    p.minute > 59 ||
    p.second > 60
  )
    return undefined
  if (p.day > new Date(Date.UTC(p.year, p.month, 0)).getUTCDate()) return undefined
  const utc =
    Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second, p.ms) - p.offsetMinutes * minute
  // Date.UTC reads the years 0 to 99 as of the 20th century; such years are placeholders here.
  return p.year < 100 ? undefined : utc
}

/** Length of one period of the syndication module (sy:updatePeriod), ms. */
export const periodMs: Readonly<Record<string, number>> = {
  hourly: hour,
  daily: 24 * hour,
  weekly: 7 * 24 * hour,
  monthly: 30 * 24 * hour,
  yearly: 365 * 24 * hour,
}
