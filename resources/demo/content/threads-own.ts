import { post, type WrittenThread } from './written.ts'

/** What the bakery says by itself, and what came of it. */
export const ownThreads: readonly WrittenThread[] = [
  [
    post(
      '20h',
      'crumb',
      'Today’s shelf, left to right: seeded, rye, oat (own tins), walnut, and one loaf that looked at us strangely. The strange one is half price. #townmarket',
      {
        likes: 34,
        boosts: 5,
        pictures: [['shelf', 'Five loaves on a wooden shelf; the last one leans to the side']],
      },
    ),
    post('19h 50m', 'pip', 'I WANT THE STRANGE ONE'),
    post('19h 40m', 'bramble', 'We have all been the strange one.', { to: 0, likes: 12 }),
    post('19h 30m', 'crumb', 'Update: the strange one has found a home. Thank you, everybody.', {
      to: 0,
      likes: 29,
    }),
  ],
  [
    post(
      '1d 18h',
      'crumb',
      'Somebody left a single red glove at the till. It is left-handed, wool, and well loved. It waits next to the sugar.',
      { likes: 15, boosts: 9 },
    ),
    post('1d 17h', 'beatrix', '@crumb The library has three more. All left. I begin to suspect something.'),
    post('1d 16h 40m', 'crumb', '@beatrix A person with two left hands, or a very careful thief.', {
      likes: 21,
    }),
  ],
  [
    post(
      '2d 22h',
      'crumb',
      'Price change from the first of the month: bread goes up by 20 cents, buns by 10, because flour did. The oat loaf stays as it is. It is on the door too, and yes, we will write it bigger.',
      { likes: 18, boosts: 4 },
    ),
    post('2d 21h', 'dimitri', '@crumb Bigger is good. Ink would be better.'),
    post('2d 20h', 'crumb', '@dimitri Ink it is. Give us until the weekend.', { likes: 16 }),
  ],
  [
    post(
      '4d 6h',
      'crumb',
      'The big mixer is back from the Fix & Mend table. It was a fuse. Six people, two pots of tea, one fuse. We owe you all a cake.',
      { likes: 48, boosts: 7 },
    ),
    post('4d 5h', 'tomas', '@crumb I held the torch. I would like that noted.'),
    post('4d 4h 50m', 'crumb', '@tomas Noted. The torch bearer gets the corner piece.', { likes: 13 }),
  ],
  [
    post(
      '7d 20h',
      'crumb',
      'A question for the people who bake at home: what stopped you the first time? We are putting together an evening and want to start where it hurts. #sourdough',
      { likes: 27, boosts: 15 },
    ),
    post('7d 19h', 'leo_t', '@crumb the word levain'),
    post(
      '7d 18h 30m',
      'priya',
      '@crumb Being told I killed mine. You can hardly kill them! Nobody says so.',
      { to: 0, likes: 33 },
    ),
    post('7d 18h', 'ivy', '@crumb Feeding it felt like having a pet that judges me.', { to: 0, likes: 19 }),
    post('7d 17h', 'somchai', '@crumb อากาศร้อนชื้น แป้งขึ้นเร็วเกินไปครับ', { to: 0 }),
    post(
      '7d 16h',
      'crumb',
      'This is gold, thank you. First page of the evening: “It is not dead, it is hungry.”',
      { to: 0, likes: 55, boosts: 11 },
    ),
  ],
  [
    post(
      '10d 20h',
      'crumb',
      'We open at 6:30 tomorrow instead of 6:00. The oven floor wants a rest, and so does Mina.',
      { likes: 22 },
    ),
  ],
  [
    post(
      '14d 20h',
      'crumb',
      'Biscuit the hamster was NOT found in our flour. He was found in the school’s. We mention it because eleven people asked, and because the inspector was one of them.',
      { likes: 132, boosts: 31 },
    ),
    post('14d 19h', 'halima', '@crumb Year 4 sends its apologies and a drawing.', {
      pictures: [
        ['hamster', 'A child’s drawing of a very round hamster in a sack, with the words SORRY BAKERS'],
      ],
    }),
    post('14d 18h', 'crumb', '@halima It hangs above the mixer. He looks like one of us.', { likes: 41 }),
  ],
  [
    post(
      '20d 20h',
      'crumb',
      'Market day: stall 3, from seven. Bring a bag, bring change, bring the neighbour who says our walnut loaf is too dear; we will cut him a slice. #townmarket',
      { likes: 30, boosts: 6 },
    ),
    post('20d 18h', 'dimitri', 'The neighbour was me. The slice was adequate.', { likes: 74 }),
  ],
  [
    post(
      '27d 20h',
      'crumb',
      'Thank you to whoever returned the tin, washed, with a note saying “we are not sorry”. We know your handwriting, choir.',
      { likes: 66, boosts: 8 },
    ),
  ],
  [
    post(
      '35d 20h',
      'crumb',
      'Allergens, in plain words: the folder lies next to the till and hangs at the stall. Every page has a date. If something is not in it, ask, and if we do not know, we will say so and not guess.',
      { likes: 51, boosts: 19 },
    ),
  ],
  [
    post(
      '48d 20h',
      'crumb',
      'We burnt a tray. Forty buns. The whole street knows; the whole street smelled it. Ten minutes late today, sorry.',
      { likes: 39 },
    ),
    post('48d 19h', 'oskar', '@crumb I thought it was my brakes.'),
    post('48d 18h', 'crumb', '@oskar Please also check your brakes.', { likes: 43 }),
  ],
  [
    post(
      '70d 20h',
      'crumb',
      'Summer hours end on Sunday. Back to Tuesday to Saturday, 6:30 to 14:00, and soup on Fridays.',
      { likes: 26, boosts: 3 },
    ),
  ],
  [
    post(
      '95d 20h',
      'crumb',
      'Thirty-four degrees. The butter has resigned. Open until eleven today, then we all lie down.',
      { likes: 57, boosts: 6 },
    ),
  ],
  [
    post(
      '115d 20h',
      'crumb',
      'Hello! We are a bakery. We will mostly talk about bread, answer what you ask, and admit it when we burn things. :crumb:',
      { likes: 88, boosts: 21 },
    ),
    post('115d 18h', 'ferdi', '@crumb About time. Welcome to the square.'),
    post('115d 17h', 'crumb', '@ferdi Thank you, neighbour. Same corner as on Saturdays?', { likes: 9 }),
  ],
]
