import { post, type WrittenThread } from './written.ts'

/** Bread talk from near and far under one hashtag. */
export const sourdoughThreads: readonly WrittenThread[] = [
  [
    post(
      '28m',
      'salma',
      'My starter has climbed out of the jar, over the fruit bowl and onto the toddler. Is this good? #sourdough',
      { likes: 12 },
    ),
    post('20m', 'priya', '@salma Very good for the starter. Is the toddler at room temperature?', {
      likes: 21,
    }),
  ],
  [
    post('1h 15m', 'haruki_m', '三回目でやっと膨らんだ。写真では伝わらないけれど、音がいい。 #sourdough', {
      likes: 19,
      pictures: [['boule', '丸いパン。表面に葉の模様の切れ目']],
    }),
  ],
  [
    post('2h 40m', 'leo_t', 'named my starter rent because i have to feed it every month #sourdough', {
      likes: 73,
      boosts: 14,
    }),
  ],
  [
    post(
      '3h 30m',
      'ivy',
      'Honest question: can one freeze a starter, or is that how horror films begin? #sourdough',
    ),
    post(
      '3h 20m',
      'casimir',
      '@ivy Dry it on paper, crumble it, keep it in a tin. Ours came through two winters that way.',
      { likes: 11 },
    ),
  ],
  [
    post(
      '5h 15m',
      'breadbot',
      'Daily loaf fact: a loaf “sings” because its crust cools faster than its crumb and cracks by the thousand. #sourdough #breadfacts',
      { likes: 44, boosts: 20 },
    ),
  ],
  [
    post(
      '7h 5m',
      'priya',
      'New flour from a stone mill on the coast arrived: rye, falling number 210. I have cleared my weekend and warned my family. #sourdough',
      { likes: 57, boosts: 6, pictures: [['flour', 'A paper sack of flour with a hand-drawn mill on it']] },
    ),
  ],
  [post('12h 10m', 'yael', 'החלה של השבוע יצאה כמו כרית. כמעט נרדמתי עליה. #sourdough', { likes: 14 })],
  [
    post('17h', 'dimitri', 'Nobody needs to name their starter. It is a paste. #sourdough', { likes: 8 }),
    post('16h 50m', 'beatrix', '@dimitri Gerald heard that.', { likes: 38, boosts: 4 }),
    post('16h 40m', 'dimitri', '@beatrix Apologies to Gerald.', { likes: 52 }),
  ],
  [
    post(
      '22h 30m',
      'coinparcel',
      'Earn 300 a day with #sourdough #passiveincome !! No baking needed!! https://boost-now.example/coin',
    ),
  ],
  [
    post('1d 3h', 'somchai', 'ลองทำซาวร์โดครั้งแรก แมวเดินเหยียบแป้ง เลยมีลายรอยเท้า สวยดีเหมือนกัน #sourdough', {
      likes: 41,
      boosts: 5,
    }),
  ],
  [
    post(
      '1d 8h',
      'sunniva',
      'Buckwheat, rice, psyllium, patience. It rose! It fell. It rose again, and this time it meant it. #sourdough #glutenfree',
      { likes: 26 },
    ),
  ],
  [
    post(
      '1d 14h',
      'mathilde',
      'Mon levain a dix ans aujourd’hui. Il est plus vieux que mes meilleurs ciseaux à bois et de meilleure humeur. #sourdough',
      { likes: 33 },
    ),
  ],
  [
    post(
      '1d 21h',
      'breadbot',
      'Daily loaf fact: salt slows fermentation, and forgetting it slows only the baker’s appetite. #sourdough #breadfacts',
      { likes: 30, boosts: 8 },
    ),
  ],
  [
    post('2d 12h', 'ines', 'Baked at four because my body still thinks that is a time. #sourdough', {
      likes: 24,
    }),
  ],
  [
    post('3d 1h', 'jiwoo', '발효종 이름을 “월급”으로 지었다. 잠깐 부풀었다가 사라진다. #sourdough', {
      likes: 66,
      boosts: 13,
    }),
  ],
  [
    post('3d 9h', 'zofia', 'Is it normal that it smells of nail varnish? #sourdough'),
    post(
      '3d 8h',
      'priya',
      '@zofia It is hungry! Feed it twice a day for two days. It is not dead. It is never dead.',
      { likes: 17 },
    ),
    post('3d 7h', 'zofia', '@priya it lives!! thank you', { likes: 9 }),
  ],
  [
    post(
      '5d 10h',
      'josip',
      'Moja baba nije znala riječ “hidratacija”, a kruh joj je bio bolji od svih vaših. #sourdough',
      { likes: 37 },
    ),
  ],
  [
    post(
      '6d 15h',
      'theo',
      'A theory: people do not queue for bread. They queue for the ten minutes in which nobody can ask them for anything. #sourdough',
      { likes: 210, boosts: 64 },
    ),
  ],
  [post('9d 12h', 'meilin', '用老面做的馒头和用酸种做的面包，其实是表兄弟。#sourdough', { likes: 22 })],
  [post('10d 9h', 'noor', 'خبز العجين المخمر مع العسل والزعتر: هذا هو الفطور. #sourdough', { likes: 25 })],
  [
    post(
      '12d 10h',
      'greta',
      'Mein Sauerteig und ich führen eine offene Beziehung: Er geht, wenn er will. #sourdough',
      { likes: 48, boosts: 9 },
    ),
  ],
  [
    post('18d 4h', 'lucia', 'He entrevistado a ministros más fáciles que esta masa madre. #sourdough', {
      likes: 71,
      boosts: 15,
    }),
  ],
  [
    post(
      '23d 8h',
      'breadbot',
      'Daily loaf fact: the oldest known bread is older than farming. Somebody got up early even then. #sourdough #breadfacts',
      { likes: 52, boosts: 17 },
    ),
  ],
  [
    post('29d 6h', 'priya', 'People ask for my schedule. It is: I am late, the dough is not. #sourdough', {
      likes: 93,
      boosts: 12,
    }),
  ],
  [
    post(
      '36d 9h',
      'wren',
      'Commission of the week: a portrait of somebody’s starter, in oils, with a small hat. #sourdough',
      {
        likes: 104,
        boosts: 28,
        pictures: [['starter-portrait', 'Painted portrait of a bubbling jar wearing a small velvet hat']],
      },
    ),
  ],
  [post('45d 7h', 'haruki_m', '粉と水と塩だけなのに、毎回ちがう顔をする。 #sourdough', { likes: 40 })],
  [
    post(
      '58d 5h',
      'casimir',
      'Forty years of this starter. It has outlived two millers, one roof and every fashion. #sourdough',
      { likes: 77, boosts: 19 },
    ),
  ],
  [post('76d 3h', 'leo_t', 'flat. flat. flat. EDIBLE. flat. #sourdough', { likes: 60 })],
  [
    post(
      '90d 2h',
      'salma',
      'Two toddlers have discovered that dough is a toy. I have discovered that it bakes anyway. #sourdough',
      { likes: 46 },
    ),
  ],
  [
    post(
      '108d',
      'breadbot',
      'Daily loaf fact: a baker’s dozen is thirteen because short weight was once punished. #sourdough #breadfacts',
      { likes: 35, boosts: 11 },
    ),
  ],
]
