import { post, type WrittenThread } from './written.ts'

/**
 * The bakery's oven timer, a small open source project, and two projects of others that it takes part in. The first
 * line is a title; `[pr]`, `[discussion]` and `[owner/name]` in front say what and where.
 */
export const threads: readonly WrittenThread[] = [
  [
    post(
      '2h 20m',
      'priya',
      'Timer rings twice at 00:00\nWith two ovens set to the same minute it rings, stops, and rings again.\n\n```\n23:59:59 oven 1 ready\n23:59:59 oven 2 ready\n```\n\n@crumb is that meant to be so?',
      {
        likes: 3,
      },
    ),
    post('1h 50m', 'nils', 'Same here, on a Pi. With three ovens it rings three times.'),
  ],
  [
    post(
      '5h',
      'crumb',
      'Ring softly before six in the morning\nThe neighbours asked. Half the volume until six would do.',
    ),
    post('4h 30m', 'tomas', 'I could look at this on Sunday. Is `src/bell.ts` the right place?', {
      likes: 1,
    }),
    post('4h', 'crumb', 'It is. `ring()` takes a volume already, nobody passes it.', { likes: 2 }),
    post('55m', 'tomas', 'Then it is two lines. Should six be a setting?'),
  ],
  [
    post(
      '1d 3h',
      'salma',
      '[pr] Add a dark face for the night shift\nWhite text on black, and the seconds in red.\n\n- no new dependency\n- honours `prefers-color-scheme`',
    ),
    post('1d 2h', 'crumb', 'src/face.ts:41\nCan this be a constant? The colour stands in three places now.'),
    post('22h', 'salma', 'Done, and a test for it. Typing with one hand, so it took a while.', { to: 1 }),
    post('6h 10m', 'salma', '@crumb ready for another look.', { to: 0 }),
  ],
  [
    post('9h', 'greta', '[pr] Translate the display to German\n„Teig ruht“ instead of “dough rests”.'),
    post(
      '3h 15m',
      'mathilde',
      'src/words.de.ts:12\nPetite question : pourquoi « Teig » ici et « Brot » plus bas ?',
      {
        lang: 'fr',
      },
    ),
  ],
  [
    post(
      '2d 4h',
      'haruki_m',
      '[discussion] How do you time a dough that waits for the weather?\nIn summer my dough is ready in four hours, in winter in nine. What do you use?',
      {
        likes: 8,
      },
    ),
    post(
      '2d 1h',
      'crumb',
      'A thermometer and a table taped to the fridge. The timer only knows the clock, for now.',
      {
        likes: 5,
      },
    ),
    post('1d 20h', 'haruki_m', 'A table would be enough! Could the timer read one?', { to: 1 }),
    post(
      '7h 40m',
      'casimir',
      'At the mill we weigh the water and guess the rest. @crumb would you take a patch that reads degrees from a file?',
      {
        to: 0,
      },
    ),
  ],
  [
    post('4d', 'leo_t', 'pls add a snooze button\nfor reasons'),
    post('3d 22h', 'crumb', 'A timer that can be snoozed is a burnt tray. But tell us about the reasons.', {
      likes: 14,
    }),
    post('3d 21h', 'leo_t', 'i fell asleep'),
    post('3d 20h', 'crumb', 'Honest. We will think of something louder.', { likes: 21 }),
  ],
  [
    post(
      '6d',
      'wren',
      'Icon looks blurry on small screens\nI drew a new one, 16 by 16, with every dot where it belongs. May I open a pull request?',
      {
        likes: 6,
      },
    ),
    post('5d 20h', 'crumb', 'Please do! Any licence that lets us keep it is fine.'),
    post('5d 19h', 'wren', 'It is yours. Thank you for asking.'),
  ],
  [
    post(
      '11d',
      'dimitri',
      'The sign says “ready”, the bread says otherwise\nThe timer ended at 30 minutes, the loaf was raw. I attach the loaf in spirit.',
    ),
    post(
      '10d 20h',
      'crumb',
      'Thirty minutes is the default for rolls. Loaves have a setting of their own; we will write it bigger.',
    ),
    post('10d 18h', 'dimitri', 'Bigger is good. Ink would be better.', { likes: 9 }),
  ],
  [
    post(
      '13h',
      'casimir',
      '[millstone/flour-scale] Scale drifts by two grams over a night\nMeasured against a brass weight, three nights in a row.',
    ),
    post('12h', 'crumb', 'We see the same with the cellar door open. Could it be the damp?'),
    post('2h 5m', 'casimir', 'With a box of rice next to it: no drift. You may be right.'),
  ],
  [
    post(
      '8h',
      'abel',
      '[harbour/tide-clock] Show the bakery’s opening hours next to high water?\nHalf a joke. @crumb would you publish them as a file somewhere?',
      {
        likes: 4,
      },
    ),
  ],
  [post('17h', 'zofia', 'Does this run without a network?\nThe flat I move into has none until April.')],
  [
    post(
      '20d',
      'breadbot',
      'Dependency update: none\nThere is nothing to update. There are no dependencies.',
    ),
    post('19d 22h', 'crumb', 'The best kind of report.', { likes: 12 }),
  ],
]
