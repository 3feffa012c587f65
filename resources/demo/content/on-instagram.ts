import { post, type WrittenThread } from './written.ts'

/** Pictures of the bakery, and what is said below them. */
export const threads: readonly WrittenThread[] = [
  [
    post('4h', 'crumb', 'Five in the morning, second batch. #sourdough #lindenbrook', {
      likes: 212,
      pictures: [['batch', 'Loaves on a cooling rack in blue morning light']],
    }),
    post('3h 30m', 'priya', 'That ear! What hydration is this?'),
    post('3h', 'wren', 'May I draw it? 🖊️', { to: 0 }),
    post('2h 10m', 'leo_t', 'is there any left at like noon', { to: 0 }),
  ],
  [
    post('1d 6h', 'crumb', 'The cinnamon snail, up close.', {
      likes: 388,
      pictures: [['snail', 'A cinnamon bun from above, its spiral filling the picture']],
    }),
    post('1d 5h', 'pip', 'I am crying', { likes: 9 }),
    post('1d 4h 30m', 'crumb', 'Saturday, from seven. Bring a tissue.', { likes: 14 }),
    post('1d 4h', 'mathilde', 'On dirait une rosace de violon.', { to: 0, lang: 'fr', likes: 7 }),
    post('20h', 'meilin', '周六还有吗？我下班才能来。', { to: 0, lang: 'zh' }),
  ],
  [
    post('5d', 'crumb', 'Flour day. 400 kilos, two trolleys, one song.', {
      likes: 97,
      pictures: [['flour', 'Sacks of flour stacked in a doorway']],
    }),
    post('4d 22h', 'casimir', 'And one mill that says thank you.'),
    post('4d 21h', 'crumb', 'The mill knows which song.', { likes: 5 }),
    post('4d 18h', 'coinparcel', 'Your account wins a GIFT, confirm at https://coinparcel.example', {
      to: 0,
    }),
  ],
]
