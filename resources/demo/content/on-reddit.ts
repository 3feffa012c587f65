import { post, type WrittenPost, type WrittenThread } from './written.ts'

/**
 * What is said on the town's Reddit. The first line of a thread's first post is its title, with the subreddit in
 * brackets where it is not `lindenbrook`; a line that is an address is what the post links to; the rest is its text.
 * All of it is Markdown. What is `direct` is a letter.
 */

const thread = (
  ago: string,
  by: string,
  title: string,
  rest: string,
  more: Omit<WrittenPost, 'minutesAgo' | 'by' | 'text'> = {},
): WrittenPost => post(ago, by, rest === '' ? title : `${title}\n\n${rest}`, more)

/** Titles of posts that are locked, and of those that are so old that Reddit has put them away. */
export const lockedThreads: ReadonlySet<string> = new Set(['Is a hot dog with our bun a sandwich? Vote'])
export const archivedThreads: ReadonlySet<string> = new Set(['The great flour spill, ten years on'])

const door: WrittenThread = [
  thread(
    '1d 19h',
    'crumb',
    'We are the bakery on Lemon Street. Ask us anything, we are awake anyway',
    'It is three in the morning and the dough is resting, which is more than can be said of us.\n\nWe answer *until the first bread*:\n\n- what is in it\n- what is not\n- why the door sticks',
    { likes: 412 },
  ),
  post('1d 18h', 'ivy', 'Why does the door stick?', { to: 0, likes: 88 }),
  post('1d 17h', 'crumb', 'It was hung by a man who loved the previous door.', { to: 1, likes: 203 }),
  post('1d 16h', 'rufus', 'What do you do with the loaves nobody buys? Asking for a sandwich stand.', {
    to: 0,
  }),
  post('1d 15h', 'crumb', 'Ask at the back door at two. Bring a bag and a reason.', { to: 3 }),
  post('1d 14h', 'rufus', 'The reason is sandwiches.', { to: 4 }),
  post('1d 2h', 'yael', 'האם אפשר להזמין חלה ליום שישי?', { to: 0, lang: 'he' }),
  post('20h', 'meilin', '裸麦面包可以冷冻多久？', { to: 0, lang: 'zh' }),
  post('7h', 'greta', 'Und welches Brot esst ihr selbst? **Ehrlich.**', { to: 0, lang: 'de' }),
  post('2h 30m', 'pip', 'is the burnt tray still on the wall', { to: 0 }),
]

const starter: WrittenThread = [
  thread(
    '2d 6h',
    'priya',
    '[dailyloaf] Starter smells of pear drops. Friend or enemy?',
    'Day nine, 24 degrees, whole rye.\n\n> It should smell of yoghurt.\n\nThat is what the book says. The book does not live in my kitchen. Bakers of the town, what would you do before the oven is even warm?',
    { likes: 96 },
  ),
  post('2d 5h', 'casimir', 'Friend. It is hungry. Feed it twice and apologise.', { to: 0, likes: 41 }),
  post('2d 3h', 'bramble', 'My jam smelled of that once, and it was nail varnish. Check the shelf above.', {
    to: 0,
  }),
  post(
    '2d 1h',
    'crumb',
    'Hungry, yes. One to five to five, overnight, and it smells of yoghurt by breakfast.',
    { to: 0 },
  ),
  post('1d 22h', 'priya', 'One to five to five by weight or by hope?', { to: 3 }),
  post('23h', 'haruki_m', '全粒粉でなくてもいいですか？', { to: 3, lang: 'ja' }),
]

const steam: WrittenThread = [
  thread(
    '12h',
    'leo_t',
    '[dailyloaf] Steam in a home oven without setting off the alarm',
    'https://workshop.example/steam-without-tears\n\nI have tried ice, a spray bottle and a wet towel. The alarm has tried me.',
    { likes: 57 },
  ),
  post('11h', 'tomas', 'Take the battery out. Of the alarm, not of the oven.', { to: 0 }),
  post('10h', 'kwame', 'As a doctor: leave the battery in.', { to: 1, likes: 130 }),
  post('9h', 'ines', 'A cast iron pot is a small oven with its own weather.', { to: 0 }),
  post('5h', 'wren', '@crumb what do you do when the big oven runs dry? Asking before Saturday.', { to: 0 }),
]

const hotdog: WrittenThread = [
  thread('4d', 'dimitri', 'Is a hot dog with our bun a sandwich? Vote', 'One vote each. The Anchor counts.', {
    likes: 19,
  }),
  post('3d 23h', 'gwen', 'The Anchor counts what the Anchor likes.', { to: 0 }),
  post('3d 22h', 'crumb', 'It is a bun with a guest.', { to: 0, likes: 77 }),
  post('3d 21h', 'dimitri', 'Then who is the host?', { to: 2 }),
]

const spill: WrittenThread = [
  thread(
    '13d',
    'odalys',
    'The great flour spill, ten years on',
    'The bandstand was white until March. Who has pictures?',
    { likes: 260 },
  ),
  post('12d 20h', 'nils', 'The council has one. It is white.', { to: 0 }),
  post('12d 18h', 'crumb', 'We still find some.', { to: 0 }),
]

const bus: WrittenThread = [
  thread(
    '8h',
    'kwame',
    'The 6:10 bus waits at the bakery now, and nobody has announced it',
    'Two minutes, engine off. The driver comes back with a bag.',
    { likes: 71 },
  ),
  post('7h 30m', 'zofia', 'Nie mówcie nikomu, bo przestanie.', { to: 0, lang: 'pl' }),
  post('6h', 'halima', '28 children have noticed. Could somebody ask @crumb to make him a second bag?', {
    to: 0,
  }),
  post('4h', 'oskar', 'I deliver faster than that bus, and I get no bag.', { to: 0 }),
]

const oven: WrittenThread = [
  thread('3d 8h', 'kwame', '[dailyloaf] My first loaf is a doorstop. Second opinion?', '', { likes: 34 }),
  post('3d 7h', 'theo', 'Diagnosis: underproofed. Treatment: patience, twice daily.', { to: 0 }),
  post('3d 6h', 'marguerite', 'Le mien aussi, et je suis **française**.', { to: 0, lang: 'fr' }),
  post('3d 5h', 'kwame', 'I shall prescribe the bakery.', { to: 1 }),
]

const letter: WrittenThread = [
  post('9h', 'odalys', '@crumb About the bandstand buns: 400, not 40. The zero was under my glove.', {
    visibility: 'direct',
  }),
]

export const threads: readonly WrittenThread[] = [door, starter, steam, hotdog, spill, bus, oven, letter]
