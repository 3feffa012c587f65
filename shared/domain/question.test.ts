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

  test('the language narrows the openers, and an unknown one leaves them all', () => {
    expect(isQuestion('was it good', 'de')).toBe(false)
    expect(isQuestion('was it good', 'en')).toBe(true)
    expect(isQuestion('was it good', 'sv')).toBe(true)
  })

  test('long texts without an end cost no more than their length', () => {
    for (const text of [
      '?'.repeat(200_000),
      '"'.repeat(100_000),
      'hi '.repeat(60_000),
      ' '.repeat(200_000),
      'a'.repeat(200_000),
    ]) {
      expect(typeof isQuestion(text)).toBe('boolean')
    }
  })
})
