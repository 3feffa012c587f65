import { post, type WrittenThread } from './written.ts'

/** Talk of the market that names no one in particular: heard by hashtag and keyword only. */
export const marketThreads: readonly WrittenThread[] = [
  [
    post(
      '35m',
      'ferdi',
      'Gale warning for tonight, so: everything on the quay side comes in by six. If your awning flies, it flies to the harbour office and you fetch it there. #townmarket',
      { boosts: 11, likes: 16 },
    ),
  ],
  [
    post(
      '1h 35m',
      'halima',
      'Does anybody know if the market will be on if it blows like this? Twenty-eight small people have bun money and nowhere to spend it. #townmarket',
    ),
    post(
      '1h 20m',
      'ferdi',
      '@halima It will be on. The square is out of the wind behind the clock tower. Bring hats with strings.',
      { likes: 7 },
    ),
  ],
  [
    post(
      '2h 15m',
      'lucia',
      '¿Alguien sabe si el sábado vienen los de las aceitunas? Pregunto por mi hermana, que viene solo por eso. #townmarket',
    ),
  ],
  [
    post(
      '3h 5m',
      'bramble',
      'Quince cheese is ready. It has set so firmly that we cut it with the wire from the old fence. Stall 14. #townmarket',
      { likes: 21, pictures: [['quince', 'Amber slabs of quince cheese on greaseproof paper']] },
    ),
  ],
  [
    post(
      '4h 30m',
      'josip',
      'Sutra svježe srdele na tržnici, ako vjetar dopusti. Ako ne dopusti, sutra nema ničega. #townmarket',
    ),
  ],
  [
    post(
      '6h 20m',
      'wren',
      'Drawing the queue this Saturday. If you are in it and do not want to be a bird, say so now. #townmarket',
      { likes: 61, boosts: 17 },
    ),
    post('6h', 'odalys', '@wren I should like to be a heron.', { likes: 14 }),
    post('5h 50m', 'wren', '@odalys You were always going to be a heron.', { likes: 30 }),
    post('5h 40m', 'dimitri', '@wren A crow.', { to: 0, likes: 25 }),
  ],
  [
    post(
      '8h 40m',
      'tidebot',
      'Lindenbrook: high water 06:52 (5.1 m), low water 13:04 (0.7 m). Spring tide. Harbour Road may be wet. #townmarket #tides',
      { likes: 2, boosts: 4 },
    ),
  ],
  [
    post(
      '11h',
      'ana',
      'Last ferry tonight is the 17:40. If you stay for the bread evening you stay for the night. There are worse fates. #townmarket',
      { likes: 9, boosts: 6 },
    ),
  ],
  [
    post(
      '16h 30m',
      'sunniva',
      'Which stalls at the market have their allergens written down somewhere? I am making a list, a kind one. #townmarket',
    ),
    post('16h', 'bramble', '@sunniva We do! Mustard, mostly. It is on the lid.'),
    post(
      '15h 40m',
      'casimir',
      '@sunniva The mill has one page. It says: wheat, rye, spelt, and Bran the cat.',
      { to: 0, likes: 18 },
    ),
  ],
  [
    post(
      '21h',
      'binday',
      'Tomorrow: PAPER (blue lid). Stalls: cardboard flat and tied, please. #townmarket',
      { likes: 1 },
    ),
  ],
  [
    post(
      '1d 30m',
      'marguerite',
      'There is mud on the market again and nobody has done anything about it since 1974. #townmarket',
      { likes: 12 },
    ),
  ],
  [
    post(
      '1d 2h 30m',
      'oskar',
      'Six deliveries, two hills, one goose. If your box arrives with a feather, you know. #townmarket',
      { likes: 27 },
    ),
  ],
  [
    post(
      '1d 6h',
      'zofia',
      'Moving to Lindenbrook in spring! What do I have to know about the market? #townmarket',
      { likes: 8 },
    ),
    post('1d 5h 50m', 'gwen', '@zofia Come before eight, and never stand between Marguerite and the leeks.', {
      likes: 22,
    }),
    post('1d 5h 40m', 'tomas', '@zofia The tower clock is four minutes slow. Everybody pretends it is not.', {
      to: 0,
      likes: 15,
    }),
    post('1d 5h 20m', 'leo_t', '@zofia left shelf at crumb. 13:30. tell no one', { to: 0, likes: 19 }),
    post('1d 5h', 'zofia', '@leo_t you have told everyone', { likes: 40, boosts: 3 }),
  ],
  [
    post(
      '1d 10h',
      'growth_wizard88',
      '#townmarket #smallbusiness Want to DOUBLE your sales in 7 days??? My secret method, only 49, link in bio 💰💰💰',
      { likes: 0 },
    ),
  ],
  [
    post(
      '1d 16h',
      'noor',
      'عسل الخريف جاهز! سأكون في السوق يوم السبت، الطاولة 9 بجانب النافورة. #townmarket',
      { likes: 13 },
    ),
  ],
  [
    post(
      '1d 22h',
      'rufus',
      'Soup at the Anchor is leek. Bread is from Lemon Street. Company is what you bring. #townmarket',
      { likes: 11 },
    ),
  ],
  [
    post(
      '2d 6h',
      'abel',
      'From the lamp room you can see who is first in the bread queue. I shall take this knowledge to my grave, or to the highest bidder. #townmarket',
      { likes: 35, boosts: 5 },
    ),
  ],
  [
    post(
      '3d 2h',
      'mathilde',
      'J’ai trouvé au marché un vieux violon, trois clés rouillées et un pain de seigle. Je garde le pain. #townmarket',
      { likes: 17 },
    ),
  ],
  [
    post(
      '4d 3h',
      'meilin',
      '周六的集市真热闹。排队买面包的时候，前面的老先生教了我三句本地话，都是骂天气的。#townmarket',
      { likes: 28 },
    ),
  ],
  [
    post(
      '6d 22h',
      'nils',
      'From Monday all stalls need a mat. The council knows what you will say. The council has heard it. #townmarket',
      { likes: 9 },
    ),
    post('6d 21h', 'marguerite', '@nils In 1974 I asked for mats.', { likes: 46, boosts: 7 }),
  ],
  [
    post(
      '8d 10h',
      'jiwoo',
      '이번 토요일에 처음으로 장터에 나갑니다. 그릇 스무 개, 떨리는 마음 하나. #townmarket',
      { likes: 32, boosts: 4 },
    ),
  ],
  [
    post(
      '13d 23h',
      'theo',
      'Went to Lindenbrook for the market and missed the ferry back on purpose. Notes to follow in Sunday’s letter. #townmarket',
      { likes: 84, boosts: 16 },
    ),
  ],
  [post('20d 23h', 'pip', 'first market!! bought a bun. ate bun. bought bun. #townmarket', { likes: 51 })],
  [
    post(
      '27d 22h',
      'greta',
      'Drei Stunden auf dem Markt, vier Käse probiert, fünf Wortspiele gemacht, sechs Leute verloren. #townmarket',
      { likes: 20 },
    ),
  ],
  [
    post(
      '34d 22h',
      'ivy',
      'Sold eleven hats and a tea cosy that somebody insists is also a hat. #townmarket',
      { likes: 29 },
    ),
  ],
  [
    post(
      '41d 22h',
      'kwame',
      'Reminder from the surgery: the market’s chilli tasting is a tasting. You do not have to win it. #townmarket',
      { likes: 63, boosts: 12 },
    ),
  ],
  [
    post(
      '55d 22h',
      'beatrix',
      'The library stall sold forty books and was given fifty-two. This is not how stalls work, I am told. #townmarket',
      { likes: 45 },
    ),
  ],
  [
    post(
      '83d 22h',
      'bramble',
      'It is 34 degrees. We are the only stall with ice and we have become kings. #townmarket',
      { likes: 58, boosts: 9 },
    ),
  ],
  [post('111d 22h', 'somchai', 'พริกที่ปลูกเองขายหมดภายในสิบห้านาที ปีหน้าจะปลูกเพิ่ม #townmarket', { likes: 16 })],
]
