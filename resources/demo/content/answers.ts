/** What people say when the bakery has answered them. */

export type Mood = 'sorry' | 'asked' | 'thanked' | 'time' | 'usual'

/** Which words of the bakery's reply call for which mood; the first that fits. */
export const moods: readonly [Mood, RegExp][] = [
  ['sorry', /\b(sorry|apolog\w*|refund|our fault|entschuldig\w*|désolée?s?|lo siento|žao)\b/i],
  ['asked', /[?？؟]\s*\S{0,3}\s*$/u],
  [
    'time',
    /\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm|o'clock|uhr|h)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b/i,
  ],
  ['thanked', /\b(thank|thanks|cheers|danke|merci|gracias|hvala|obrigad\w)\b/i],
]

export const answers: Record<string, Record<Mood, readonly string[]>> = {
  en: {
    sorry: [
      'Thank you, that is very decent of you. See you Saturday.',
      'No harm done. I appreciate the quick answer.',
      'Honestly, thank you for not sending me a form. All good.',
    ],
    asked: [
      'Yes please, that would be perfect.',
      'Good question. Let me check at home and come back to you.',
      'Either is fine, whatever is less work for you.',
    ],
    time: [
      'Perfect, I will be there. Thank you!',
      'That works for me. Thanks for checking!',
      'Noted on the fridge. Thank you!',
    ],
    thanked: [
      'Any time. Keep baking.',
      'You earned it.',
      'And thank you for answering, most shops never do.',
    ],
    usual: [
      'Thank you, that is exactly what I wanted to know.',
      'Oh lovely, thanks for the quick reply!',
      'Great, thank you. I will tell the others.',
      'Thank you! You have made my afternoon.',
    ],
  },
  de: {
    sorry: ['Alles gut, danke für die schnelle Antwort!', 'Schwamm drüber. Bis Samstag!'],
    asked: ['Ja, sehr gern.', 'Das weiß ich erst morgen, ich melde mich.'],
    time: ['Passt, ich bin da. Danke!', 'Super, steht im Kalender.'],
    thanked: ['Gern geschehen.'],
    usual: ['Vielen Dank, genau das wollte ich wissen.', 'Danke! Ihr seid die Besten.'],
  },
  es: {
    sorry: ['No pasa nada, gracias por contestar tan rápido.'],
    asked: ['Sí, por favor.'],
    time: ['Perfecto, allí estaré. ¡Gracias!'],
    thanked: ['A vosotros.'],
    usual: ['Muchas gracias, justo lo que quería saber.', '¡Qué rapidez! Gracias.'],
  },
  fr: {
    sorry: ['Ce n’est rien, merci pour la réponse.'],
    asked: ['Oui, volontiers.'],
    time: ['Parfait, j’y serai. Merci !'],
    thanked: ['Avec plaisir.'],
    usual: ['Merci, c’est exactement ce que je voulais savoir.'],
  },
  hr: {
    sorry: ['Ma sve u redu, hvala na odgovoru.'],
    asked: ['Može, hvala.'],
    time: ['Dogovoreno, vidimo se.'],
    thanked: ['Nema na čemu.'],
    usual: ['Hvala lijepa, to me zanimalo.'],
  },
  ja: {
    sorry: ['いえいえ、ご丁寧にありがとうございます。'],
    asked: ['はい、お願いします。'],
    time: ['わかりました。伺います！'],
    thanked: ['こちらこそ。'],
    usual: ['ありがとうございます。とても助かりました。'],
  },
  zh: {
    sorry: ['没关系，谢谢你们的回复。'],
    asked: ['好的，麻烦了。'],
    time: ['好，到时候见！'],
    thanked: ['不客气。'],
    usual: ['谢谢，正是我想知道的。'],
  },
  ko: {
    sorry: ['괜찮아요. 답해 주셔서 고맙습니다.'],
    asked: ['네, 부탁드려요.'],
    time: ['좋아요, 그때 갈게요!'],
    thanked: ['별말씀을요.'],
    usual: ['고맙습니다. 딱 궁금했던 거예요.'],
  },
  th: {
    sorry: ['ไม่เป็นไรค่ะ ขอบคุณที่ตอบนะคะ'],
    asked: ['ได้เลยครับ'],
    time: ['โอเค แล้วเจอกันครับ'],
    thanked: ['ยินดีครับ'],
    usual: ['ขอบคุณมากครับ กำลังอยากรู้พอดี'],
  },
  ar: {
    sorry: ['لا بأس، شكرًا على الرد السريع.'],
    asked: ['نعم، من فضلكم.'],
    time: ['ممتاز، سأكون هناك.'],
    thanked: ['العفو.'],
    usual: ['شكرًا جزيلًا، هذا ما أردت معرفته.'],
  },
  he: {
    sorry: ['הכול בסדר, תודה על התשובה.'],
    asked: ['כן, בבקשה.'],
    time: ['מצוין, אהיה שם.'],
    thanked: ['בכיף.'],
    usual: ['תודה רבה, בדיוק מה שרציתי לדעת.'],
  },
}
