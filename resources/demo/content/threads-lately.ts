import { post, type WrittenThread } from './written.ts'

/** Conversations of the last two weeks that the bakery has answered. */
export const latelyThreads: readonly WrittenThread[] = [
  [
    post(
      '10h 20m',
      'tomas',
      '@crumb Your wall clock is seven minutes fast, I saw it through the window. Shall I come by, or is it on purpose?',
    ),
    post(
      '10h 5m',
      'crumb',
      '@tomas On purpose! It gets the night shift home on time. But it does tick like a limp. Thursday after two?',
    ),
    post('9h 58m', 'tomas', '@crumb Thursday after two. By whose clock?'),
    post('9h 50m', 'crumb', '@tomas By yours. We would not dare.', { likes: 14 }),
  ],
  [
    post(
      '13h',
      'kwame',
      '@crumb The bun I ate at four in the morning between two house calls was the best decision I made all night. Thank whoever put it in the honesty box.',
    ),
    post(
      '12h 40m',
      'crumb',
      '@kwame That was Mina on the night shift. She has read this out loud twice. Thank you for the other decisions too.',
      { likes: 22 },
    ),
  ],
  [
    post(
      '15h 10m',
      'beatrix',
      '@crumb For Thursday evening: five loaves, yes, but could one be cut by hand in front of people? The knife is half the show.',
    ),
    post('14h 50m', 'crumb', '@beatrix Gladly. Do you have a board, or do we bring the big one?'),
    post('14h 44m', 'beatrix', '@crumb We have a board. It says “atlas” on it. Please bring yours.'),
    post('14h 30m', 'crumb', '@beatrix Bringing ours. And a cloth for the atlas, just in case.'),
  ],
  [
    post(
      '18h',
      'casimir',
      '@crumb Your rye is on Thursday’s cart. The bridge shuts Monday, so next week it comes by Harbour Road, an hour later. Falling number 210.',
    ),
    post(
      '17h 45m',
      'crumb',
      '@casimir Thank you! An hour later is fine, we will sleep in until three. Will the spelt be on it too?',
    ),
    post('17h 30m', 'casimir', '@crumb Spelt too. And the cat, if nobody looks.'),
    post('17h 20m', 'crumb', '@casimir We have a cat. They would form a union.', { likes: 17, boosts: 3 }),
  ],
  [
    post(
      '1d 1h',
      'leo_t',
      '@crumb what time do the day-old buns go half price. asking for a friend. the friend is my bank account',
    ),
    post('1d 50m', 'crumb', '@leo_t 13:30, on the left shelf. Tell your friend the cheese ones keep best.'),
    post('1d 45m', 'leo_t', '@crumb my friend wept'),
    post('1d 40m', 'crumb', '@leo_t We have tissues at the till. They are not half price.', { likes: 31 }),
  ],
  [
    post(
      '1d 4h',
      'odalys',
      '@crumb The Friends of the Old Bandstand wish to report that the sixty-first cake has been found. It was in the choir.',
    ),
    post('1d 3h 50m', 'gwen', '@odalys @crumb The choir has no comment.'),
    post('1d 3h 40m', 'crumb', '@gwen @odalys The bakery would like its tin back.', { likes: 45, boosts: 6 }),
  ],
  [
    post(
      '1d 7h',
      'marguerite',
      '@crumb The queue on Saturday went past the fountain. At my age that is a walk, not a queue. Could there be a chair?',
    ),
    post(
      '1d 6h 30m',
      'crumb',
      '@marguerite You are right. There will be two chairs by the door from this Saturday, and if you wave, somebody comes out to you. Sorry it took us so long to think of it.',
    ),
  ],
  [
    post('1d 9h', 'somchai', '@crumb ขนมปังกล้วยหอมวันเสาร์นี้มีไหมครับ ลูกสาวถามทุกวันเลย'),
    post('1d 8h 40m', 'crumb', '@somchai มีครับ! เราจะเก็บไว้ให้หนึ่งก้อน มารับก่อนเที่ยงนะครับ', { lang: 'th' }),
  ],
  [
    post(
      '1d 12h',
      'ferdi',
      '@crumb Stall plan for Saturday: you keep corner 3, but the jam people want to stand next to you again. Any objections?',
    ),
    post(
      '1d 11h 50m',
      'bramble',
      '@ferdi @crumb We bring the jam, they bring what jam is for. It is nature.',
    ),
    post(
      '1d 11h 30m',
      'crumb',
      '@bramble @ferdi No objections. We will bring the heels of the loaves for tasting.',
      { likes: 12 },
    ),
  ],
  [
    post(
      '1d 15h',
      'abel',
      '@crumb Could the lighthouse have two dozen biscuits for Sunday’s tour? Last time the visitors got to step 90 and asked if there was anything at the top besides the view.',
    ),
    post(
      '1d 14h',
      'crumb',
      '@abel Two dozen, shaped like lighthouses, because we cannot help ourselves. Collect Saturday after one?',
    ),
    post('1d 13h 50m', 'abel', '@crumb Saturday after one. You are a beacon. I am not sorry.'),
    post('1d 13h 30m', 'crumb', '@abel We are leaving this one on the wall.', { likes: 19 }),
  ],
  [
    post(
      '1d 20h',
      'nils',
      '@crumb Road notice: Mill Bridge closes Monday for three weeks. Does your flour cart need a permit for Harbour Road before seven?',
    ),
    post(
      '1d 19h 30m',
      'crumb',
      '@nils It does, please: Tuesdays and Thursdays, 5:30 to 6:30. Thank you for asking before and not after.',
    ),
    post(
      '1d 19h 20m',
      'nils',
      '@crumb First time anybody has thanked the roads department. I have told both of us. Permit is in your letter box tomorrow.',
      { likes: 27 },
    ),
    post('1d 19h', 'crumb', '@nils Two buns for the department, then. On us.'),
  ],
  [
    post(
      '2d 3h',
      'sunniva',
      '@crumb I ate the oat loaf and nothing happened. You have no idea how good a sentence that is.',
    ),
    post(
      '2d 2h 30m',
      'crumb',
      '@sunniva We have some idea, and it made our day. Batch 214, own tins, own corner of the oven. It is in the folder.',
      { likes: 33 },
    ),
  ],
  [
    post(
      '2d 20h',
      'ana',
      '@crumb The 6:10 ferry waited ninety seconds this morning because I was at your counter. You did not hear this from me.',
    ),
    post('2d 19h 40m', 'crumb', '@ana Hear what? Your change is on the counter, by the way.'),
    post('2d 19h 30m', 'ana', '@crumb Put it in the tip jar. For the ninety seconds.'),
    post('2d 19h', 'crumb', '@ana The jar says thank you, captain.', { likes: 20 }),
  ],
  [
    post('3d 5h', 'dimitri', '@crumb I counted the raisins. Last week 31, this week 19.'),
    post(
      '3d 4h 40m',
      'crumb',
      '@dimitri We have checked, and you are right: the scoop was swapped. Yours is the only complaint we ever got with a sample size. The next one is free, and you may count it.',
      { likes: 64, boosts: 12 },
    ),
    post('3d 4h 20m', 'dimitri', '@crumb 33. Accepted.'),
    post('3d 4h', 'crumb', '@dimitri We will frame it.'),
  ],
  [
    post(
      '3d 22h',
      'ivy',
      '@crumb Do you deliver to Weir Lane? I have a broken ankle and strong feelings about your rye.',
    ),
    post(
      '3d 21h',
      'crumb',
      '@ivy We do not, but Oskar does, and he goes past your door at nine. Rye tomorrow? We will put it on the slate until you can walk here and argue.',
    ),
    post(
      '3d 20h 50m',
      'oskar',
      '@ivy @crumb I also carry library books and gossip. No charge for the gossip.',
    ),
    post('3d 20h', 'crumb', '@oskar @ivy Then it is settled. One rye, one piece of gossip, nine o’clock.', {
      likes: 28,
    }),
  ],
  [
    post(
      '5d 2h',
      'halima',
      '@crumb 28 children would like to know how the hole gets into the ring biscuit. We have three theories and one of them involves a mouse.',
    ),
    post(
      '5d 1h',
      'crumb',
      '@halima We would love to show them. Could you bring the class at ten on Wednesday week? The mouse will be there, in spirit.',
    ),
    post(
      '5d 50m',
      'halima',
      '@crumb They have voted. It was unanimous, which has never happened. Ten on Wednesday week!',
    ),
    post('5d 40m', 'crumb', '@halima Aprons are ready: 28 small, one large.', { likes: 36 }),
  ],
  [
    post(
      '6d 3h',
      'lucia',
      '@crumb El pan de aceite de ayer: perfecto. La cola: cuarenta minutos. ¿No sería posible reservar por teléfono?',
    ),
    post(
      '6d 2h',
      'crumb',
      '@lucia ¡Gracias! Sí: llame antes de las cinco de la tarde y le guardamos uno con su nombre hasta las once.',
      { lang: 'es' },
    ),
  ],
  [
    post(
      '7d 8h',
      'bramble',
      '@crumb We are three jars of plum ahead of our own bookkeeping. Swap for six rye?',
    ),
    post('7d 7h 40m', 'crumb', '@bramble Four rye and a cinnamon knot.'),
    post('7d 7h 30m', 'bramble', '@crumb Five rye and two knots, and we tell nobody about the burnt tray.'),
    post('7d 7h 20m', 'crumb', '@bramble Done. What burnt tray?', { likes: 25 }),
  ],
  [
    post(
      '8d 4h',
      'kwame',
      '@crumb Your new step is lovely and also the exact height that breaks hips. Could it have a yellow edge?',
    ),
    post('8d 3h 30m', 'crumb', '@kwame Painted at noon, dry by two. Thank you, doctor.'),
  ],
  [
    post(
      '9d 1h',
      'priya',
      '@crumb Your crumb (the inside, not you) looks so even in the gazette’s photo. Do you fold or do you knead?',
      { late: 240 },
    ),
    post(
      '8d 20h',
      'crumb',
      '@priya Both, in that order of affection. Four folds in two hours, then a very short knead, mostly to wake everybody up.',
      { likes: 29 },
    ),
  ],
  [
    post('11d', 'gwen', '@crumb We sang outside your window at six, did you hear?'),
    post('10d 23h', 'crumb', '@gwen We thought it was the dough. It has never risen so fast.', {
      likes: 52,
      boosts: 4,
    }),
  ],
  [
    post(
      '12d 6h',
      'zofia',
      '@crumb I found you because somebody boosted your raisin apology. Is the town always like this?',
    ),
    post('12d 5h', 'crumb', '@zofia On weekdays, yes. On market days it is worse. Come and see!'),
  ],
  [
    post(
      '13d 2h',
      'salma',
      '@crumb Do the fairy cakes contain almonds? Asking with a toddler on each arm, so a yes or no would be heroic.',
    ),
    post('13d 1h 52m', 'crumb', '@salma No. No nuts in anything on the bottom shelf.', { likes: 8 }),
  ],
]
