import { minutesOf, type WrittenNotice } from './written.ts'
import type { NoticeType } from '../world.ts'

function notice(ago: string, type: NoticeType, by: string, about?: string): WrittenNotice {
  return { minutesAgo: minutesOf(ago), type, by, ...(about === undefined ? {} : { about }) }
}

/** What the bakery is told besides what is said to it. */
export const notices: readonly WrittenNotice[] = [
  notice('14m', 'favourite', 'tomas', 'The first rye from the new harvest'),
  notice('32m', 'follow', 'zofia'),
  notice('1h 10m', 'reblog', 'casimir', 'The first rye from the new harvest'),
  notice('2h 45m', 'favourite', 'marguerite', 'Price change from the first'),
  notice('5h 5m', 'follow', 'pip'),
  notice('8h 30m', 'favourite', 'wren', 'The first rye from the new harvest'),
  notice('19h 35m', 'favourite', 'odalys', 'Today’s shelf, left to right'),
  notice('1d 15h 30m', 'reblog', 'beatrix', 'Somebody left a single red glove'),
  notice('2d 18h', 'favourite', 'ana', '@dimitri Ink it is'),
  notice('3d 4h 10m', 'reblog', 'priya', '@dimitri We have checked'),
  notice('3d 3h 50m', 'favourite', 'theo', '@dimitri We have checked'),
  notice('4d 4h', 'favourite', 'halima', 'The big mixer is back'),
  notice('12d 7h', 'follow', 'growth_wizard88'),
  notice('14d 17h', 'reblog', 'leo_t', 'Biscuit the hamster'),
  notice('28d 2h', 'reblog', 'theo', '@wren It was meant to be a croissant'),
  notice('90d', 'follow', 'leo_t'),
  notice('115d 16h', 'follow', 'ana'),
]
