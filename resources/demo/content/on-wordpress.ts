import { post, type WrittenPost, type WrittenThread } from './written.ts'

/**
 * The bakery's blog. Each thread begins with a post of the blog, whose first line is its title; everything below is a
 * comment. A comment that waits to be let through is `private`, one that was taken for spam is `direct`.
 */

/** Titles of posts that take no more comments. */
export const closedPosts: ReadonlySet<string> = new Set(['Closed for the inventory'])

const entry = (ago: string, title: string, text: string): WrittenPost =>
  post(ago, 'crumb', `${title}\n\n${text}`)

const rye: WrittenThread = [
  entry(
    '2d 3h',
    'Why our rye takes two days',
    'Because the starter says so. We mix at noon, fold at four, sleep, shape at three in the morning, and bake at five.\n\nThe long version, with temperatures, is below. If yours comes out flat, it is nearly always the flour.',
  ),
  post('2d 1h', 'priya', 'Do you rest it in the tin or in the basket? Mine sticks whatever I do.', { to: 0 }),
  post(
    '1d 22h',
    'crumb',
    'In the basket, with rice flour. Wheat flour drinks the water and then it holds on.',
    {
      to: 1,
    },
  ),
  post('1d 21h', 'priya', 'Rice flour! Thank you. Four years of sticking.', { to: 2 }),
  post('1d 5h', 'greta', 'Welche Typenzahl nehmt ihr? 1150 oder 997?', { to: 0, lang: 'de' }),
  post('20h', 'haruki_m', '日本の湿気だと二日は長すぎますか？', { to: 0, lang: 'ja' }),
  post('9h', 'dimitri', 'Two days for bread. In my day we had it in one, and it was worse.', { to: 0 }),
  post('3h 10m', 'ivy', 'Is the starter safe for somebody who cannot have barley?', { to: 0 }),
  post(
    '2h',
    'zofia',
    'I can say something about barley, but I am new here and do not know if this appears.',
    {
      to: 7,
      visibility: 'private',
    },
  ),
  post('1h 30m', 'growth_wizard88', 'Great post!!! Grow your blog 10x: https://grow-fast.example/?ref=88', {
    to: 0,
    visibility: 'direct',
  }),
]

const prices: WrittenThread = [
  entry(
    '5d 2h',
    'What a loaf costs, in cents',
    'Flour 61, wages 142, oven 38, rent 44, the bag 6, and 29 that we hope to keep. We were asked for it on the square, so here it is.',
  ),
  post('5d', 'nils', 'The council would like to borrow this table. Ours is longer and says less.', { to: 0 }),
  post('4d 22h', 'crumb', 'Take it, with our crumbs on it.', { to: 1 }),
  post('4d 20h', 'lucia', '¿Y el de espelta? Sale bastante más caro, ¿no?', { to: 0, lang: 'es' }),
  post('4d 3h', 'crumb', 'Sí: la harina cuesta el doble, lo demás es igual.', { to: 3, lang: 'es' }),
  post('3d 2h', 'odalys', 'I shall read this out at the bandstand, slowly.', { to: 0 }),
  post('5h', 'theo', 'Why is the oven 38? Ours is electric and I make it 52.', { to: 0 }),
  post('4h 20m', 'coinparcel', 'pay your bakers in CRUMBCOIN, 12% a day, ask me how', {
    to: 0,
    visibility: 'direct',
  }),
]

const allergens: WrittenThread = [
  entry(
    '9d 1h',
    'Nuts, and where they are',
    'The walnut loaf has its own table and its own knife since spring. What it does not have is its own air. If a trace is a danger to you, please do not trust us.',
  ),
  post('8d 23h', 'kwame', 'As the doctor down the road: thank you for the last sentence.', { to: 0 }),
  post('8d 4h', 'marguerite', 'Et les biscuits de Noël, ils sont faits sur la même table ?', {
    to: 0,
    lang: 'fr',
  }),
  post('8d 2h', 'crumb', 'Non, sur celle du fond. Mais même air, même mise en garde.', { to: 2, lang: 'fr' }),
  post(
    '7d',
    'halima',
    'Two of the children in my class cannot have sesame. Is there a list that I can print?',
    { to: 0 },
  ),
  post('6d 22h', 'crumb', 'There is now: it lies at the till, and we put it here as a page.', { to: 4 }),
  post('6h 40m', 'salma', 'هل يوجد خبز بدون سمسم يوم السبت؟', { to: 0, lang: 'ar' }),
  post(
    '50m',
    'abel',
    'My son had a reaction on Thursday after the seeded rolls. I would like to talk to a person.',
    {
      to: 0,
      visibility: 'private',
    },
  ),
]

const recipe: WrittenThread = [
  entry(
    '16d 4h',
    'Cinnamon knots, the recipe we said we would never give',
    'A kilo of flour, 550 of milk, 120 of butter, 110 of sugar, 14 of salt, 40 of fresh yeast. The rest is patience and a warm cupboard.',
  ),
  post('16d 2h', 'bramble', 'I have waited for this since the flood.', { to: 0 }),
  post('15d 20h', 'meilin', '请问可以用干酵母吗？用多少？', { to: 0, lang: 'zh' }),
  post('15d 18h', 'crumb', 'Yes: 14 grams of dry yeast, stirred into the milk first.', { to: 2 }),
  post('14d', 'josip', 'Može li s margarinom? Baka pita.', { to: 0, lang: 'hr' }),
  post('13d 23h', 'crumb', 'Može, ali recite baki da nismo mi to rekli.', { to: 4, lang: 'hr' }),
  post('12d', 'gwen', 'Made them for the choir. Altos took two each, tenors denied it.', { to: 0 }),
  post('11h', 'sunniva', 'How warm is your cupboard? Mine has a cat in it.', { to: 0 }),
  post('10h 20m', 'wren', 'Cats are 38 degrees. That is about right.', { to: 7 }),
]

const market: WrittenThread = [
  entry(
    '23d',
    'Stall three, a season in figures',
    'Fourteen Saturdays, two storms, 3,120 loaves, one runaway dog, and a queue that learned to be polite.',
  ),
  post('22d 20h', 'ferdi', 'The dog was mine. He sends regards and would do it again.', { to: 0 }),
  post('22d 18h', 'crumb', 'He has credit for one bone.', { to: 1 }),
  post('22d', 'jiwoo', '다음 시즌에도 토요일에 나오시나요?', { to: 0, lang: 'ko' }),
  post('21d 22h', 'crumb', 'Yes, from the first Saturday in April, same corner.', { to: 3 }),
  post('21d', 'yael', 'אפשר להזמין מראש לשוק?', { to: 0, lang: 'he' }),
  post('20d 20h', 'crumb', 'כן, עד יום חמישי בערב, כאן או בדוכן.', { to: 5, lang: 'he' }),
]

const oven: WrittenThread = [
  entry(
    '34d',
    'We bought an oven from 1962',
    'It is blue, it weighs as much as the choir, and it came through the window. Pictures when we have dusted.',
  ),
  post(
    '33d 20h',
    'tomas',
    'I repaired its clock in 1987. It ran six minutes fast, and I see you have kept that.',
    { to: 0 },
  ),
  post('33d 18h', 'crumb', 'So that is why the buns were early.', { to: 1 }),
  post('33d', 'rufus', 'Is the old one for sale? The Anchor could use a warmer.', { to: 0 }),
  post('32d 22h', 'crumb', 'It is yours for the carrying.', { to: 3 }),
  post('31d', 'somchai', 'เตาเก่าสวยมากครับ ขอไปดูได้ไหม', { to: 0, lang: 'th' }),
  post('30d 20h', 'crumb', 'ได้เลยค่ะ วันเสาร์หลังตลาด', { to: 5, lang: 'th' }),
]

const inventory: WrittenThread = [
  entry(
    '48d',
    'Closed for the inventory',
    'We count sacks on Monday and open on Tuesday. There are always more sacks than we think.',
  ),
  post('47d 20h', 'leo_t', 'can i come and count. i can count', { to: 0 }),
  post('47d 18h', 'crumb', 'Come at ten, bring a pencil.', { to: 1 }),
]

const first: WrittenThread = [
  entry(
    '110d',
    'A blog, then',
    'Some things are too long for the square. They will be here, with comments open and answered.',
  ),
  post('109d 20h', 'beatrix', 'Finally something I can put a shelf mark on.', { to: 0 }),
  post('109d 18h', 'crumb', '641.815, we looked it up.', { to: 1 }),
  post('108d', 'casimir', 'The mill reads along.', { to: 0 }),
]

export const threads: readonly WrittenThread[] = [
  rye,
  prices,
  allergens,
  recipe,
  market,
  oven,
  inventory,
  first,
]
