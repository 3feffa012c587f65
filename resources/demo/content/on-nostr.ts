import { post, type WrittenThread } from './written.ts'

/** What is said on Nostr. Names with @ become codes there; what answers the bakery names it in its tags. */

const flour: WrittenThread = [
  post(
    '1d 4h',
    'crumb',
    'New flour from the mill: coarser, darker, and it drinks more water than we do. First loaves tomorrow. #sourdough',
    { likes: 4 },
  ),
  post('1d 3h', 'casimir', 'It is the stones. We dressed them last week.', { to: 0 }),
  post('1d 2h', 'crumb', 'Then thank the stones.', { to: 1 }),
  post('22h', 'priya', 'How much more water? I would like a number, if the bakery has one.', { to: 0 }),
  post('20h', 'leo_t', 'will there be end pieces for students', { to: 0 }),
]

const keys: WrittenThread = [
  post(
    '3d 2h',
    'nils',
    'Lost my key to the town hall. Not the cryptographic one. Has anybody found a key near the bakery?',
    { likes: 7 },
  ),
  post('3d 1h', 'ferdi', 'I found one in the mud. It opens nothing I own.', { to: 0 }),
  post('3d', 'crumb', 'It is on the hook by the till, under the buns.', { to: 1 }),
  post('2d 22h', 'nils', 'You are the only relay I trust.', { to: 2 }),
]

const clock: WrittenThread = [
  post('2d', 'tomas', '@crumb your shop clock is slow again. I can come by on Thursday before the bread.'),
  post('1d 23h', 'crumb', 'Please do. There will be coffee.', { to: 0 }),
]

const tomasNotes: WrittenThread = [
  post('5d', 'tomas', 'A clock that is right twice a day is still a lazy clock.', { likes: 3 }),
  post('8h', 'tomas', 'Repaired a pocket watch that had bread in it. I ask no questions.'),
]

const asking: WrittenThread = [
  post('7h', 'halima', '@crumb can 28 children see the oven on Monday? One of them is allergic to nuts.'),
]

const arabic: WrittenThread = [
  post('6h 20m', 'salma', '@crumb هل خبز الجاودار خالٍ من السمسم؟ شكرًا لكم.', { lang: 'ar' }),
]

const japanese: WrittenThread = [
  post('5h', 'haruki_m', '@crumb 天然酵母のパンは今週もありますか？🍞 #sourdough', { lang: 'ja' }),
]

const warned: WrittenThread = [
  post('9h', 'kwame', '@crumb a picture of a burnt hand is on its way to you. Cold water, twenty minutes.', {
    warning: 'injury',
  }),
]

const tagged: WrittenThread = [
  post('10h', 'beatrix', 'Three books on #sourdough came back with flour in them. As they should.'),
  post('4h', 'pip', 'what is a #sourdough', { to: 0 }),
  post('3h 30m', 'beatrix', 'Shelf 641, and a smell.', { to: 1 }),
]

const overdue: WrittenThread = [
  post('26h', 'jiwoo', 'Wrote a relay in an evening. It holds bread recipes and one argument.', { likes: 9 }),
  post('25h', 'wren', 'Which side of the argument?', { to: 0 }),
  post('24h', 'jiwoo', 'It is append-only, so all of them.', { to: 1 }),
]

const gone: WrittenThread = [
  post('15h', 'growth_wizard88', '@crumb 1000 followers for free, write me', { gone: true }),
  post('14h', 'oskar', 'Flat tyre on Lemon Street. The bread is level. I am not.'),
]

export const threads: readonly WrittenThread[] = [
  flour,
  keys,
  clock,
  tomasNotes,
  asking,
  arabic,
  japanese,
  warned,
  tagged,
  overdue,
  gone,
]
