import { article, comment, type WrittenFeed } from './article.ts'

/** The local paper: RSS 2.0 with everything a blog engine adds. */
export const gazette: WrittenFeed = {
  key: 'gazette',
  path: '/gazette/feed',
  home: '/gazette/',
  shape: 'rss',
  title: 'Market Square Gazette',
  about:
    'What happens between the clock tower and the harbour, twice a week and whenever something falls over.',
  lang: 'en',
  articles: [
    article(
      '3h 20m',
      'queue',
      'Who was first? A field guide to the Saturday queue',
      'It starts at six with one man and a folding chair. By half past it has bent around the clock tower, and by seven somebody has said the word “technically”.\n\nWe stood in the line for Crumb Bakery from end to end and asked what people wait for. Eleven said rye, nine said buns, one said “for my wife to stop being angry”.\n\nThe bakery is thinking of numbered tickets. The queue, when asked, was against it.',
      {
        by: 'Edda Marsh',
        tags: ['Market', 'Food'],
        comments: [
          comment('2h 50m', 'Dimitri K.', 'It was not six. I was there at 5:48 and there were already two.'),
          comment('2h 10m', 'Marguerite', 'In my day we sent the children.'),
          comment('1h', 'Leo', 'The folding chair man sold me his place for a bun. No regrets.'),
        ],
      },
    ),
    article(
      '1d 2h',
      'bridge',
      'Mill Bridge shut to carts from Monday',
      'The council closes Mill Bridge to everything wider than a bicycle for three weeks. Deliveries to Lemon Street will come by Harbour Road.\n\nPedestrians may cross at their own pace, “which they do anyway”, says Nils Aaberg, roads and bins.',
      {
        by: 'Jun Abara',
        tags: ['Council'],
        comments: [comment('22h', 'Oskar', 'That adds eleven minutes to every cake in town. Just saying.')],
      },
    ),
    article(
      '2d 5h',
      'flour',
      'Flour up eight in the hundred: what it means for your loaf',
      'The Stone Mill has raised its price for the first time in two years. Casimir Zieliński blames a wet July and a tired water wheel.\n\nOf the three bakeries asked, one will raise prices, one will not, and one asked us to come back when the oven is off.',
      {
        by: 'Edda Marsh',
        tags: ['Food', 'Money'],
        comments: [
          comment('2d', 'Priya R.', 'Worth every cent, the stoneground wheat from there is remarkable.'),
          comment('1d 20h', 'anonymous', 'Remarkable is one word for it'),
        ],
      },
    ),
    article(
      '5d 3h',
      'bandstand',
      'Bandstand to get its roof back',
      'Four winters after the storm, the Friends of the Old Bandstand have the money together. Work begins when the frost ends. The last two hundred came from a cake sale.\n\nThere were 61 cakes. Sixty were eaten. The sixty-first is under investigation.',
      { by: 'Jun Abara', tags: ['Town'] },
    ),
    article(
      '9d',
      'ovens',
      'Night shift: twelve hours with the people who make your breakfast',
      'At two in the morning Lemon Street has one lit window. Behind it three people move around each other without a word, like a dance that has been practised on four hundred nights.\n\n“You learn to hear it,” says the youngest. “When the crust sings, it is done.”\n\nWe heard it. It does.',
      {
        by: 'Edda Marsh',
        tags: ['Food', 'People'],
        comments: [
          comment('8d 20h', 'Inês', 'I did this for six years. Every word is true, also the feet.'),
          comment('8d', 'Mathilde', 'Le chant de la croûte, oui !'),
        ],
      },
    ),
    article(
      '14d 6h',
      'hamster',
      'Escaped hamster found in flour sack',
      'Biscuit, hamster of Year 4 at Brook Primary, was found on Tuesday, three days after he left. He had put on weight. The sack was at the school, not at any bakery, the school asks us to write.',
      { by: 'Jun Abara', tags: ['Animals'] },
    ),
    article(
      '21d',
      'market-rules',
      'New rules for the market: earlier, quieter, drier',
      'Stalls may set up from 5:30. Generators go. Every stall gets a mat against the mud, says Ferdi, who runs the market and was standing in the mud as he said it.',
      { by: 'Jun Abara', tags: ['Market', 'Council'] },
    ),
    article(
      '33d',
      'allergens',
      'Reading the small print: which shops list their allergens?',
      'We visited 19 shops with a coeliac and a parent of an allergic child. Seven had a list on the wall, five had one “somewhere”. Crumb Bakery had a folder with dated pages, and a baker who knew it by heart.',
      {
        by: 'Edda Marsh',
        tags: ['Food', 'Health'],
        comments: [comment('32d', 'Sunniva Dahl', 'I was the coeliac. The folder is real, and it is good.')],
      },
    ),
    article(
      '47d',
      'clock',
      'Tower clock runs four minutes slow, town adapts',
      'Since the heat of August the tower clock is late. Tomas Lindqvist has offered to repair it. The council has formed a committee. The ferry now leaves by the clock, not by the hour.',
      { by: 'Jun Abara', tags: ['Town'] },
    ),
    article(
      '62d',
      'choir',
      'Choir seeks tenors, offers buns',
      'Gwen Pryce is direct: “We have nineteen altos and one tenor, and he is on holiday.” Rehearsals on Thursdays at eight in the library. Buns are provided.',
      { by: 'Edda Marsh', tags: ['People'] },
    ),
    article(
      '80d',
      'heat',
      'Butter melts, tempers do not: market in the heat',
      'It was 34 degrees at nine. The cheese stall left at ten. Bramble & Daughters sold pickles from a bucket of ice and were the happiest people in the square.',
      { by: 'Jun Abara', tags: ['Market'] },
    ),
    article(
      '104d',
      'lighthouse',
      'Lighthouse opens its stairs on Sundays',
      '142 steps, one lamp, and volunteers who will tell you about both. Tours at eleven. Children under six are carried by whoever brought them.',
      { by: 'Edda Marsh', tags: ['Town'] },
    ),
  ],
}
