import { post, type WrittenPost, type WrittenThread } from './written.ts'

/**
 * What is said on the town's Lemmy. The first line of a thread's first post is its title, with the community in
 * brackets where it is not `lindenbrook`; a line that is an address is what the post links to; the rest is its text.
 * All of it is Markdown.
 */

const entry = (
  ago: string,
  by: string,
  title: string,
  rest: string,
  more: Omit<WrittenPost, 'minutesAgo' | 'by' | 'text'> = {},
): WrittenPost => post(ago, by, rest === '' ? title : `${title}\n\n${rest}`, more)

/** Titles of posts that are locked. */
export const lockedPosts: ReadonlySet<string> = new Set(['Which end of the baguette is the front?'])

const openDoors: WrittenThread = [
  entry(
    '1d 20h',
    'crumb',
    'We open the bakehouse on Saturday night. Come and watch, or fold',
    'From eleven until the first bread, so about **six hours**. Bring an apron, we have:\n\n- forty kilos of dough\n- two chairs\n- one radio, which plays what it wants\n\nWrite below if you come, so that there is coffee.',
    { likes: 61 },
  ),
  post('1d 18h', 'ferdi', 'I come with the dog. He has been told about the dough.', { to: 0, likes: 22 }),
  post('1d 17h', 'crumb', 'He may watch.', { to: 1 }),
  post('1d 2h', 'salma', 'Is there a place to put two sleeping toddlers?', { to: 0 }),
  post('23h', 'crumb', 'The flour store is warm and dark, and they would not be the first.', { to: 3 }),
  post('22h', 'salma', 'Then there will be three of us and **one** awake.', { to: 4 }),
  post('6h', 'noor', 'هل يمكنني أن أحضر العسل للإفطار؟', { to: 0, lang: 'ar' }),
  post('4h 10m', 'jiwoo', '밤 열한 시 전에 도착해도 되나요?', { to: 0, lang: 'ko' }),
  post('2h 20m', 'tomas', 'Which door? The last time I knocked at three of them.', { to: 0, likes: 9 }),
]

const rye: WrittenThread = [
  entry(
    '3d 4h',
    'priya',
    '[sourdough] Rye that sticks to the basket: what I tried, in order',
    '1. wheat flour: glue\n2. more wheat flour: more glue\n3. rice flour: works\n\n> Rice flour does not drink.\n\nThat line is from @crumb, and it took me four years to ask. Has anybody tried `semolina`?',
    { likes: 143 },
  ),
  post('3d 3h', 'casimir', 'Semolina works and looks like sand. The mill prefers rice flour too.', { to: 0 }),
  post('3d 2h', 'crumb', 'Cloth, rice flour, and patience. Semolina if the cloth is wet.', { to: 0 }),
  post('3d 1h', 'priya', 'Wet on purpose?', { to: 2 }),
  post('2d 23h', 'crumb', 'Never on purpose.', { to: 3 }),
  post('2d 2h', 'haruki_m', '米粉は上新粉でもいいですか？', { to: 2, lang: 'ja' }),
  post('1d 20h', 'crumb', 'はい、上新粉で大丈夫です。もち粉はくっつきます。', { to: 5, lang: 'ja' }),
  post('19h', 'greta', 'Und wer *kein* Tuch hat?', { to: 2, lang: 'de' }),
  post('5h 30m', 'theo', 'Does the rice flour change the crust? I taste something, and it may be me.', {
    to: 4,
  }),
]

const bins: WrittenThread = [
  entry(
    '11h',
    'nils',
    'The bins are open data now',
    'https://lindenbrook.example/bins.json\n\nAll 214 of them, with the days. No, there is no prize.',
    { likes: 38 },
  ),
  post('10h', 'leo_t', 'i made a map. bin 114 is in the river', { to: 0 }),
  post('9h', 'nils', 'It is a *flood* bin. Thank you for finding it.', { to: 1 }),
  post('3h', 'wren', '@crumb your bin is listed as “bread, other”. Is that an insult?', { to: 0 }),
]

const front: WrittenThread = [
  entry('6d', 'dimitri', 'Which end of the baguette is the front?', 'Serious question.', { likes: 12 }),
  post('5d 23h', 'gwen', 'The end that arrives home.', { to: 0 }),
  post('5d 22h', 'dimitri', 'Neither does.', { to: 1 }),
  post('5d 20h', 'crumb', 'The one that you were handed. We have strong feelings here.', { to: 0 }),
  post('5d 19h', 'dimitri', 'I shall ask the Anchor.', { to: 3 }),
]

const crumbs: WrittenThread = [
  entry(
    '9d',
    'crumb',
    '[sourdough] Our starter plan, for those who asked',
    'Flour, water and time in a table:\n\n| hour | we do |\n| --- | --- |\n| 0 | feed |\n| 6 | feed |\n| 10 | bake |\n\n::: spoiler And if it does not rise\nWait. Then wait again, somewhere warmer.\n:::',
    { likes: 88 },
  ),
  post('8d 20h', 'bramble', 'Saved. Our jam has a plan like this, with fewer hours and more shouting.', {
    to: 0,
  }),
  post('8d 4h', 'lucia', '¿La harina integral cambia las horas?', { to: 0, lang: 'es' }),
  post('8d 2h', 'crumb', 'Sí: la integral va más deprisa, quita una hora.', { to: 2, lang: 'es' }),
  post('7d', 'meilin', '谢谢！第六小时可以睡觉吗？', { to: 0, lang: 'zh' }),
  post('6d 23h', 'crumb', '可以，我们都睡。', { to: 4, lang: 'zh' }),
]

const lost: WrittenThread = [
  entry('2d 6h', 'halima', 'Found: one mitten, floury', 'Left hand, blue. It is on the school fence.', {
    likes: 17,
  }),
  post('2d 5h', 'pip', 'mine', { to: 0 }),
  post('2d 4h', 'kwame', 'As a doctor: also mine, but I have no proof.', { to: 0 }),
  post('1d 1h', 'oskar', 'The fence has been cleaned. The mitten is at the Anchor.', { to: 0 }),
  post('40m', 'halima', '@crumb it smells of cinnamon. Could you ask your apprentice?', { to: 3 }),
]

const kwames: WrittenThread = [
  entry(
    '13d',
    'kwame',
    '[sourdough] A loaf a day, a small survey',
    'I ask my patients about bread, and they tell me about everything else. *n* = 61.',
    { likes: 30 },
  ),
  post('12d 22h', 'odalys', 'Will there be a reading?', { to: 0 }),
  post('12d 20h', 'kwame', 'At the bandstand, if it does not rain.', { to: 1 }),
  post('12d 2h', 'rufus', 'I sell sandwiches. Do those count as half?', { to: 0 }),
]

export const threads: readonly WrittenThread[] = [openDoors, rye, bins, front, crumbs, lost, kwames]
