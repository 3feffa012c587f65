import { post, type WrittenPost, type WrittenThread } from './written.ts'

/**
 * The forum of the town. Each thread is a topic, whose first line is its title, with the category in front; what answers
 * the first post answers the topic. A topic whose first post is `direct` is a message among few.
 */

/** Titles of topics that take no more answers. */
export const closedTopics: ReadonlySet<string> = new Set(['Lost: one left mitten, found'])

const topic = (
  ago: string,
  by: string,
  head: string,
  text: string,
  more: Parameters<typeof post>[3] = {},
): WrittenPost => post(ago, by, `${head}\n\n${text}`, more)

const quoted = (by: string, number: number, said: string, text: string): string =>
  `<aside class="quote no-group" data-username="${by}" data-post="${String(number)}" data-topic="22">
<div class="title">
<div class="quote-controls"></div>
<img alt="" width="24" height="24" src="/forum/letter_avatar_proxy/v4/letter/${by.charAt(0)}/8491ac/48.png" class="avatar"> ${by}:</div>
<blockquote>
<p>${said}</p>
</blockquote>
</aside>
<p>${text}</p>`

const dough: WrittenThread = [
  topic(
    '4d 2h',
    'josip',
    '[bread] My dough climbs out of the bowl at night',
    'Every night around three it leaves the bowl and goes for the bread bin. Kitchen is at 24 degrees. What do you do? #fermentation',
  ),
  post('4d 1h', 'casimir', 'Colder flour. We keep ours in the north room, and nothing climbs there.', {
    to: 0,
  }),
  post('3d 22h', 'crumb', 'Half the starter, and the bowl on the stairs. It is asleep by midnight.', {
    to: 0,
  }),
  post('3d 20h', 'josip', '@crumb how much is half, if I never weighed it?', { to: 2 }),
  post('3d 19h', 'crumb', 'Then weigh it once tonight, and take half of that tomorrow.', { to: 3 }),
  post('2d 4h', 'meilin', '我的面团也会跑出来，冰箱是唯一的办法。', { to: 0, lang: 'zh' }),
  post('7h', 'josip', 'Weighed it. It was a kilo. I begin to see the problem :sweat_smile:', { to: 4 }),
]

const oven: WrittenThread = [
  topic(
    '11d',
    'crumb',
    '[bread] The bakery asks: which hours suit you in winter?',
    'We may open at seven from December, and close at three. Say what you think before we print the sign.',
  ),
  post('10d 22h', 'oskar', 'Seven is late for a courier. Could the side door have rolls at six?', { to: 0 }),
  post('10d 20h', 'crumb', 'The side door could. Knock twice, we know your knock.', { to: 1 }),
  post('9d 4h', 'salma', 'الساعة السابعة مناسبة لنا، شكرا لكم على السؤال.', { to: 0, lang: 'ar' }),
  post('8d 1h', 'beatrix', 'The library opens at nine. A bun in between would be civilised.', { to: 0 }),
  post('6h 10m', 'gwen', 'The choir ends at half past two on Fridays. Please do not close at three sharp.', {
    to: 0,
  }),
  post('5h 40m', 'tomas', 'I can set your clock so that three comes a little later.', { to: 0 }),
]

const market: WrittenThread = [
  topic(
    '1d 6h',
    'ferdi',
    '[market] Who brings what on Saturday',
    'Write it here so that we do not have five people with jam again. #stalls',
  ),
  post('1d 5h', 'bramble', 'Jam.', { to: 0 }),
  post('1d 4h', 'somchai', 'ผมเอาซอสพริกกับผักดองไปครับ', { to: 0, lang: 'th' }),
  post('1d 3h', 'greta', 'Apfelkuchen, zwei Bleche, und ein Schirm.', { to: 0, lang: 'de' }),
  post('9h', 'ferdi', '@crumb are you bringing the walnut loaf, and does it need its own table again?', {
    to: 0,
  }),
  post('8h', 'odalys', 'I bring the accordion, whether or not it is on the list.', { to: 0 }),
]

const starter: WrittenThread = [
  topic(
    '20d',
    'priya',
    '[bread] How old is your starter, honestly',
    'Mine is four months and already has opinions. #fermentation',
  ),
  post('19d 20h', 'casimir', 'The mill’s is from 1931, with a gap nobody talks about.', { to: 0 }),
  post('19d 18h', 'crumb', 'Ours came with the shop in 1987, and it was no child then.', { to: 0 }),
  post('2h 20m', 'halima', 'We would like to show one to the class.', {
    to: 0,
    html: quoted(
      'crumb',
      3,
      'Ours came with the shop in 1987',
      'We would like to show one to the class. Could twenty-eight children visit a starter without waking it?',
    ),
  }),
]

const picture: WrittenThread = [
  topic(
    '2d 9h',
    'wren',
    '[town] The weather vane points at the bakery',
    'It has for a week. Draw your own conclusions.',
    {
      html: '<p>It has for a week. Draw your own conclusions.</p>\n<div class="lightbox-wrapper"><a class="lightbox" href="/forum/uploads/default/original/1X/vane.jpeg" data-download-href="/forum/uploads/default/vane" title="vane"><img src="/forum/uploads/default/optimized/1X/vane_690x388.jpeg" alt="A brass hen on a roof, its beak towards the chimney of the bakery" width="690" height="388"><div class="meta"><svg class="fa d-icon d-icon-far-image svg-icon"><use href="#far-image"></use></svg><span class="filename">vane</span><span class="informations">2016×1134 240 KB</span><svg class="fa"><use href="#expand"></use></svg></div></a></div>',
    },
  ),
  post('2d 8h', 'nils', 'The council has not taken a position on hens.', { to: 0 }),
  post('2d 7h', 'lucia', 'La veleta tiene hambre, nada más.', { to: 0, lang: 'es' }),
]

const letter: WrittenThread = [
  topic(
    '3h 30m',
    'kwame',
    'A word about the flour dust',
    '@crumb one of your bakers was here about his cough. He may not tell you, so ask him. A mask would do.',
    { visibility: 'direct' },
  ),
]

const mitten: WrittenThread = [
  topic('40d', 'pip', '[town] Lost: one left mitten, found', 'It was in the other pocket.'),
  post('39d 20h', 'dimitri', 'I have notes on this, but let it rest.', { to: 0 }),
]

const council: WrittenThread = [
  topic(
    '15d',
    'nils',
    '[town] Bins, again',
    'From January the blue bin goes on Thursdays. I know. I am sorry.',
  ),
  post('14d 20h', 'binday', 'Blue: Thursday. Noted.', { to: 0 }),
  post('14d 18h', 'rufus', 'The Anchor has three blue ones and one opinion.', { to: 0 }),
  post('14d', 'yael', 'ומה עם הקרטונים של המאפייה?', { to: 0, lang: 'he' }),
  post('13d 20h', 'crumb', 'Our boxes go back to the mill. Only the string is ours.', { to: 3 }),
]

export const threads: readonly WrittenThread[] = [
  dough,
  oven,
  market,
  starter,
  picture,
  letter,
  mitten,
  council,
]
