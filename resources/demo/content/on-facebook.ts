import { post, type WrittenThread } from './written.ts'

/** The bakery's Page: its own posts with what is said below them, and what visitors post themselves. */
export const threads: readonly WrittenThread[] = [
  [
    post(
      '3h 10m',
      'crumb',
      'New on the shelf: a spelt loaf with caraway. Twelve of them, then we wait for the mill.',
      {
        likes: 41,
        pictures: [['spelt', 'A round dark loaf with a cross cut into its crust']],
      },
    ),
    post('2h 50m', 'gwen', 'Caraway as in strong caraway, or caraway as in a rumour of caraway?'),
    post('2h 35m', 'rufus', 'Do you keep one until closing? The pub would like to try it with the soup.', {
      to: 0,
    }),
    post('1h 20m', 'marguerite', 'Is there milk in it? I have to ask for my grandson.', { to: 0 }),
  ],
  [
    post(
      '1d 5h',
      'crumb',
      'Order list for the holidays opens on Monday. One form, one page, no account needed: https://crumb.example/orders',
      {
        likes: 67,
        boosts: 12,
      },
    ),
    post('1d 4h', 'halima', 'Can the school order as one, or does every family fill it in?'),
    post(
      '1d 3h 40m',
      'crumb',
      'One form for the whole class is best. Write the number of rolls into the last field and we call you.',
      {
        likes: 4,
      },
    ),
    post('1d 3h 20m', 'halima', 'Perfect. Twenty-eight, then.'),
    post('26h', 'josip', 'Obrazac ne radi na mom telefonu. Što da radim?', { to: 0, lang: 'hr' }),
    post('9h', 'dimitri', 'The form asks for a fax number. Whose?', { to: 0, likes: 19 }),
  ],
  [
    post(
      '2d 8h',
      'crumb',
      'We are looking for somebody who likes early mornings. Four days a week, from four to eleven, bread included.',
      {
        likes: 88,
        boosts: 31,
      },
    ),
    post('2d 7h', 'leo_t', 'is eleven in the morning or'),
    post('2d 6h 50m', 'crumb', 'In the morning, Leo. All of it is in the morning.', { likes: 52 }),
    post('2d 6h 30m', 'zofia', 'I arrive in spring. Is it too late to apply then?', { to: 0 }),
    post('2d 5h', 'crumb', 'Not too late. Write to us when you are here and we bake a shift together.', {
      likes: 15,
    }),
    post('2d 2h', 'growth_wizard88', 'GET 10000 APPLICANTS in 24h!!! click https://boost-now.example/hire', {
      to: 0,
    }),
  ],
  [
    post(
      '4d',
      'crumb',
      'The oven rests on Thursday for its yearly check. Bread comes from the reserve: plain, honest, a day old, half price.',
      {
        likes: 23,
      },
    ),
    post('3d 22h', 'tomas', 'Which Thursday? There are several.'),
    post('3d 21h', 'crumb', 'Next week’s. Thank you for asking on behalf of all the Thursdays.', {
      likes: 30,
    }),
    post('3d 20h', 'ines', 'A day old is how my grandmother insisted on it.', { to: 0, likes: 11 }),
  ],
  [
    post(
      '7h 30m',
      'odalys',
      'I would like to thank the young man who carried my shopping to the bandstand this morning. He had flour on his ears. I believe he is yours.',
      {
        likes: 34,
      },
    ),
  ],
  [
    post(
      '11h',
      'salma',
      'Opening hours on the Page say Sunday 8 to 12. We stood there at nine with two toddlers and one locked door. What is right?',
    ),
  ],
  [
    post(
      '1d 19h',
      'beatrix',
      'A small complaint: the walnut loaf of yesterday had a piece of string baked into it. I kept the string.',
      {
        pictures: [['string', 'A piece of white string next to a slice of bread']],
      },
    ),
    post(
      '1d 18h',
      'crumb',
      'That must not happen, and we are sorry. It is the string of the flour sack; the sieve is changed. Please come by for a new loaf.',
      {
        likes: 9,
      },
    ),
    post('1d 17h', 'beatrix', 'Kindly done. I shall return the string.', { likes: 12 }),
  ],
  [
    post(
      '5h 45m',
      'oskar',
      'Best thing in this town at six in the morning: a warm roll from @crumb and nobody on the road.',
      {
        likes: 71,
      },
    ),
  ],
  [
    post(
      '15h',
      'theo',
      'Writing about bakeries that still sour their own rye. @crumb, may I come and look over a shoulder on Friday?',
    ),
  ],
  [
    post('6d', 'wren', 'Drew the queue outside @crumb while standing in it. The dog got the best likeness.', {
      likes: 140,
      boosts: 22,
      pictures: [['queue', 'An ink drawing of nine people and a dog in front of a shop']],
    }),
    post('5d 22h', 'crumb', 'We would like to hang this up. The dog has asked for a print.', { likes: 28 }),
  ],
  [
    post(
      '9d',
      'crumb',
      'Which bun should come back in the winter? Say it below; the most wanted one gets a tray of its own.',
      {
        likes: 54,
      },
    ),
    post('8d 23h', 'pip', 'THE CINNAMON SNAIL'),
    post('8d 22h', 'sunniva', 'Anything without gluten, please. I vote with both hands.', {
      to: 0,
      likes: 8,
    }),
    post('8d 21h', 'mathilde', 'Le petit pain aux figues, évidemment.', { to: 0, lang: 'fr' }),
    post('8d 20h', 'haruki_m', 'あんパンに一票。', { to: 0, lang: 'ja' }),
    post('8d 19h', 'noor', 'كعكة الهيل من فضلكم 🌿', { to: 0, lang: 'ar' }),
    post('8d 10h', 'crumb', 'The cinnamon snail wins by one vote, and the vote was in capitals.', {
      to: 0,
      likes: 47,
    }),
  ],
  [
    post(
      '16d',
      'ferdi',
      'Market stall plan for the winter is out. You have the corner again. Do not tell the others that I like you.',
      {
        likes: 17,
      },
    ),
    post('15d 20h', 'crumb', 'Not a word. Thank you, Ferdi.', { likes: 6 }),
  ],
]
