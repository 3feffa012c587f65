import { post, type WrittenThread } from './written.ts'

/** What makes reading the fediverse hard: warnings, markup of other servers, very long words, invisible ones, spam. */
export const oddThreads: readonly WrittenThread[] = [
  [
    post(
      '1d 2h',
      'wren',
      '@crumb The ending of the series everybody is watching is about a bakery. I will only say this: do not trust the man with the whisk.',
      { warning: 'spoilers for The Last Loaf, final episode', likes: 14 },
    ),
    post('1d 1h 40m', 'crumb', '@wren We knew it! Nobody holds a whisk like that.', {
      warning: 'spoilers for The Last Loaf, final episode',
      likes: 11,
    }),
  ],
  [
    post(
      '2d 5h',
      'jiwoo',
      '@crumb A list of what I owe you: two plates, one bowl, an apology about the kiln. It is all coming on Saturday.',
      {
        lang: 'en',
        html: '<p><span class="h-card"><a href="https://lindenbrook.example/@crumb" class="u-url mention">@<span>crumb</span></a></span> A list of what I owe you:</p><ul><li>two plates</li><li>one bowl</li><li>an <em>apology</em> about the kiln</li></ul><blockquote><p>“Nothing breaks like a promise”, my teacher said.</p></blockquote><p>It is all coming on <strong>Saturday</strong>. <code>kiln = off</code></p>',
      },
    ),
    post('2d 4h 30m', 'crumb', '@jiwoo No apology needed. The bowl has already been promised to the cat.', {
      likes: 15,
    }),
  ],
  [
    post(
      '3d 12h',
      'haruki_m',
      '@crumb ９月の「はちみつケーキ」をもう一度食べたいのですが、次はいつ焼きますか。🍯🐝',
      {},
    ),
    post('3d 11h', 'crumb', '@haruki_m 来週の木曜日に焼きます。蜂蜜は丘の上のNoorさんのものです。🐝', {
      lang: 'ja',
      likes: 20,
    }),
  ],
  [
    post(
      '5d 4h',
      'halima',
      '@crumb The class wrote you a poem. It does not scan, but it rises:\n\nBread is round\nBread is square\nBread is sometimes\nin your hair\n\n(by 28 authors and one hamster 🐹)\n\nDonaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft is the longest word in the reading corner, and they wanted it in.',
      { likes: 83, boosts: 16 },
    ),
    post(
      '5d 3h',
      'crumb',
      '@halima It hangs in the window and people stop to read it. One of them corrected “scan”. We corrected her.',
      { likes: 49 },
    ),
  ],
  [
    post(
      '6d 10h',
      'priya',
      '@crumb Full method for the 80% rye, as asked: https://sourdough-notes.example/2026/11/rye-at-eighty-percent/with-photographs-and-one-failure?from=far-shore#the-hat and the short one at https://sourdough-notes.example/r',
      { likes: 22, boosts: 5 },
    ),
    post(
      '6d 9h',
      'crumb',
      '@priya Printed, floured, already illegible. Thank you! :sourdough: :blobcat_bread:',
      { likes: 18 },
    ),
  ],
  [
    post(
      '8d 12h',
      'kwame',
      '@crumb Family visiting: 👨‍👩‍👧‍👦👩🏾‍🦽👴🏿🏳️‍🌈 and all of them want the cinnamon ones. What is the most I can order without being talked about?',
    ),
    post('8d 11h', 'crumb', '@kwame Fifteen. At sixteen people start to count. 🥐', { likes: 38 }),
  ],
  [
    post(
      '13d 10h',
      'salma',
      '@crumb a̶l̶m̶o̶n̶d̶ no, sorry, hazelnut. Does the nut loaf have hazelnut in it, or only walnut?',
      {
        was: [
          [2, '@crumb Does the nut loaf have almond in it?'],
          [6, '@crumb sorry, hazelnut. Does the nut loaf have hazelnut in it?'],
        ],
      },
    ),
    post(
      '13d 9h',
      'crumb',
      '@salma Only walnut, and from its own tray. It is on page 6 of the folder, in ink.',
      { likes: 7 },
    ),
  ],
  [
    post(
      '16d 12h',
      'lucia',
      '@crumb “Pan con tomate” se escribe así, sin tilde y con cariño. Lo digo por el cartel 😉',
      { likes: 31 },
    ),
    post('16d 11h', 'crumb', '@lucia Corregido, con cariño y sin tilde. ¡Gracias!', {
      lang: 'es',
      likes: 16,
    }),
  ],
  [
    post(
      '21d 12h',
      'noor',
      '@crumb طلبي ليوم السبت: 12 رغيف (sourdough) و 3 كيلو تمر، التسليم الساعة 7:30. هل هذا ممكن؟',
    ),
    post('21d 11h', 'crumb', '@noor ممكن جدًا: 12 رغيفًا، الساعة 7:30. شكرًا نور!', { lang: 'ar' }),
  ],
  [
    post(
      '29d 10h',
      'theo',
      '@crumb For the record, and because you asked for an honest review:\n\nThe croissant is very good and not the best. The cardamom bun is the best, and you should stop being modest about it. The coffee is coffee. The chairs are an insult to the bun. The woman who works nights remembered my name after two visits, nine weeks apart, and asked about my sister.\n\nI have eaten in places with stars where nobody looked up.',
      { likes: 260, boosts: 71 },
    ),
    post(
      '29d 9h',
      'crumb',
      '@theo We have ordered chairs. Thank you for all of it, and Mina asks if your sister’s knee is better.',
      { likes: 112, boosts: 9 },
    ),
  ],
  [
    post(
      '1d 5h 30m',
      'coinparcel',
      'URGENT: your parcel is held. Confirm your wallet within 24h at https://boost-now.example/parcel?id=7781 #townmarket #sourdough',
    ),
  ],
  [
    post(
      '4d 12h',
      'growth_wizard88',
      'I went from 0 to 1 MILLION followers baking bread?? Here is HOW (thread 🧵👇) #sourdough #hustle',
    ),
    post('4d 11h', 'dimitri', '@growth_wizard88 You have two.', { likes: 317, boosts: 88 }),
  ],
  [
    post(
      '10d 3h',
      'ines',
      '@crumb A patient who has not eaten for a week asked for “the bun that smells like being eight”. I knew which one. He ate half.',
      { visibility: 'unlisted', likes: 74 },
    ),
    post(
      '10d 2h',
      'crumb',
      '@ines There is one with your name on it every morning for as long as he wants it. No need to pay, no need to explain.',
      { visibility: 'unlisted', likes: 133 },
    ),
  ],
  [
    post(
      '14d 14h',
      'rufus',
      '@crumb Between us: I am two weeks behind with your invoice. The boiler went. You will have it on the 1st.',
      { visibility: 'direct' },
    ),
    post('14d 13h', 'crumb', '@rufus The 1st is fine. We know about boilers.', { visibility: 'direct' }),
  ],
]
