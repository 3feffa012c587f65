import { post, type WrittenPost, type WrittenThread } from './written.ts'

/**
 * Videos and what is said below them. Each thread begins with a video, whose first line is its title; everything below
 * is a comment. A comment that waits to be let through is `private`, one that was taken for spam is `direct`.
 */

/** Titles of videos that take no comments. */
export const closedVideos: ReadonlySet<string> = new Set(['Lindenbrook from above, without a word'])

const video = (ago: string, by: string, title: string, description: string): WrittenPost =>
  post(ago, by, `${title}\n\n${description}`)

const shaping: WrittenThread = [
  video(
    '2d 2h',
    'crumb',
    'How we shape a rye, at three in the morning',
    'Four minutes, one take, nobody awake. Flour: 1150 from the Stone Mill.\n\n0:00 Scaling\n1:10 Rounding\n2:40 Into the basket\n\nOrders: https://crumb.example/orders #rye #sourdough',
  ),
  post('2d', 'priya', 'At 1:52 you flip it twice. On purpose, or because it was three in the morning?', {
    to: 0,
  }),
  post('1d 23h', 'crumb', 'Three in the morning. It did not mind.', { to: 1 }),
  post('1d 22h', 'dimitri', 'I would have flipped it once.', { to: 1 }),
  post('1d 21h', 'wren', '@dimitri you have never flipped anything', { to: 1 }),
  post('1d 20h', 'dimitri', '@wren I flip pancakes. Ask anybody.', { to: 1 }),
  post('1d 19h', 'gwen', 'Anybody here: he does not.', { to: 1 }),
  post('1d 18h', 'ferdi', 'I have eaten one. It was not flipped.', { to: 1 }),
  post('1d 17h', 'priya', 'I only asked about the rye.', { to: 1 }),
  post('1d 6h', 'meilin', '请问藤篮是什么牌子的？我找了很久。', { to: 0, lang: 'zh' }),
  post('23h', 'noor', 'ما درجة حرارة الماء؟ لم أسمعها في المقطع.', { to: 0, lang: 'ar' }),
  post('20h', 'greta', 'Bei Minute 2:40: bemehlt ihr das Körbchen mit Roggen oder mit Reis?', {
    to: 0,
    lang: 'de',
  }),
  post('8h', 'sunniva', 'Is anything in this kitchen free of gluten, or should I watch from outside?', {
    to: 0,
  }),
  post('3h 30m', 'abel', 'My comment from yesterday is gone. It was a question about your night light.', {
    to: 0,
    visibility: 'private',
  }),
  post('2h 10m', 'growth_wizard88', 'Buy 10,000 REAL viewers: https://grow-fast.example/?v=88', {
    to: 0,
    visibility: 'direct',
  }),
  post(
    '1h 5m',
    'halima',
    'We watched this in class. Twenty-eight children now want to get up at three. Thank you?',
    {
      to: 0,
    },
  ),
]

const oven: WrittenThread = [
  video(
    '12d 3h',
    'crumb',
    'The blue oven starts, after sixty years',
    'It coughed, it smoked, it baked. With Tomas, who fixed its clock, and Oskar, who carried the door.',
  ),
  post('12d', 'tomas', 'Six minutes fast, as I left it. You can hear it at 3:12.', { to: 0 }),
  post('11d 22h', 'crumb', 'We have put a note on it: subtract Tomas.', { to: 1 }),
  post('11d', 'josip', 'Stara peć, dobar kruh. Pozdrav iz luke! 🐟🐟🐟', { to: 0, lang: 'hr' }),
  post('10d 23h', 'crumb', 'Hvala, Josipe. Dođite po rub, rub je najbolji.', { to: 3, lang: 'hr' }),
  post('4d', 'jiwoo', '오븐 색이 정말 예뻐요. 무슨 페인트예요?', { to: 0, lang: 'ko' }),
  post('3d 22h', 'crumb', 'Leftover ferry blue, from Ana. She says nobody counted the tins.', { to: 5 }),
  post('6h', 'rufus', 'Does it take a pizza? Asking for a pub.', {
    to: 0,
    was: [[4, 'Does it take pizza?']],
  }),
]

const market: WrittenThread = [
  video(
    '40d',
    'crumb',
    'Stall three in the rain',
    'One hour of rain on the awning, for those who asked. No music, some dog.',
  ),
  post('39d', 'ivy', 'I fell asleep to this. Is there a longer one?', { to: 0 }),
  post('38d 22h', 'crumb', 'There is a longer rain. We will film the next.', { to: 1 }),
  post('30d', 'haruki_m', '雨の音とパンの匂い。匂いは想像です。', { to: 0, lang: 'ja' }),
  post('29d 20h', 'crumb', '想像どおりの匂いです。', { to: 3, lang: 'ja' }),
]

const silent: WrittenThread = [
  video(
    '70d',
    'crumb',
    'Lindenbrook from above, without a word',
    'A kite, a camera, and the tide going out. Comments are closed, for once.',
  ),
]

const table: WrittenThread = [
  video(
    '1d 8h',
    'theo',
    'The Long Table, 41: eleven ryes, one winner',
    'Blind tasting with water and silence. One of them is from Lindenbrook, where @crumb bakes at three in the morning. Sourdough only, no tins.\n\nThe newsletter: https://long-table.example',
  ),
  post('1d 6h', 'lucia', '¿Y quién ganó? Me dormí en el número nueve.', { to: 0, lang: 'es' }),
  post('1d 5h', 'theo', 'La de Lindenbrook, por una corteza.', { to: 1, lang: 'es' }),
  post('1d', 'ines', 'If @crumb does not know yet: you won. Go and look at minute 31.', { to: 0 }),
]

const mill: WrittenThread = [
  video(
    '5d 4h',
    'casimir',
    'Rye goes in, flour comes out',
    'The upper stone was dressed on Monday. For everybody who wanted to see what happens inside. #rye',
  ),
  post('5d', 'leo_t', 'so basically two rocks', { to: 0 }),
  post('4d 20h', 'casimir', 'Two very good rocks.', { to: 1 }),
]

export const threads: readonly WrittenThread[] = [shaping, oven, market, silent, table, mill]
