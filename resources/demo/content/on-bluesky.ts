import { post, type WrittenThread } from './written.ts'

/** What is said on Bluesky: to the bakery, about it, and by it. Mentions are written with the keys of people. */
export const threads: readonly WrittenThread[] = [
  [
    post(
      '3h 5m',
      'kwame',
      '@crumb Serious question from a serious doctor: the little seeded rolls, are they baked on the same trays as the almond ones? I have a patient who misses rolls.',
      { likes: 6 },
    ),
  ],
  [
    post(
      '2h 47m',
      'haruki_m',
      '@crumb こんにちは。旅行のブログを書いています。夜明け前のパン屋さんの写真を一枚だけ、外から撮ってもいいですか？',
    ),
  ],
  [
    post(
      '2h 20m',
      'mathilde',
      '@crumb Votre pain aux noix a survécu à trois heures de train et à une contrebasse. Comment faites-vous ? Et surtout : combien coûte-t-il à l’unité ?',
      { likes: 12 },
    ),
  ],
  [
    post(
      '2h 2m',
      'salma',
      '@crumb The order form ate my order. I typed everything, pressed send, and it said “thank you, undefined”. Did you get forty buns or did nobody get anything?',
    ),
    post('1h 51m', 'leo_t', '@salma thank you undefined is my new band name', { likes: 19 }),
  ],
  [
    post(
      '1h 38m',
      'noor',
      '@crumb هل تقبلون طلبات الخبز بالزعتر للجمعة؟ نحتاج خمسة عشر رغيفًا، ونأتي لأخذها قبل الصلاة.',
    ),
  ],
  [
    post(
      '1h 15m',
      'dimitri',
      'A photograph of the price board, for the record. It has been wiped twice since Tuesday. I am not saying anything. I am only showing it to @crumb.',
      { pictures: [['price-board', 'A chalkboard with prices; 2.80 is still readable under 3.10']] },
    ),
  ],
  [
    post(
      '55m',
      'wren',
      'He sat for it. Twice. The prints will be at the market from Saturday, and the sardines have been paid.',
      { likes: 74, boosts: 11 },
    ),
  ],
  [
    post(
      '33m',
      'meilin',
      '@crumb 昨天的红豆面包是不是换了配方？比以前软，孩子们抢着吃。可以一次订二十个吗？',
    ),
  ],
  [
    post(
      '21m',
      'greta',
      '@crumb Ist der Hefezopf für Sonntag noch zu haben? Ich nehme auch den schiefen, der ist ehrlicher.',
    ),
  ],
  [
    post('9m', 'zofia', '@crumb Dzień dobry! Czy przyjmujecie zamówienia na pączki na tłusty czwartek? 🍩', {
      lang: 'pl',
    }),
  ],
  [
    post(
      '8h 40m',
      'crumb',
      'Tonight we try the old oven again. If the street smells of burnt raisins at four, that was us. Come anyway.',
      { likes: 58, boosts: 9 },
    ),
    post('7h 55m', 'ana', 'I pass your chimney at ten past four. I will report from the water.', {
      likes: 8,
    }),
    post('7h 30m', 'crumb', '@ana One long whistle for burnt, two for good.', { likes: 21 }),
    post('4h 12m', 'ana', 'Two long ones. Did you hear them? Half the harbour did.', { likes: 33 }),
    post('3h 58m', 'priya', 'Which oven is the old one? I need to know what I am jealous of.', { to: 0 }),
  ],
  [
    post(
      '1d 3h',
      'crumb',
      'New on the shelf from Thursday: a rye with caraway, baked the slow way. Opening hours and what is left when: https://crumb.example/hours',
      { likes: 40, boosts: 6 },
    ),
    post('1d 2h', 'odalys', 'The committee has been waiting for caraway since 2011. Thank you.', {
      likes: 15,
    }),
    post('1d 1h 30m', 'crumb', 'It was on the list. The list is long.', { likes: 24 }),
  ],
  [
    post(
      '2d 5h',
      'sunniva',
      '@crumb Is there anything for coeliacs on the ferry order, or do I bring my own and look sad?',
    ),
    post(
      '2d 4h 20m',
      'crumb',
      '@sunniva Buckwheat rolls, wrapped twice and baked before anything else is. Say your name at the counter; nobody has to look sad.',
      { likes: 27 },
    ),
  ],
  [
    post(
      '2d 22h',
      'josip',
      '@crumb Kruh od kukuruza koji ste poslali na brod pojeden je prije izlaska iz luke. Posada traži još.',
    ),
    post('2d 20h', 'crumb', '@josip Onda pečemo dva. Jedan za luku, jedan za more.', {
      lang: 'hr',
      likes: 14,
    }),
  ],
  [
    post(
      '3d 6h',
      'casimir',
      '@crumb 12 sacks of the new wheat are on the cart. The cart is on the hill. Pray.',
    ),
    post('3d 5h', 'crumb', '@casimir We put the kettle on instead. Same thing.', { likes: 31 }),
  ],
  [
    post(
      '4d 2h',
      'yael',
      '@crumb קניתי אצלכם חלה ביום שישי והיא נגמרה בשישי. האם אפשר להזמין שתיים מראש לשבוע הבא?',
    ),
    post('4d 1h', 'crumb', '@yael כן, בשמחה. שתיים רשומות על שמך, מוכנות מאחת עשרה.', { lang: 'he' }),
  ],
  [
    post('5d 7h', 'pip', '@crumb is it true that you give bread to ducks'),
    post('5d 6h 30m', 'crumb', '@pip No. Ducks get oats. Bread is for people and one particular seagull.', {
      likes: 88,
      boosts: 17,
    }),
  ],
  [
    post(
      '3d 1h',
      'crumb',
      'The doorway cat has an artist now. He asked for no fee, only for two sardines and his good side.',
      { likes: 96, boosts: 14 },
    ),
  ],
  [
    post(
      '9d',
      'lucia',
      'En el pueblo de la panadería torcida nadie tiene prisa, y el pan lo sabe. #lindenbrook',
    ),
  ],
  [
    post(
      '6h 30m',
      'theo',
      'Notes from a week in #lindenbrook: the best sourdough came from a bakery that answers its own post. I asked a silly question and got a serious reply at 4:40 in the morning.',
      { likes: 140, boosts: 35 },
    ),
  ],
  [
    post(
      '5h 20m',
      'nils',
      'The road to the mill is open again. Lorries first, please, the bakery is out of flour. #lindenbrook',
    ),
  ],
  [post('4h 44m', 'somchai', 'ขนมปังข้าวไรย์ของร้านริมท่าเรืออร่อยมาก กินกับซุปฟักทอง #lindenbrook #sourdough')],
  [
    post(
      '3h 33m',
      'jiwoo',
      '가마에서 막 꺼낸 접시에 막 구운 빵. 토요일 장터에서 만나요. #lindenbrook #sourdough',
    ),
  ],
  [
    post(
      '2h 58m',
      'gwen',
      'Somebody hummed the alto line in the queue for bread this morning and the whole shop joined in. #lindenbrook',
      { likes: 45 },
    ),
  ],
  [
    post(
      '2h 11m',
      'beatrix',
      'Overdue: one book on sourdough, flour between pages 40 and 60. We know who you are. The bread was very good. #sourdough',
      { likes: 52 },
    ),
  ],
  [
    post(
      '1h 44m',
      'growth_wizard88',
      '@crumb 🚀 I can put your bakery on EVERY screen in town. Only today: https://boost-now.example/bluesky',
    ),
  ],
  [
    post(
      '1h 2m',
      'ferdi',
      'Stall plan for Saturday is up. The bakery keeps its corner, the goat does not. #townmarket https://market.example/plan',
    ),
  ],
  [
    post(
      '47m',
      'tomas',
      'The tower clock and the bakery’s oven bell disagree by four minutes. I have checked both. It is the tower. @crumb',
      { likes: 29 },
    ),
  ],
  [
    post(
      '28m',
      'rufus',
      'Pumpkin soup, sourdough from down the road, and a fire that behaves. Lunch until it is gone. #lindenbrook',
    ),
  ],
  [
    post(
      '14m',
      'halima',
      'Year 4 has written to the bakery. There will be 28 envelopes. I am sorry and not sorry. @crumb',
    ),
  ],
]

/** Posts that quote another, both by how they start. */
export const blueskyQuotes: readonly (readonly [quoting: string, quoted: string])[] = [
  ['He sat for it.', 'The doorway cat has an artist now.'],
  ['Notes from a week in', 'Tonight we try the old oven again.'],
]

/** Links that are shown as a card, by how their posts start. */
export const blueskyCards: readonly { of: string; url: string; title: string; words: string }[] = [
  {
    of: 'New on the shelf from Thursday',
    url: 'https://crumb.example/hours',
    title: 'Opening hours · Crumb Bakery',
    words: 'When the oven is on, and what is left when it is not.',
  },
  {
    of: 'Stall plan for Saturday is up',
    url: 'https://market.example/plan-2026',
    title: 'Who stands where',
    words: 'The Saturday market, stall by stall.',
  },
]

/** Posts whose authors let nobody answer, by how they start. */
export const blueskyClosed: readonly string[] = ['A photograph of the price board']
