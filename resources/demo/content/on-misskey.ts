import { post, type WrittenThread } from './written.ts'

/**
 * Notes on the town's Misskey, where words move, sparkle and wear ruby. `[quote]` in front makes a post quote what it
 * answers.
 */
export const threads: readonly WrittenThread[] = [
  [
    post(
      '38m',
      'haruki_m',
      '@crumb $[tada 食パン] は今日もう焼けましたか？ $[ruby 酵母 こうぼ]の匂いが駅まで届いています :sourdough:',
      { likes: 6 },
    ),
  ],
  [
    post(
      '1h 5m',
      'pip',
      '@crumb is the **cinnamon** thing from yesterday coming back, or was that a *dream*? `croissant --spiral`',
      { likes: 4 },
    ),
  ],
  [
    post('2h 10m', 'wren', 'Drew the bakery window from memory. The cat is not from memory. #breadart', {
      pictures: [['window-drawing', 'Ink drawing of a bakery window with a sleeping cat in it']],
      likes: 31,
      boosts: 7,
    }),
    post('1h 40m', 'jiwoo', 'The cat is the best part. May I put it on a plate?', { likes: 5 }),
    post('1h 20m', 'wren', 'On a bread plate, yes. @crumb would you want six of them?', { to: 1, likes: 8 }),
  ],
  [
    post(
      '3h',
      'crumb',
      'Rye is out. It is dark, it is heavy, it does not care about the weather. #rye #sourdough',
      {
        likes: 22,
        boosts: 3,
      },
    ),
    post('2h 50m', 'casimir', 'The flour cares about the weather. A little. Ask me tomorrow.', { likes: 9 }),
    post('2h 30m', 'theo', '[quote] @crumb This is the loaf I was telling you all about. Slice it thin.', {
      to: 0,
      likes: 12,
    }),
    post(
      '2h 20m',
      'beatrix',
      'Is there caraway in it this time? Last week there was, and nobody warned me.',
      {
        to: 0,
      },
    ),
  ],
  [
    post('5h', 'meilin', '@crumb 请问黑麦面包可以冷冻吗？一个人吃不完一整个。', { likes: 2 }),
    post('4h 30m', 'crumb', '@meilin 可以的。先切片，再冷冻，吃之前烤一下就好。', { likes: 7 }),
    post('4h 20m', 'meilin', '@crumb 太好了，谢谢！今天下午去买两个。', { likes: 3 }),
  ],
  [
    post(
      '6h 15m',
      'odalys',
      '@crumb the Friends of the Old Bandstand need ninety rolls for the 30th. Ninety. I counted *twice*.\n\n> rolls are not a meal\n> (the treasurer)\n\nThe treasurer is wrong.',
    ),
  ],
  [post('7h', 'yael', '@crumb האם יש חלה ביום שישי? אפשר להזמין שתיים? 🌾', { likes: 1 })],
  [
    post('8h 40m', 'zofia', '@crumb my loaf had a piece of blue string in it. I have kept the string.', {
      visibility: 'direct',
    }),
  ],
  [
    post('9h', 'gwen', '@crumb do you still do the day-old bag? I could collect it after four.', {
      visibility: 'private',
    }),
    post('8h 50m', 'crumb', '@gwen we do. It is by the door, with your name on it.', {
      visibility: 'private',
    }),
  ],
  [
    post(
      '11h',
      'bramble',
      'crumb misskey debut!!! $[jelly :blobcat_bread:] $[spin.speed=3s bread] #sourdough',
      {
        likes: 17,
        boosts: 4,
      },
    ),
  ],
  [
    post(
      '14h',
      'salma',
      'Night shift verdict: the bakery’s rolls survive eleven hours in a locker. #sourdough #nightshift',
      { warning: 'food, hospital', likes: 26 },
    ),
    post('13h 30m', 'tomas', 'So do clocks. I have tried.', { likes: 11 }),
  ],
  [
    post('16h', 'greta', 'Frage an alle: Roggenbrot zu Linsensuppe, ja oder ja? #sourdough', { likes: 8 }),
    post('15h 40m', 'oskar', 'Ja.', { likes: 4 }),
    post('15h 10m', 'ines', 'Sim, mas com azeite.', { to: 0, likes: 3 }),
  ],
  [
    post('20h', 'noor', '@crumb العسل الجديد جاهز. هل تريدون عشرين برطماناً كالعام الماضي؟', { likes: 5 }),
    post('19h', 'crumb', '@noor yes please, twenty again. Casimir can bring them down with the flour.'),
    post('18h 30m', 'noor', '@crumb تم. مع الطحين يوم الثلاثاء.', { likes: 2 }),
  ],
  [
    post(
      '1d 2h',
      'leo_t',
      '@crumb [this is your oven?](https://oven.example/watch?v=38) it has more subscribers than me',
      {
        likes: 41,
        boosts: 12,
      },
    ),
    post('1d 1h', 'crumb', '@leo_t it works longer hours than you.', { likes: 58 }),
  ],
  [
    post('1d 5h', 'abel', 'Bread in one hand, rope in the other, fog everywhere. Good morning. #sourdough', {
      likes: 19,
    }),
  ],
  [
    post('2d', 'coinparcel', '@crumb turn your DOUGH into REAL dough!!! https://coinparcel.example/join', {
      likes: 0,
    }),
  ],
  [post('2d 3h', 'breadbot', 'Loaves in Lindenbrook today: 212. Yesterday: 209. #breadcount', { likes: 2 })],
  [
    post(
      '3d',
      'priya',
      'How long does a starter live without food? Asking for the jar behind my monitor. #sourdough',
    ),
    post(
      '2d 23h',
      'crumb',
      '@priya longer than you fear, shorter than you hope. Feed it tonight. #sourdough',
      {
        likes: 14,
      },
    ),
    post('2d 22h', 'priya', '@crumb it burped at me. Thank you!', { likes: 6 }),
  ],
  [
    post('4d', 'mathilde', 'Petit pain, grand bonheur. #sourdough', {
      pictures: [['roll-in-the-sun', '']],
      likes: 13,
    }),
  ],
  [
    post(
      '6d',
      'crumb',
      'We are here now too. We have no idea what a “misskey” is, but the cat explained it.',
      { likes: 64, boosts: 20 },
    ),
  ],
]
