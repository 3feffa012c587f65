import { describe, expect, test } from 'vitest'
import { isQuestion } from './question.ts'

describe('isQuestion', () => {
  test.each([
    ['Are you open today?', 'en'],
    ['Really?!', undefined],
    ['Does it keep ? Thanks', undefined],
    ['Vous ouvrez à quelle heure ?', 'fr'],
    ['営業していますか？', 'ja'],
    ['هل المخبز مفتوح اليوم؟', 'ar'],
    ['Բաց ե՞ք այսօր', 'hy'],
    ['Είστε ανοιχτά σήμερα;', 'el'],
    ['Είστε ανοιχτά\u037e', undefined],
    ['Any sourdough left ❓', 'en'],
    ['He said "we are closed". Is that true?', 'en'],
    ['See https://x.example/a?b=c what do you think?', 'en'],
    ['明日は開いていますか。', 'ja'],
    ['予約できますか', 'ja'],
    ['これ、まだあるかな', 'ja'],
    ['今天有面包吗', 'zh'],
    ['这个多少钱呢。', 'zh'],
    ['你們明天開門嗎！', 'zh'],
    ['วันนี้เปิดไหมครับ', 'th'],
    ['มีขนมปังไหม', 'th'],
    ['ร้านอยู่ที่ไหนคะ', 'th'],
    ['오늘 문 여나요', 'ko'],
    ['몇 시에 엽니까. 감사합니다', 'ko'],
    ['what time do you open tomorrow', 'en'],
    ['hi all, does anyone know if they ship to Norway', 'en'],
    ['@bakery can I order a cake for Friday', 'en'],
    ['Loved the rolls. Is there any rye left', undefined],
    ['how much is the big loaf', 'en'],
    ['Was kostet das Roggenbrot', 'de'],
    ['Hallo, habt ihr morgen offen', 'de'],
    ['weiß jemand ob die Bäckerei zu hat', 'de'],
    ['Wann macht ihr auf', undefined],
    ['Cuándo abren mañana', 'es'],
    ['hola, alguien sabe si abren hoy', 'es'],
    ['¿Tienen pan sin gluten', 'es'],
    ['Est-ce que vous livrez', 'fr'],
    ['Bonjour, avez-vous du pain complet', 'fr'],
    ['Pourquoi c’est fermé', 'fr'],
  ])('asks: %s', (text, lang) => {
    expect(isQuestion(text, lang)).toBe(true)
  })

  test.each([
    ['Best bread in town.', 'en'],
    ['https://x.example/search?q=bread', undefined],
    ['www.x.example/?page=2 has the menu', 'en'],
    ['> do you open today?\nYes, from eight', 'en'],
    ['She asked “are you open?” and I said yes', 'en'],
    ['Er fragte „habt ihr offen?“ und ging', 'de'],
    ['They wrote "why not?" on the door', 'en'],
    ['「開いていますか？」と聞かれた', 'ja'],
    ['What a lovely day', 'en'],
    ['How nice of you', 'en'],
    ['When I came in, it was full', 'en'],
    ['Which reminds me of my aunt', 'en'],
    ['Wie schön', 'de'],
    ['Was für ein Tag', 'de'],
    ['Wenn ihr mögt, kommt vorbei', 'de'],
    ['Qué bonito', 'es'],
    ['Quand le pain est bon, on revient', 'fr'],
    ['bread; and more bread', 'en'],
    ['パンとか、お菓子しか', 'ja'],
    ['いつか行きたい。どこか遠くへ', 'ja'],
    ['今天面包很好吃', 'zh'],
    ['ขนมปังอร่อยมาก', 'th'],
    ['오늘 빵이 맛있어요', 'ko'],
    ['a loaf (?) for five', 'en'],
    ['', undefined],
  ])('does not ask: %s', (text, lang) => {
    expect(isQuestion(text, lang)).toBe(false)
  })

  test.each([
    ['which platform does the 16.40 leave from', 'en'],
    ['The lift is broken again, who should I tell', 'en'],
    ['Please let me know whether you ship to Norway.', 'en'],
    ['I would like to know how long it keeps.', 'en'],
    ['Seriously, when do you open?', 'en'],
    ['nehmt ihr auch alte Brote zurück', 'de'],
    ['Ich wollte mal fragen, ob der Kurs noch stattfindet.', 'de'],
    ['mein Rad steht noch bei euch, wo kann ich es abholen', 'de'],
    ['Pourriez-vous me rappeler', 'fr'],
    ['vous fermez quand', 'fr'],
    ['Merci de me dire si la salle est chauffée.', 'fr'],
    ['me podrían mandar la dirección', 'es'],
    ['Quisiera saber si hay sitio para dos.', 'es'],
    ['Onde fica a entrada', 'pt-BR'],
    ['Gostaria de saber se abrem no feriado.', 'pt'],
    ['alguém tem o telefone da loja', 'pt'],
    ['Dove si compra il biglietto', 'it'],
    ['Vorrei sapere quanto dura il viaggio.', 'it'],
    ['qualcuno ha provato il pane nuovo', 'it'],
    ['kunnen jullie een taart bezorgen', 'nl'],
    ['Ik vroeg me af hoe lang het duurt.', 'nl'],
    ['開館時間を教えてください。', 'ja'],
  ])('asks without a mark, or asks to be told: %s', (text, lang) => {
    expect(isQuestion(text, lang)).toBe(true)
  })

  test.each([
    ['Seriously? Nine pounds for a sandwich?', 'en'],
    ['Who needs a timetable anyway?', 'en'],
    ['Sick of slow apps? Join our beta today!', 'en'],
    ['Why does bread go stale? The answer is in our newsletter.', 'en'],
    ['My son asked: do whales sleep?', 'en'],
    ['Could you please stop calling me?', 'en'],
    ['What was lost stays lost.', 'en'],
    ['Euer Ernst? Schon wieder kein Bus?', 'de'],
    ['Wer braucht schon Schlaf?', 'de'],
    ['Ist das euer Ernst?', 'de'],
    ['À quoi bon réserver ?', 'fr'],
    ['Envie de soleil ? Découvrez nos offres', 'fr'],
    ['¿De qué sirve quejarse?', 'es'],
    ['¿Quieres ganar más? Escríbenos', 'es'],
    ['De que adianta reclamar?', 'pt'],
    ['Ma a che serve lamentarsi?', 'it'],
    ['Hoe moeilijk kan het zijn?', 'nl'],
    ['Habt ihr super gemacht!', 'de'],
    ['Quanto è bella questa sala', 'it'],
  ])('is shaped as a question and asks nothing: %s', (text, lang) => {
    expect(isQuestion(text, lang)).toBe(false)
  })

  test('an outcry alone may truly ask', () => {
    expect(isQuestion('Seriously?', 'en')).toBe(true)
    expect(isQuestion('En serio?', 'es')).toBe(true)
  })

  test('after venting, a real question still asks', () => {
    expect(isQuestion('Really? Closed again? When do you open tomorrow?', 'en')).toBe(true)
  })

  test('the language narrows the openers, and an unknown one leaves them all', () => {
    expect(isQuestion('was it good', 'de')).toBe(false)
    expect(isQuestion('was it good', 'en')).toBe(true)
    expect(isQuestion('was it good', undefined)).toBe(true)
    expect(isQuestion('was it good', 'sv')).toBe(false)
    expect(isQuestion('var det gott?', 'sv')).toBe(true)
  })

  test('long texts without an end cost no more than their length', () => {
    for (const text of [
      '?'.repeat(200_000),
      '"'.repeat(100_000),
      'hi '.repeat(60_000),
      ' '.repeat(200_000),
      'a'.repeat(200_000),
      'a, '.repeat(60_000),
      'a: '.repeat(60_000),
      'so, '.repeat(50_000),
      '. '.repeat(100_000),
      'https://x.example/?q '.repeat(10_000),
    ]) {
      expect(typeof isQuestion(text)).toBe('boolean')
    }
  })
})
