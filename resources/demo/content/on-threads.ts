import { post, type WrittenThread } from './written.ts'

/** What is said on Threads: the bakery thinks aloud, and people answer as if they stood at the counter. */
export const threads: readonly WrittenThread[] = [
  [
    post(
      '2h 20m',
      'crumb',
      'Honest question before we print the winter card: does anybody still read the card, or do you all just point?',
      { likes: 58 },
    ),
    post('2h 5m', 'leo_t', 'i point. the card is for people with plans', { likes: 14 }),
    post('1h 50m', 'gwen', 'I read it aloud to whoever stands behind me. It is a service.', {
      to: 0,
      likes: 9,
    }),
    post('1h 30m', 'sunniva', 'I read the small print for the word gluten. Please keep the small print.', {
      to: 0,
    }),
    post('1h 10m', 'crumb', 'The small print stays, Sunniva. We make it a little less small.', {
      to: 3,
      likes: 5,
    }),
    post(
      '55m',
      'sunniva',
      'Then I order the buckwheat one, in writing. Can it be ready on Saturday at eight?',
    ),
    post('40m', 'haruki_m', '写真があると助かります。指で頼めるので🥐', { to: 0, lang: 'ja' }),
    post(
      '25m',
      'growth_wizard88',
      'Menus are DEAD. 5 hooks that sell bread while you sleep https://boost-now.example/hooks',
      {
        to: 0,
      },
    ),
  ],
  [
    post(
      '21h',
      'crumb',
      'The sourdough has a name now. It is Agnes. It was in the jar all along, on a note from 1994. #breadtalk',
      { likes: 132, boosts: 18, pictures: [['jar', 'A jar of grey dough with a yellowed paper label']] },
    ),
    post('20h', 'marguerite', 'My husband wrote that label. He would be pleased that she is well.', {
      likes: 77,
    }),
    post('19h 40m', 'crumb', 'Then she has to meet you. Come by the side door, any morning.', { likes: 40 }),
    post('19h', 'pip', 'can agnes vote', { to: 0, likes: 21 }),
    post('18h', 'noor', 'أغنس أكبر مني بسنة واحدة. تحية لها! 🌾', { to: 0, lang: 'ar' }),
    post('6h', 'tomas', 'Agnes keeps better time than the town hall. May she be consulted about Sundays?', {
      to: 0,
    }),
  ],
  [
    post(
      '3d 4h',
      'crumb',
      'No rye until Thursday. The mill stands still, the miller does not, and we are told not to ask how long. #rye',
      { likes: 24 },
    ),
    post('3d 3h', 'casimir', 'The miller sends his regards and one swear word in an old language.', {
      likes: 31,
    }),
    post('3d 2h', 'rufus', 'Rye-less soup, then. Does the white one float as well?', { to: 0 }),
    post('3d 1h 30m', 'crumb', 'It does, for about as long as a good story.', { to: 2, likes: 12 }),
  ],
  [
    post(
      '8d',
      'crumb',
      'Crumb is on Threads now. We were told that one says something first, so: good morning.',
      {
        likes: 90,
      },
    ),
    post('7d 23h', 'ferdi', 'Good morning. You owe the market one folding table.', { likes: 16 }),
    post('7d 22h', 'crumb', 'It is on its way, and it is still folded.', { likes: 7 }),
    post('7d 20h', 'mathilde', 'Bonjour ! Depuis Lyon, on vous envie l’odeur.', { to: 0, lang: 'fr' }),
  ],
  [post('12d', 'crumb', 'A test. Nothing to see, everything to smell.', { likes: 3 })],
  [
    post(
      '45m',
      'oskar',
      '@crumb the box for the library says “this side up” on all six sides. Which one do I believe?',
      { likes: 11 },
    ),
  ],
  [
    post(
      '3h 30m',
      'zofia',
      'Third week of practising knots for the plaited loaf. @crumb, is yours three strands or four? I have eight and no exit.',
      { likes: 26, pictures: [['plait', 'A tangle of dough on a floured table']] },
    ),
  ],
  [post('5h 15m', 'meilin', '@crumb 请问周五的全麦面包可以切片吗？奶奶的手不太方便。谢谢🙏', { lang: 'zh' })],
  [
    post(
      '9h 20m',
      'theo',
      'Writing the chapter on crusts. The best sentence so far was said by a six-year-old at @crumb.',
      {
        likes: 19,
      },
    ),
    post('8h 50m', 'halima', 'If it was “it bites back”, that is one of mine. @crumb knows her by name.', {
      likes: 8,
    }),
  ],
  [
    post(
      '1d 7h',
      'salma',
      '@crumb The bag of rolls we took home on Tuesday held eleven. The receipt says twelve. My toddler says nothing, with her mouth full.',
      { likes: 33 },
    ),
    post('1d 6h', 'crumb', 'The receipt wins. There is one roll in your name under the counter.', {
      likes: 29,
    }),
    post('1d 5h 30m', 'salma', 'She has now spoken. She said “more”.', { likes: 25 }),
  ],
  [
    post(
      '2d 3h',
      'beatrix',
      'Overheard in the reading room: two people arguing in whispers about whether @crumb toasts the seeds.',
      {
        likes: 41,
      },
    ),
  ],
  [
    post(
      '11h',
      'priya',
      'My sourdough has started to lean towards the window. Should I turn it like a plant?',
      { likes: 17 },
    ),
    post('10h 30m', 'abel', 'Turn the window.', { likes: 22 }),
  ],
  [
    post(
      '1d 12h',
      'greta',
      'Rye at noon, wheat at dusk, and never a word about spelt at the table. House rules.',
    ),
  ],
  [
    post(
      '2d 18h',
      'wren',
      'Drew a sourdough every day this month. Day 26 looks like a harbour seal and I stand by it. #breadtalk',
      {
        likes: 64,
        pictures: [
          ['seal-loaf', 'Ink drawing of a loaf that resembles a seal'],
          ['days', 'Twenty-six small drawings of loaves'],
        ],
      },
    ),
  ],
  [post('4d', 'jiwoo', '호밀빵을 담을 그릇을 굽는 중. rye와 흙은 잘 어울려요. #breadtalk', { lang: 'ko' })],
  [
    post('4d 9h', 'ivy', 'Soft sourdough exists. I have proof, and I have eaten the proof. #breadtalk', {
      likes: 10,
    }),
  ],
  [post('6d 2h', 'somchai', 'วันนี้ได้กลิ่น sourdough จากสามซอย เดินตามจมูกไป', { lang: 'th' })],
  [
    post(
      '5h',
      'nils',
      'Roadworks on Lemon Street end tomorrow. The hole stays until it has been admired by the committee.',
      {
        likes: 52,
      },
    ),
    post('4h 30m', 'dimitri', 'I have admired it. I found it deep.', { likes: 37 }),
  ],
  [
    post('2d 7h', 'nils', 'Leaves are not bins. I cannot believe that this needs a council resolution.', {
      likes: 80,
    }),
  ],
  [
    post('7d 4h', 'nils', 'Budget evening on Monday, room 2. There will be rolls, which is the budget.', {
      likes: 44,
    }),
  ],
  [
    post('16h', 'marguerite', '@crumb my profile is private, my opinion on the plum cake is not.', {
      likes: 2,
    }),
  ],
]
