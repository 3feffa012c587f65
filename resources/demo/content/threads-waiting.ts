import { post, type WrittenThread } from './written.ts'

/** What was said to the bakery lately and waits for an answer now. */
export const waitingThreads: readonly WrittenThread[] = [
  [
    post(
      '7h 40m',
      'halima',
      '@crumb Morning! Could you do 28 plain rolls for Friday, no seeds at all? One of mine has a sesame allergy and I would rather not gamble. We could collect at 8:15.',
    ),
  ],
  [
    post(
      '6h 5m',
      'marguerite',
      '@crumb The seeded loaf I bought on Saturday had a piece of blue plastic in it, the size of a fingernail. I kept it. I am not cross, but I think you should know.',
    ),
  ],
  [
    post(
      '5h 31m',
      'sunniva',
      '@crumb Quick one for the folder: is the oat loaf still baked in its own tins, or has it moved in with the wheat? My Sunday depends on it.',
      { likes: 4 },
    ),
  ],
  [
    post(
      '5h 2m',
      'greta',
      '@crumb Guten Morgen! Backt ihr das Roggenbrot mit dem neuen Mehl aus der Mühle schon diese Woche? Ich würde zwei Laibe nehmen, einen davon ungeschnitten.',
    ),
  ],
  [
    post(
      '4h 48m',
      'theo',
      '@crumb Hello from across the water. I am writing a long piece on small bakeries that one can only reach by ferry, and yours came up in four conversations out of five.\n\nCould I come and watch a night shift, any night but Sunday? I would stand in a corner, touch nothing, and publish nothing that you have not read first.',
      { likes: 11, boosts: 2 },
    ),
  ],
  [
    post(
      '4h 21m',
      'dimitri',
      '@crumb The cardamom bun was 2.80 in spring. It is 3.10 now. No sign, no notice, nothing. I do not mind paying. I mind not being told.',
    ),
    post('4h 2m', 'marguerite', '@dimitri @crumb It says so on the door. In pencil, but it says so.'),
    post('3h 55m', 'dimitri', '@marguerite @crumb Pencil is not a notice.', { likes: 6 }),
  ],
  [
    post(
      '4h 5m',
      'lucia',
      '@crumb Buenos días. ¿Siguen haciendo el pan de aceite los jueves? Mi hermana viene en el ferry de las nueve y le he prometido uno entero.',
    ),
  ],
  [
    post(
      '3h 40m',
      'salma',
      '@crumb Can you still take a birthday cake for Thursday? Six candles, chocolate, and it has to have a dinosaur on it. Any dinosaur. She is not strict.',
    ),
    post(
      '3h 12m',
      'salma',
      '@crumb Correction: she is strict. It has to be a digger. Yellow. I am so sorry 🚜',
      { likes: 9 },
    ),
  ],
  [
    post(
      '3h 14m',
      'haruki_m',
      '@crumb はじめまして。来月そちらに行きます。ライ麦パンは朝何時ごろに行けば買えますか？',
    ),
  ],
  [
    post(
      '2h 56m',
      'rufus',
      '@crumb Forty for lunch Thursday instead of twenty, the ferry people are having their do. Can you double the baguettes? Need to know by tonight or I start buying elsewhere, and nobody wants that.',
      { visibility: 'private' },
    ),
  ],
  [
    post(
      '2h 32m',
      'noor',
      '@crumb صباح الخير! وصلت أول دفعة من عسل الخريف. هل ما زلتم تريدون عشرين كيلو لكعك العسل؟ أستطيع أن أوصلها غدًا قبل الثامنة.',
    ),
  ],
  [
    post(
      '2h 20m',
      'growth_wizard88',
      '@crumb 🚀🚀 Your bakery could reach 10X MORE CUSTOMERS!!! I help local businesses EXPLODE. Reply YES and get your FREE growth plan 👉 https://boost-now.example/free?ref=8842',
    ),
  ],
  [
    post(
      '2h 8m',
      'ines',
      '@crumb I heard one of your night people is leaving. I did nights for six years before nursing and my feet have forgotten why I stopped. Are you looking, or is that a rumour?',
      { visibility: 'direct' },
    ),
  ],
  [
    post(
      '9h 10m',
      'crumb',
      'The first rye from the new harvest is in the oven. It drinks more water than last year’s, smells of hay, and has ideas of its own. We will know more at six. #sourdough',
      {
        likes: 41,
        boosts: 7,
        pictures: [['rye-dough', 'A round of dark dough in a floured basket, scored with a leaf']],
      },
    ),
    post(
      '1h 53m',
      'priya',
      '@crumb Oh, I love this. What hydration did you end up at? I went to 84% with mine and it came out like a hat.',
      { likes: 5 },
    ),
    post('1h 41m', 'leo_t', '@crumb is there a student price for loaves with ideas of their own', { to: 0 }),
  ],
  [
    post(
      '1h 22m',
      'mathilde',
      '@crumb Bonjour ! Je cherche une galette des rois pour vingt personnes, début janvier. Est-ce que vous en faites, ou faut-il que je vous supplie ?',
    ),
  ],
  [
    post(
      '1h 5m',
      'wren',
      '@crumb I drew your shopfront from the bench across the road, with the cat who thinks he works there. Would you mind if I sold a few as prints at the market? Happy to bring you one first, framed.',
      {
        likes: 38,
        boosts: 9,
        pictures: [
          [
            'shopfront',
            'Ink drawing of a narrow shop with a striped awning; a cat sits in the doorway like a doorman',
          ],
        ],
      },
    ),
  ],
  [
    post(
      '58m',
      'jiwoo',
      '@crumb 지난번에 말씀하신 빵 접시 열두 장 완성했어요. 이번 주 토요일 장터에서 전해 드려도 될까요?',
      { pictures: [['plates', '']] },
    ),
  ],
  [
    post(
      '47m',
      'oskar',
      '@crumb I am at your yard gate with 40 kg of flour and the gate is locked. Bell does nothing. Is there another way in?',
    ),
  ],
  [
    post(
      '41m',
      'josip',
      '@crumb Dobar dan. Jučer je kruh bio tvrd kao kamen, a danas kao pamuk. Što ste to radili? Jer ovaj današnji je najbolji ikad.',
    ),
  ],
  [
    post(
      '24m',
      'zofia',
      '@crumb hello, I am new here! Is there anything left after two in the afternoon, or should I set an alarm?',
    ),
  ],
  [post('17m', 'yael', '@crumb שלום! האם החלה של יום שישי מכילה חלב? אני רוצה להביא אחת לארוחה בשרית.')],
  [
    post(
      '12m',
      'gwen',
      '@crumb Choir on Thursday: could we have 44 buns, half plain, half cinnamon? We finally have a second tenor and he eats.',
      {
        was: [
          [
            4,
            '@crumb Choir on Thursday: could we have 40 buns, half plain, half cinnamon? We finally have a second tenor.',
          ],
        ],
      },
    ),
  ],
  [
    post(
      '8m',
      'meilin',
      '@crumb 请问明天还有核桃面包吗？上次来晚了五分钟，只看到一个空架子和一张道歉的纸条。',
    ),
  ],
  [post('3m', 'pip', '@crumb 👩🏽‍🍳🥐❤️‍🔥')],
]
