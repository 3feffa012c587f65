import { post, type WrittenThread } from './written.ts'

/** People who speak of the bakery without speaking to it, and of other things: keyword streams hear some of these. */
export const talkThreads: readonly WrittenThread[] = [
  [
    post(
      '55m',
      'nils',
      'Somebody has put a sign on the Mill Bridge barrier saying “Bread this way”, with an arrow into the river. Please take it down, whoever you are. It is a very good sign, though.',
      { likes: 31 },
    ),
    post('44m', 'leo_t', '@nils it was like that when i found it', { likes: 26 }),
  ],
  [
    post('2h 2m', 'kwame', 'Is Crumb Bakery open on Monday? My fridge and I have had a disagreement.'),
    post('1h 50m', 'gwen', '@kwame Closed Mondays! The Anchor has soup, though.', { likes: 3 }),
  ],
  [
    post(
      '3h 50m',
      'sunniva',
      'Three friends visit on Sunday and all of them asked, before anything else, whether there would be oat loaf. I have been reduced to a bakery’s address.',
      { likes: 22 },
    ),
  ],
  [
    post(
      '5h 20m',
      'tomas',
      'Repaired today: one cuckoo, two wrists, one kitchen timer that ran backwards and whose owner would rather have kept it so.',
      { likes: 29 },
    ),
  ],
  [
    post('7h', 'rufus', 'Whoever ordered the bread for my Thursday: marry me.', { likes: 20 }),
    post('6h 50m', 'oskar', '@rufus I only carried it.', { likes: 33 }),
  ],
  [
    post(
      '9h 30m',
      'theo',
      'An unfashionable opinion: the best review a shop can get is the same six people every morning.\n\nI watched them at a bakery across the water. They do not look at the shelf. They do not look at the price. They say a name, they are handed a bag, and they talk about somebody’s knee. Four minutes, all six.\n\nThen the seventh comes in, a visitor, and stands there as one stands in a church of another faith.',
      { likes: 140, boosts: 37 },
    ),
  ],
  [
    post(
      '10h 45m',
      'odalys',
      'Bandstand news: the roofer has measured. He whistled twice, which is more than last time and less than we feared.',
      { likes: 24 },
    ),
  ],
  [
    post(
      '12h 50m',
      'ines',
      'Night shift thought: hospitals and bakeries are the only lit windows at four, and both smell of something you will remember.',
      { likes: 87, boosts: 21 },
    ),
    post('12h 20m', 'kwame', '@ines And in both, somebody says “nearly done” and it is not true.', {
      likes: 45,
    }),
  ],
  [post('14h', 'pip', 'what is a content warning and do i need one for soup')],
  [
    post(
      '15h 30m',
      'ivy',
      'I have had the flu and everything tastes of wool. Details of the whole glamorous week inside, you need not open it.',
      { warning: 'illness, self-pity', likes: 6 },
    ),
  ],
  [post('18h 40m', 'marguerite', 'The leeks are in. The grandchildren are out. Peace.', { likes: 34 })],
  [
    post('23h', 'dimitri', 'Crumb’s rye: 7 out of 10. It was 6 in spring. I do not give 8.', {
      likes: 41,
      boosts: 3,
    }),
  ],
  [
    post(
      '1d 1h 30m',
      'halima',
      'We drew our favourite shop today. Fourteen bakeries, six toy shops, one bank. I have questions for the parents of the bank.',
      { likes: 96, boosts: 18 },
    ),
    post('1d 1h 10m', 'beatrix', '@halima No libraries?'),
    post(
      '1d 1h',
      'halima',
      '@beatrix You are not a shop! But seven of the bakeries had books in them, if that helps.',
      { likes: 30 },
    ),
  ],
  [
    post('1d 4h 30m', 'ferdi', 'I said on the record that the mud was not me. I withdraw that.', {
      gone: true,
    }),
    post('1d 4h 10m', 'bramble', '@ferdi We have a screenshot and a jar with your name on it.', {
      likes: 22,
    }),
    post('1d 4h', 'ferdi', '@bramble What flavour?', { likes: 28 }),
  ],
  [
    post('1d 9h 30m', 'abel', 'Fog. Visitors asked to see the view. I showed them where it is kept.', {
      likes: 59,
      boosts: 8,
    }),
  ],
  [
    post(
      '1d 13h',
      'gwen',
      'We are singing the one about the miller on Thursday. If you are a miller, please do not take it personally.',
      { likes: 17 },
    ),
  ],
  [
    post(
      '1d 17h',
      'wren',
      'A cat has decided that he works at the bakery on Lemon Street. He has no contract and the best attendance record.',
      {
        likes: 118,
        boosts: 33,
        pictures: [['bakery-cat', 'Ink sketch of a grey cat on a flour sack, looking responsible']],
      },
    ),
  ],
  [
    post('1d 23h', 'binday', 'Tomorrow: FOOD WASTE (brown lid). Yes, crusts count. No, we do not judge.', {
      likes: 5,
    }),
  ],
  [
    post(
      '2d 8h',
      'lucia',
      'Consejo de una periodista jubilada: si quieren saber lo que pasa en un pueblo, no lean el periódico. Hagan cola en la panadería.',
      { likes: 77, boosts: 19 },
    ),
  ],
  [
    post(
      '3d 6h',
      'salma',
      'Is there a bakery in Lindenbrook that makes cakes shaped like diggers? Asking for somebody who is nearly six.',
      { likes: 4 },
    ),
    post('3d 5h 50m', 'oskar', '@salma Crumb. They once did a bicycle. It had gears.', { likes: 12 }),
  ],
  [
    post(
      '4d 9h',
      'casimir',
      'The cat Bran has caught her first mouse and laid it on the price list. We take it as a comment.',
      { likes: 53 },
    ),
  ],
  [post('5d 7h', 'josip', 'More je danas kao ulje. Ribe nema. Sve je pošteno.', { likes: 19 })],
  [
    post(
      '6d 6h',
      'priya',
      'The way a small bakery answered a man who counted raisins has restored something in me. They checked. They were wrong. They said so.',
      { likes: 164, boosts: 48 },
    ),
  ],
  [
    post('8d 2h', 'haruki_m', '古い地図に「粉屋通り」という名前を見つけた。今は檸檬通りと言うらしい。', {
      likes: 23,
    }),
  ],
  [
    post(
      '9d 6h',
      'ana',
      'Wind 7, waves 3 m, one passenger with a wedding cake on her knees. Nobody breathed for forty minutes. The cake is fine. I am not.',
      { likes: 171, boosts: 44 },
    ),
  ],
  [
    post('11d 8h', 'nils', 'The committee on the tower clock met. It started four minutes late.', {
      likes: 205,
      boosts: 51,
    }),
  ],
  [
    post('14d 3h', 'meilin', '今天在图书馆学会了一个词：“面包屑”。原来也是那家面包店的名字，真可爱。', {
      likes: 27,
    }),
  ],
  [post('16d 6h', 'greta', 'Gewandert: 18 km. Gegessen: alles.', { likes: 31 })],
  [
    post(
      '18d 20h',
      'mathilde',
      'Un violon verni sent presque comme une brioche. Presque. J’ai vérifié deux fois.',
      { likes: 28 },
    ),
  ],
  [
    post(
      '22d 9h',
      'leo_t',
      'first shift washing tins at the bakery. i have seen three in the morning from the other side',
      { likes: 47 },
    ),
  ],
  [post('25d 5h', 'jiwoo', '가마를 여는 아침은 늘 생일 같다.', { likes: 36 })],
  [post('30d 4h', 'noor', 'النحل نام مبكرًا هذا العام. أما أنا فما زلت أنتظر دوري.', { likes: 33 })],
  [
    post('38d 2h', 'yael', 'התלמידים שלי צריכים לצייר מפה של העיירה. בכולן המאפייה גדולה יותר מבית הספר.', {
      likes: 44,
    }),
  ],
  [
    post('52d 3h', 'marguerite', 'I was told that I am trending. I have taken an aspirin.', {
      likes: 130,
      boosts: 29,
    }),
  ],
  [
    post(
      '66d 5h',
      'tomas',
      'The tower clock and I looked at each other for a long time today. Neither of us blinked.',
      { likes: 42 },
    ),
  ],
  [post('79d 4h', 'somchai', 'ร้อนมาก แมวนอนบนถุงแป้งเพราะเย็นที่สุดในบ้าน', { likes: 26 })],
  [
    post(
      '100d 6h',
      'abel',
      '142 steps, three tours, one proposal at the top. She said “let me get my breath”. Then she said yes.',
      { likes: 190, boosts: 40 },
    ),
  ],
  [
    post(
      '118d',
      'odalys',
      'The first meeting of the Friends of the Old Bandstand lasted nine minutes and settled everything. I shall never forgive us.',
      { likes: 38 },
    ),
  ],
]
