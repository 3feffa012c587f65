import { article, comment, type WrittenFeed } from './article.ts'

/** The bakery's other neighbours, each with a feed of another kind. */

export const mill: WrittenFeed = {
  key: 'mill',
  path: '/mill/atom.xml',
  home: '/mill/',
  shape: 'atom',
  title: 'The Stone Mill',
  about: 'Notes from the wheel',
  lang: 'en',
  articles: [
    article(
      '9h',
      'new-rye',
      'The new rye is in',
      'First sacks of this year’s rye went through the stones last night. Falling number 210, so be gentle with your sourdough and bake it a little hotter.\n\nShops get theirs on Thursday. Home bakers can come with a bag from Friday noon.',
      {
        by: 'Casimir Zieliński',
        tags: ['rye'],
        comments: [
          comment('6h', 'Priya Raman', 'What is the ash content? I would love to try it at 80%.'),
          comment('4h', 'Greta Vogel', 'Endlich! Freitag bin ich da.'),
        ],
      },
    ),
    article(
      '4d',
      'prices',
      'About our prices',
      'We held them for two years. We cannot hold them for a third. From the first of the month a kilo of wheat is eight in the hundred dearer; rye and spelt stay as they are.\n\nIf you bake for a school, talk to us.',
      { by: 'Casimir Zieliński', tags: ['money'] },
    ),
    article(
      '12d',
      'wheel',
      'Wheel stopped, wheel turning',
      'A branch got into the wheel on Sunday. It was a large branch. We milled by motor for two days and you could taste the difference, or we could, or we think we could.',
      { by: 'Casimir Zieliński' },
    ),
    article(
      '26d',
      'open-day',
      'Open day: bring a jar',
      'Saturday week we open the stones. Bring a jar and take home a starter; ours is forty years old and has opinions. #sourdough',
      {
        by: 'Lena Zielińska',
        tags: ['sourdough'],
        comments: [
          comment(
            '25d',
            'Beatrix Moor',
            'Can we bring the reading group? There are eleven of us and one pram.',
          ),
        ],
      },
    ),
    article(
      '51d',
      'emmer',
      'Emmer, einkorn and other old friends',
      'Three small fields above the village carried old wheats this year. Yield was poor, flavour was not. Two hundred kilos in all; half of it is promised to Lemon Street.',
      { by: 'Casimir Zieliński' },
    ),
    article(
      '88d',
      'mice',
      'On the matter of mice',
      'We have a cat again. Her name is Bran. Visitors, please do not feed her, whatever she says.',
      { by: 'Lena Zielińska' },
    ),
  ],
}

export const tides: WrittenFeed = {
  key: 'tides',
  path: '/tides/index.rdf',
  home: '/tides/',
  shape: 'rdf',
  title: 'Harbour Office: Tides and Notices',
  about: 'High water, wind and what is closed',
  lang: 'en',
  articles: [
    article(
      '5h',
      'gale',
      'Gale warning for tonight',
      'South-west 7, gusts of 9 after eight in the evening. The last ferry leaves at 17:40. Stalls on the quay are to be tied down or taken in.',
    ),
    article(
      '1d 5h',
      'spring-tide',
      'Spring tide on Thursday',
      'High water 06:52, 5.1 metres. Harbour Road may be wet between half past six and half past seven: deliveries, please take the hill.',
    ),
    article('6d', 'buoy', 'Buoy 4 unlit', 'Buoy 4 is dark until further notice. It has been told.'),
    article(
      '19d',
      'seal',
      'Seal on the slipway',
      'A young seal is resting on the north slipway. Keep dogs and sandwiches away from it.',
    ),
    article(
      '40d',
      'dredging',
      'Dredging from Monday',
      'The inner basin will be dredged for two weeks between seven and four. It will smell. We apologise to the bakery in particular.',
    ),
  ],
}

export const library: WrittenFeed = {
  key: 'library',
  path: '/library/feed.json',
  home: '/library/',
  shape: 'json',
  title: 'Lemon Street Library',
  about: 'Readings, returns and the lost property box',
  lang: 'en',
  articles: [
    article(
      '7h',
      'bread-evening',
      'Thursday: an evening about bread',
      'A talk, a tasting and one argument about raisins. Crumb Bakery brings five loaves and the person who makes them. Forty chairs, so come early.',
      { by: 'Beatrix Moor', tags: ['evening', 'bread'] },
    ),
    article(
      '3d',
      'lost',
      'Lost property, November',
      'Three gloves (all left), a child’s shoe, one sourdough starter in a jar labelled “Gerald”. Gerald has been fed.',
      { by: 'Beatrix Moor' },
    ),
    article(
      '11d',
      'hours',
      'Winter hours',
      'From next week we close at six on weekdays, because the radiator does.',
      { by: 'Beatrix Moor' },
    ),
    article(
      '24d',
      'cookbooks',
      'The hundred most borrowed cookbooks',
      'Number one has not been on its shelf since spring. If it is at your house, it has been long enough.',
      { by: 'Sam Okoro', tags: ['books'] },
    ),
    article(
      '44d',
      'readings',
      'Reading aloud, every second Wednesday',
      'For children from four and adults from eighty-four. In between you are welcome, if you sit still.',
      { by: 'Sam Okoro' },
    ),
    article(
      '75d',
      'summer',
      'Summer reading: the winners',
      'Halima’s class read 412 books in six weeks. The prize is a sheet cake with every name on it. The bakery asks for the spelling of all 28.',
      { by: 'Beatrix Moor' },
    ),
  ],
}

export const pier: WrittenFeed = {
  key: 'pier',
  path: '/pristan/rss.xml',
  home: '/pristan/',
  shape: 'rss-windows-1251',
  title: 'Вести с пристани',
  about: 'Новости маленького порта',
  lang: 'ru',
  articles: [
    article(
      '10h',
      'hleb',
      'Чёрный хлеб снова в продаже',
      'Пекарня «Crumb» опять печёт ржаной хлеб по четвергам. Очередь — от самого маяка, но она того стоит.',
    ),
    article(
      '4d 2h',
      'shtorm',
      'Шторм: паром отменён',
      'Вечерний паром отменили из-за ветра. Ночевать пустили в библиотеку; чай и булочки принесли соседи.',
    ),
    article(
      '16d',
      'kot',
      'Портовый кот Штурман нашёлся',
      'Кот Штурман, пропавший в среду, вернулся сам. Где был — не рассказывает. Пахнет рыбой и ванилью.',
    ),
    article(
      '58d',
      'yarmarka',
      'Ярмарка № 12: итоги',
      'Продано всё, кроме двух банок огурцов. Погода — отличная, настроение — тоже.',
    ),
  ],
}

export const mend: WrittenFeed = {
  key: 'mend',
  path: '/mend/rss',
  home: '/mend/',
  shape: 'rss-sloppy',
  title: 'Fix & Mend Café',
  about: 'Toasters, trousers & talk, every first Sunday',
  lang: 'en',
  articles: [
    article(
      '1d 8h',
      'mixer',
      'A dough mixer on the table & six people around it',
      'It weighed 40 kilos & came from Lemon Street. It was a fuse. It is always a fuse.',
    ),
    article(
      '15d',
      'sunday',
      'Next Sunday: bring lamps & zips',
      'Tea & cake from two. The sewing machine is back from its own repair.',
    ),
    article(
      '45d',
      'numbers',
      '100 things mended',
      'Since March: 41 lamps, 22 zips, 17 toasters, 19 other & one trombone.',
    ),
  ],
}

export const alerts: WrittenFeed = {
  key: 'alerts',
  path: '/alerts/feeds/08154711/2606',
  home: '/alerts/',
  shape: 'atom-alerts',
  title: 'Alert - "Crumb Bakery"',
  about: '',
  lang: 'en',
  articles: [
    article(
      '4h',
      '1',
      'Ten small bakeries worth the ferry',
      'Number three is <b>Crumb Bakery</b> in Lindenbrook, where the rye sells out before the church bell and nobody seems to mind ...',
      { link: 'https://the-long-table.example/ferry-bakeries?utm_source=alert&page=2' },
    ),
    article(
      '1d 1h',
      '2',
      'Inspectors publish autumn hygiene list',
      '... top marks for the school kitchen, the Anchor & Plum and <b>Crumb Bakery</b>; two stalls must improve their hand washing ...',
      { link: 'https://county-paper.example/news/hygiene-list' },
    ),
    article(
      '3d 7h',
      '3',
      'Letter: the price of a bun',
      '... I paid more at <b>Crumb Bakery</b> than I did in spring, and nobody explained why. A sign would have done ...',
      { link: 'https://county-paper.example/letters/price-of-a-bun' },
    ),
    article(
      '10d',
      '4',
      'Obituary: the last wood oven on the coast',
      '... apprentices of hers now run ovens from the capital to <b>Crumb Bakery</b> on Lemon Street ...',
      { link: 'https://ovens-and-people.example/2026/last-wood-oven' },
    ),
    article(
      '23d',
      '5',
      'Best crumb: how to photograph bread',
      'Not to be confused with the <b>bakery</b> of the same name, the <b>crumb</b> is the inside of the loaf ...',
      { link: 'https://bread-camera.example/best-crumb' },
    ),
  ],
}
