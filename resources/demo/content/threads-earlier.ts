import { post, type WrittenThread } from './written.ts'

/** Conversations from two weeks to four months ago, all of them answered. */
export const earlierThreads: readonly WrittenThread[] = [
  [
    post('15d 3h', 'oskar', '@crumb Cake for Weir Lane delivered. Level all the way. There was a goose.'),
    post('15d 2h', 'crumb', '@oskar Is the goose all right?'),
    post('15d 1h 50m', 'oskar', '@crumb The goose is better than me.'),
    post('15d 1h 30m', 'crumb', '@oskar Bun for you, crust for the goose. Thank you!', {
      likes: 40,
      boosts: 5,
    }),
  ],
  [
    post(
      '17d',
      'mathilde',
      '@crumb Le pain aux noix d’hier chantait encore en sortant du sac. Merci. Quel est votre secret ?',
    ),
    post(
      '16d 23h',
      'crumb',
      '@mathilde Merci ! Un four très chaud, et ne pas le déranger. Comme un orchestre, vous savez mieux que nous.',
      { lang: 'fr', likes: 18 },
    ),
  ],
  [
    post(
      '19d 5h',
      'rufus',
      '@crumb Twenty baguettes came, nineteen are on the list, and one is being eaten by the cook as I type. Who pays for the cook?',
    ),
    post('19d 4h 50m', 'crumb', '@rufus The twentieth was always the cook’s. It is in no list, on purpose.'),
  ],
  [
    post('22d 2h', 'noor', '@crumb كعك العسل اليوم ممتاز، لكن أظن أن الفرن كان حارًا قليلًا؟ الأطراف داكنة.'),
    post(
      '22d 1h',
      'crumb',
      '@noor شكرًا على الصراحة! نعم، كان حارًا أكثر من اللازم. خفّضناه عشر درجات، والدفعة القادمة لك هدية.',
      { lang: 'ar', likes: 21 },
    ),
  ],
  [
    post(
      '24d 7h',
      'ines',
      '@crumb Coming off a night shift at seven. If I knock at the back, is that allowed or is that how you get a bad name?',
    ),
    post(
      '24d 6h 40m',
      'crumb',
      '@ines Nurses knock, that is the rule. Two short, one long, so we know it is not the inspector.',
      { likes: 57, boosts: 8 },
    ),
  ],
  [
    post(
      '26d',
      'tomas',
      '@crumb Is it true that you close for a week in January? I need to plan my happiness.',
    ),
    post(
      '25d 23h',
      'crumb',
      '@tomas 4th to 10th, to mend the oven floor. We are telling you early so that you can freeze some happiness.',
    ),
  ],
  [
    post(
      '28d 4h',
      'wren',
      '@crumb What is the bird on your paper bags? I have been drawing it for a year and I cannot name it.',
    ),
    post('28d 3h', 'crumb', '@wren It was meant to be a croissant. Please never tell the founder.', {
      likes: 210,
      boosts: 41,
    }),
  ],
  [
    post(
      '31d 1h',
      'ferdi',
      '@crumb Inspector was here about the mats. You are the only stall that had one. I am very proud and slightly ashamed.',
    ),
    post(
      '31d',
      'crumb',
      '@ferdi It is a flour sack, opened flat. There are eleven more if the others want them.',
    ),
  ],
  [
    post(
      '34d 6h',
      'sunniva',
      '@crumb The gazette wrote about your folder! Could it also hang by the market stall? On Saturdays I have to take it on trust.',
    ),
    post(
      '34d 5h',
      'crumb',
      '@sunniva Fair. There is a copy on a hook at the stall from this week, and a date on every page. Thank you for walking through town with that reporter.',
      { likes: 24 },
    ),
  ],
  [
    post('37d', 'josip', '@crumb Gospodo, kruh od jučer je bio presladak. To je kruh, a ne kolač.'),
    post(
      '36d 22h',
      'crumb',
      '@josip Imate pravo, nova vreća meda, stara mjera. Danas je opet kako treba. Hvala što ste rekli!',
      { lang: 'hr' },
    ),
  ],
  [
    post(
      '40d 3h',
      'odalys',
      '@crumb Would you donate something to the bandstand raffle? Last year’s prize was a spade.',
    ),
    post(
      '40d 2h',
      'crumb',
      '@odalys A loaf a week for a year. Winner picks the loaf. May we keep the spade?',
      { likes: 61, boosts: 14 },
    ),
  ],
  [
    post('43d', 'haruki_m', '@crumb 写真のあんパン、断面がとてもきれいですね。あんこは自家製ですか？'),
    post(
      '42d 20h',
      'crumb',
      '@haruki_m ありがとうございます！小豆は二日かけて炊いています。火曜日だけのパンです。',
      { lang: 'ja', likes: 35 },
    ),
  ],
  [
    post('46d 5h', 'leo_t', '@crumb do you hire people who are mainly enthusiastic'),
    post(
      '46d 4h',
      'crumb',
      '@leo_t Saturdays, 5 to 9, washing tins. Enthusiasm fades by six, but there is breakfast at seven. Come by and ask for Mina.',
    ),
    post('46d 3h 50m', 'leo_t', '@crumb 5 as in the morning 5'),
    post('46d 3h 40m', 'crumb', '@leo_t The very one.', { likes: 88, boosts: 10 }),
  ],
  [
    post(
      '50d',
      'casimir',
      '@crumb The emmer is threshed. Two hundred kilos in all, one hundred with your name on it. It grew where the sheep used to argue.',
    ),
    post('49d 22h', 'crumb', '@casimir We will bake it plain, so that people can hear the sheep.', {
      likes: 30,
    }),
  ],
  [
    post(
      '54d 2h',
      'beatrix',
      '@crumb Overdue: one cookbook, borrowed in April, by a person who shall be called Bakery.',
    ),
    post(
      '54d 1h',
      'crumb',
      '@beatrix It is on its way back with a cake inside. Not literally. We learned from last time.',
      { likes: 47 },
    ),
  ],
  [
    post(
      '57d',
      'yael',
      '@crumb הלחם השחור שלכם הגיע איתי עד סבתא שלי. היא אמרה "סוף סוף", וזו המחמאה הכי גדולה שלה.',
    ),
    post('56d 22h', 'crumb', '@yael תמסרי לסבתא תודה ענקית! זה על הקיר שלנו עכשיו.', {
      lang: 'he',
      likes: 39,
    }),
  ],
  [
    post('60d 4h', 'gwen', '@crumb Rehearsal moved to eight. Would buns at half past seven be cruel to you?'),
    post('60d 3h', 'crumb', '@gwen Not at all, the ovens are off and the buns are lonely.'),
  ],
  [
    post(
      '64d',
      'kwame',
      '@crumb Three patients this week asked me if your bread is healthy. I said moderation. I had jam on my sleeve.',
    ),
    post('63d 23h', 'crumb', '@kwame We will take moderation as a recommendation.', { likes: 70, boosts: 9 }),
  ],
  [
    post(
      '68d 2h',
      'jiwoo',
      '@crumb 빵 접시를 만들어 보고 싶은데, 식빵 한 조각이 정확히 몇 센티인가요? 도예가의 진지한 질문입니다.',
    ),
    post('68d 1h', 'crumb', '@jiwoo 가로 11, 세로 12, 두께 1.5센티입니다. 재느라 두 조각을 먹었습니다.', {
      lang: 'ko',
      likes: 44,
    }),
  ],
  [
    post(
      '72d',
      'abel',
      '@crumb A visitor from the city asked if the lighthouse sells your bread. I said no and she went down 142 steps without looking at the lamp.',
    ),
    post('71d 22h', 'crumb', '@abel We are sorry about the lamp. It deserves better.', { likes: 26 }),
  ],
  [
    post('77d 6h', 'meilin', '@crumb 我来小镇三年，第一次有人问我想吃什么面包。谢谢你们做了芝麻花卷！'),
    post('77d 5h', 'crumb', '@meilin 谢谢您教我们怎么卷！周三还会有，给您留四个。', {
      lang: 'zh',
      likes: 50,
    }),
  ],
  [
    post('81d', 'marguerite', '@crumb It is 34 degrees and you had the oven on. Are you all right?'),
    post(
      '80d 23h',
      'crumb',
      '@marguerite We started at midnight and were done by seven. Mina slept in the flour store, which is the coolest room in town. Thank you for asking.',
      { likes: 37 },
    ),
  ],
  [
    post(
      '86d 1h',
      'nils',
      '@crumb Official: the smell of your oven is not a nuisance. Somebody asked us to check. We checked for three mornings, to be sure.',
    ),
    post('86d', 'crumb', '@nils We appreciate a thorough council.', { likes: 120, boosts: 22 }),
  ],
  [
    post(
      '92d',
      'greta',
      '@crumb Was ist der Unterschied zwischen einem Bäcker und einem Teppich? Der Bäcker muss um drei Uhr aufstehen, der Teppich darf liegen bleiben.',
    ),
    post('91d 22h', 'crumb', '@greta Wir haben gelacht und uns dann hingesetzt.', { lang: 'de', likes: 42 }),
  ],
  [
    post(
      '98d 3h',
      'ana',
      '@crumb Passengers on the 6:10 ask me what smells so good. It is my bag. I eat in secret now.',
    ),
    post('98d 2h', 'crumb', '@ana We can wrap it in yesterday’s gazette. Nobody asks about that.', {
      likes: 33,
    }),
  ],
  [
    post(
      '105d',
      'theo',
      '@crumb A reader sent me your rye by post, four days under way, and it was still the best thing on my table. What on earth do you put in it?',
    ),
    post(
      '104d 22h',
      'crumb',
      '@theo Rye, water, salt and a starter older than any of us. And the post, apparently. Thank you!',
      { likes: 95, boosts: 18 },
    ),
  ],
  [
    post(
      '112d',
      'ivy',
      '@crumb Knitted your cat a scarf. He hates it. Please make him wear it once for a photograph.',
    ),
    post('111d 22h', 'crumb', '@ivy He wore it for eleven seconds. We have nine of them on film.', {
      likes: 140,
      boosts: 26,
    }),
  ],
]
