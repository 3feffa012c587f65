import { post, type WrittenThread } from './written.ts'

/** What is said on X: shorter, louder, and half of it not to the bakery but about what it bakes. */
export const threads: readonly WrittenThread[] = [
  [
    post(
      '6d 2h',
      'crumb',
      'We are on here now, mostly to listen. The bread is on Lemon Street, as ever. Opening hours: example.com/hours',
      { likes: 41 },
    ),
    post('6d 1h 50m', 'ferdi', 'About time. Who has the keys to the account, and is she covered in flour?', {
      likes: 12,
    }),
    post('6d 1h 30m', 'crumb', 'Three of us. All of us.', { likes: 30 }),
    post('6d 1h', 'odalys', '@crumb Then the bandstand welcomes you too, with both arms & one trombone.'),
  ],
  [
    post(
      '3h 40m',
      'oskar',
      '@crumb 11 kg on the bike, one wheel complaining. Is the side door open before six?',
    ),
  ],
  [
    post(
      '2h 5m',
      'halima',
      '@crumb Is there anything without nuts for 28 children on Friday? Two of them really, really mean it.',
      { likes: 3 },
    ),
  ],
  [
    post(
      '1h 25m',
      'leo_t',
      '@crumb the till says you owe me 40 cents. i dont want it. i want the seedy one',
      {
        was: [[4, '@crumb the till says you owe me 40 cents']],
      },
    ),
  ],
  [post('50m', 'haruki_m', '@crumb 土曜日の市場に出ますか？一番大きいサワードウを予約したいです。🍞🙏')],
  [post('35m', 'noor', '@crumb هل الخبز الأسمر متوفر غداً صباحاً؟ أحتاج إلى ثلاثة أرغفة.')],
  [
    post(
      '22m',
      'beatrix',
      '@crumb The reading starts at seven. If <bread> > <cake>, bring bread & a knife. The list is at https://example.org/evening?seats=40',
    ),
  ],
  [
    post(
      '20h',
      'dimitri',
      '@crumb Your croissant yesterday: 7/10. The tenth was missing. I ate it on the way.',
      {
        likes: 19,
        pictures: [['croissant', 'Two thirds of a croissant on a paper bag']],
      },
    ),
    post('19h 30m', 'crumb', 'We accept the seven and are looking for the tenth.', { likes: 25 }),
    post('19h', 'dimitri', '@crumb Look under the counter. I heard it laugh.', { likes: 8 }),
  ],
  [
    post(
      '1d 3h',
      'gwen',
      '@crumb Forty altos, one kitchen, no cake. Can you do anything about the third part?',
    ),
    post('1d 2h 40m', 'crumb', 'Forty slices of plum cake by six. The altos you must bring yourself.'),
    post('1d 2h 30m', 'gwen', '@crumb They are here already. They are humming.', { likes: 6 }),
  ],
  [
    post(
      '4h 30m',
      'priya',
      'Day nine of my sourdough. It has risen further than I have today. Is it meant to smell of apples?',
      { likes: 7 },
    ),
    post('4h 10m', 'theo', '@priya Apples are fine. Nail varnish is not. Feed it.', { likes: 4 }),
  ],
  [post('9h', 'ivy', 'Anyone in Lindenbrook who bakes sourdough without seeds? My teeth have opinions.')],
  [
    post(
      '15h',
      'casimir',
      'The oven at the mill is free on Thursdays. Bring your own sourdough and somebody to talk to.',
      {
        likes: 16,
      },
    ),
  ],
  [
    post(
      '1d 6h',
      'jiwoo',
      '사워도우 빵 굽는 그릇이 다시 나왔어요. 도자기는 무겁고, 빵은 가볍고. #sourdough',
      {
        pictures: [['bread-bowl', '']],
      },
    ),
  ],
  [
    post(
      '1d 20h',
      'mathilde',
      'Le sourdough de Lindenbrook vaut le détour, même par vent contraire. On en parle ici : https://example.net/pain',
    ),
  ],
  [post('2d 4h', 'greta', 'Wer hat noch Sourdough-Ansatz übrig? Meiner ist über die Feiertage verstummt.')],
  [
    post(
      '2d 9h',
      'marguerite',
      'For everybody who asked how my late husband made his sourdough, here it is, and please do not ask again before Easter. You take a cup of what is left from the last time, a cup of rye, a cup of water that has stood overnight beside the stove, and you talk to it while you stir, because he always did, and you leave it alone for exactly as long as it takes to walk to the harbour and back by the upper road. #sourdough',
      { likes: 88, boosts: 21 },
    ),
  ],
  [
    post(
      '3d 2h',
      'bramble',
      'Green flour sacks, natural dye, smells of moss. One has sourdough on it. One always does.',
    ),
  ],
  [
    post('3d 8h', 'somchai', 'ลองทำ sourdough ครั้งแรก หน้าตาแปลกแต่อร่อยดี 🍞'),
    post('3d 7h', 'zofia', '@somchai Strange looks are the crust’s business.', { likes: 3 }),
  ],
  [
    post(
      '4d 5h',
      'rufus',
      'Soup of the day: leek. Bread of the day: sourdough from Lemon Street. Bread of every day, really.',
      {
        likes: 12,
      },
    ),
  ],
  [
    post(
      '5d 1h',
      'lucia',
      'Mi hermana dice que el sourdough de @crumb le cambió el martes. No ha explicado más.',
    ),
  ],
  [
    post(
      '2d',
      'breadbot',
      'Sourdough tip 214: if it floats, it is ready. If you float, sit down. #sourdough',
    ),
  ],
  [post('7h', 'growth_wizard88', '@crumb DM us to 10x your bakery!! 🚀🚀 example.com/boost', { likes: 0 })],
  [
    post('5d 6h', 'pip', 'does sourdough get lonely', { gone: true }),
    post('5d 5h', 'ana', '@pip Only at night. Talk to it.'),
  ],
]
