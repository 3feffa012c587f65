import { post, type WrittenPost, type WrittenThread } from './written.ts'

/**
 * What is said on Hacker News. The first line of a thread's first post is the title of the story; a line that is an
 * address is what it links to; the rest is its text. Titles of Ask and Show stories begin so.
 */

const story = (
  ago: string,
  by: string,
  title: string,
  rest: string,
  more: Omit<WrittenPost, 'minutesAgo' | 'by' | 'text'> = {},
): WrittenPost => post(ago, by, rest === '' ? title : `${title}\n\n${rest}`, more)

const showLevain: WrittenThread = [
  story(
    '1d 2h',
    'crumb',
    'Show HN: Levain, a small program that plans a bakery’s night',
    'https://crumb.example/levain\n\nWe are a bakery. We kept missing the moment when the rye wants folding, so our apprentice wrote this. It reads the temperature of the room and moves the alarm. It is 900 lines and one SQLite file.',
    { likes: 214 },
  ),
  post('1d 1h', 'jiwoo', 'Why SQLite and not a text file? 900 lines sounds like a text file would do.', {
    to: 0,
  }),
  post('1d', 'crumb', 'Two people open it at once, at three in the morning, with flour on their hands.', {
    to: 1,
  }),
  post('23h', 'jiwoo', 'That is the best case for transactions I have read this year.', { to: 2 }),
  post('22h', 'haruki_m', 'What sensor do you use? Cheap ones drift by 2 degrees near an oven.', { to: 0 }),
  post(
    '21h',
    'crumb',
    'Three of them, and the median. One of them is always wrong, and it is not always the same one.',
    {
      to: 4,
    },
  ),
  post(
    '20h',
    'bramble',
    'I read this as a program that plans the knights of a bakery and was disappointed, then not.',
    {
      to: 0,
    },
  ),
  post(
    '5h',
    'casimir',
    'Does it know about different flours? Our mill would send falling numbers if there were a field for it.',
    {
      to: 0,
    },
  ),
  post(
    '3h',
    'priya',
    'Is the fermentation model published anywhere? I would like to try it on a home oven.',
    { to: 0 },
  ),
  post('55m', 'wren', 'The license file says MIT, the README says "ask us". Which one is it?', { to: 0 }),
]

const askStarter: WrittenThread = [
  story(
    '4d 3h',
    'leo_t',
    'Ask HN: How do you back up a sourdough starter?',
    'Mine is called Kevin. I have a dry flake in the freezer and one at my aunt’s. Is that 3-2-1 enough?',
    { likes: 487 },
  ),
  post('4d 2h', 'ivy', 'Off-site is right. But have you ever tested a restore?', { to: 0 }),
  post('4d 1h', 'leo_t', 'no', { to: 1 }),
  post('4d', 'kwame', 'A backup that was never restored is a dry flake.', { to: 2 }),
  post(
    '3d 22h',
    'crumb',
    'We keep ours in two buildings since the flood. Restoring takes five feedings; write the date on the jar.',
    {
      to: 0,
    },
  ),
  post('3d 20h', 'tomas', 'Five feedings at what ratio? I tried 1:1:1 and it sulked.', { to: 4 }),
  post('3d 18h', 'crumb', '1:2:2 and 28 degrees. It sulks less.', { to: 5 }),
  post('2d 4h', 'greta', 'Can a sourdough be versioned? I mean, diffed?', { to: 0 }),
]

const inventory: WrittenThread = [
  story('9h', 'nils', 'A town that publishes its bins as JSON', 'https://lindenbrook.example/bins.json', {
    likes: 96,
  }),
  post(
    '8h',
    'odalys',
    'The Friends of the Bandstand have consumed this API since March. It is mostly brown bins.',
    { to: 0 },
  ),
  post('7h', 'pip', 'Is there a bakery endpoint', { to: 0 }),
  post('6h 30m', 'nils', 'There is a bakery.', { to: 2 }),
]

const ovens: WrittenThread = [
  story(
    '2d 5h',
    'haruki_m',
    'Reverse engineering the controller of a 1962 deck oven',
    'https://workshop.example/oven-1962',
    {
      likes: 332,
    },
  ),
  post(
    '2d 4h',
    'tomas',
    'The clock in that model ran six minutes fast by design: the bell was meant for the apprentice.',
    { to: 0 },
  ),
  post('2d 3h', 'crumb', 'We have one. Ours still does. We thought it was us.', { to: 1 }),
  post('2d 2h', 'haruki_m', 'Would you let me look at the board? I have only ever seen photographs.', {
    to: 2,
  }),
  post('1d 20h', 'ferdi', 'It came through the window, so mind how you ask.', { to: 3 }),
]

const pricing: WrittenThread = [
  story(
    '6d',
    'theo',
    'What a loaf costs, in cents',
    'https://crumb.example/blog/what-a-loaf-costs-in-cents/',
    { likes: 541 },
  ),
  post('5d 23h', 'dimitri', 'They keep 29 cents. That is either honest or very clever.', { to: 0 }),
  post('5d 22h', 'rufus', 'Nobody who sells lunch is that clever.', { to: 1 }),
  post('5d 20h', 'meilin', 'I would pay for bakery software that prints this table on every bag.', { to: 0 }),
  post('5d 4h', 'crumb', 'It is ours. The table is a spreadsheet; the bag would need a bigger font.', {
    to: 3,
  }),
]

const hiring: WrittenThread = [
  story('11d', 'zofia', 'Ask HN: Who is baking? (November)', 'One comment per oven, please.', { likes: 188 }),
  post('10d 20h', 'sunniva', 'Sourdough | Far Shore | on site, the cat insists | nights', { to: 0 }),
  post('10d 18h', 'growth_wizard88', 'Bread-as-a-service | remote | equity only', { to: 0 }),
]

const gluten: WrittenThread = [
  story('14d', 'abel', 'Why “gluten free” is a claim about air', 'https://allergy.example/air', {
    likes: 77,
  }),
  post(
    '13d 22h',
    'marguerite',
    'Crumb’s page says it in one line: its own table, its own knife, not its own air.',
    { to: 0 },
  ),
  post('13d 20h', 'salma', 'I wish all bakeries wrote like that.', { to: 1 }),
]

const levainTwo: WrittenThread = [
  story(
    '20d',
    'priya',
    'Modelling fermentation with two differential equations',
    'https://home-oven.example/ode',
    { likes: 263 },
  ),
  post('19d 22h', 'jiwoo', 'Where does the 0.37 come from?', { to: 0 }),
  post('19d 20h', 'priya', 'From a bakery that let me stand in its kitchen for a night.', { to: 1 }),
  post('19d 18h', 'crumb', 'She brought her own scale. It was better than ours.', { to: 2 }),
]

const tides: WrittenThread = [
  story('3d', 'ana', 'A ferry timetable is a cron job with weather', '', { likes: 150 }),
  post('2d 22h', 'gwen', 'And the choir is a barrier.', { to: 0 }),
]

const types: WrittenThread = [
  story('16h', 'wren', 'Vec<Loaf>: a recipe book in a type system', 'https://craft.example/vec-loaf', {
    likes: 205,
  }),
  post('15h', 'jiwoo', 'A `Dough` that was baked must not be kneaded. <p> I would have used linear types.', {
    to: 0,
  }),
  post('12h', 'bramble', 'Ownership of bread is moved by eating, which the borrow checker gets right.', {
    to: 1,
  }),
]

const queue: WrittenThread = [
  story(
    '7d 6h',
    'halima',
    'Ask HN: Explaining queues to nine-year-olds with bread',
    'It works until somebody is sick.',
    { likes: 61 },
  ),
  post('7d 4h', 'beatrix', 'Priority queues: the pram goes first.', { to: 0 }),
  post('7d 2h', 'crumb', 'We can lend you a queue any Saturday at stall three.', { to: 0 }),
  post('6d 20h', 'halima', 'Year 4 accepts. Twenty-eight of them. You asked for it.', { to: 2 }),
]

const yeast: WrittenThread = [
  story('26d', 'yael', 'Wild yeast maps of the harbour', 'https://harbour.example/yeast', { likes: 118 }),
  post('25d 20h', 'noor', 'The bees would like their yeast back.', { to: 0 }),
]

export const threads: readonly WrittenThread[] = [
  showLevain,
  askStarter,
  inventory,
  ovens,
  pricing,
  hiring,
  gluten,
  levainTwo,
  tides,
  types,
  queue,
  yeast,
]
