import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { mixedText } from '#shared/domain/testing/scripts'
import { detectLanguage, loadLanguages } from './language.ts'

test('before tinyld is loaded, scripts, small words and claims answer', () => {
  expect(detectLanguage('Har I åbent i dag')).toBeUndefined()
  expect(detectLanguage('Har I åbent i dag', 'da')).toBe('da')
  expect(detectLanguage('The bread that you have is not for us')).toBe('en')
  expect(detectLanguage('今日は開いていますか')).toBe('ja')
})

describe('with tinyld loaded', () => {
  beforeAll(loadLanguages)

  test.each([
    ['What time do you open tomorrow?', 'en'],
    ['Wann macht ihr morgen auf?', 'de'],
    ['À quelle heure ouvrez-vous demain ?', 'fr'],
    ['¿A qué hora abren mañana?', 'es'],
    ['A que horas vocês abrem amanhã?', 'pt'],
    ['A che ora aprite domani mattina?', 'it'],
    ['Hoe laat gaan jullie morgen open?', 'nl'],
    ['Har I åbent i dag, eller er der lukket?', 'da'],
    ['Czy jesteście dziś otwarci?', 'pl'],
    ['Jste dnes otevřeno?', 'cs'],
    ['Bugün açık mısınız?', 'tr'],
    ['Onko teillä auki tänään?', 'fi'],
    ['Привет, вы сегодня открыты?', 'ru'],
    ['Чи ви сьогодні відчинені, будь ласка?', 'uk'],
    ['هل المخبز مفتوح اليوم', 'ar'],
    ['今日は開いていますか', 'ja'],
    ['ケーキ', 'ja'],
    ['今天的面包非常好吃', 'zh'],
    ['오늘 문 여나요', 'ko'],
    ['วันนี้เปิดไหม', 'th'],
    ['האם אתם פתוחים היום', 'he'],
    ['Είστε ανοιχτά σήμερα', 'el'],
    ['დღეს ღიაა', 'ka'],
    ['आप आज खुले हैं', 'hi'],
    ['ร้าน Hearth Bakery อร่อยมาก', 'th'],
  ])('%s is %s', (text, lang) => {
    expect(detectLanguage(text)).toBe(lang)
  })

  test.each([
    '',
    '   ',
    'ok',
    'lol',
    'Danke',
    'nice',
    '🥐🥐🥐',
    '1234',
    'https://town.example/der/die/das',
    '東京都',
    '@ana @ben',
  ])('says nothing rather than guess: %s', (text) => {
    expect(detectLanguage(text)).toBeUndefined()
  })

  test('names, tags, addresses, shortcodes and emoji are in no language', () => {
    const dirt = '@brot@baeckerei.example #GutenMorgen https://town.example/wir/haben/offen :herz: 🥨'
    expect(detectLanguage(dirt)).toBeUndefined()
    expect(detectLanguage(`${dirt} The queue was out of the door again`)).toBe('en')
  })

  test.each([
    ['ok 👍', 'ja', 'ja'],
    ['Danke!', 'de', 'de'],
    ['O pão de hoje estava uma delícia', 'pt-BR', 'pt-BR'],
    ['O pão de hoje estava uma delícia', 'pt_BR', 'pt-BR'],
    ['Bon dia, teniu pa de pagès?', 'ca', 'ca'],
    ['Har dere åpent i dag?', 'nb', 'nb'],
    ['臨時休業のお知らせ', 'ja', 'ja'],
    ['東京都', 'ja', 'ja'],
    ['今天的麵包非常好吃', 'yue', 'yue'],
    ['तुम्ही आज कधी उघडता', 'mr', 'mr'],
    ['Здраво, дали радите данас', 'sr', 'sr'],
  ])('a plausible claim holds: %s in %s', (text, said, lang) => {
    expect(detectLanguage(text, said)).toBe(lang)
  })

  test.each([
    ['Ich habe heute bei euch ein Brot gekauft und es war steinhart', 'en', 'de'],
    ['今日は開いていますか', 'en', 'ja'],
    ['What time do you open tomorrow?', 'ja', 'en'],
    ['What time do you open tomorrow?', 'und', 'en'],
    ['What time do you open tomorrow?', 'english!', 'en'],
    ['¿A qué hora abren mañana, y tienen pan de centeno?', 'en-US', 'es'],
    ['Привет, вы сегодня открыты?', 'de', 'ru'],
  ])('a claim that the text speaks against falls: %s in %s', (text, said, lang) => {
    expect(detectLanguage(text, said)).toBe(lang)
  })

  test('any text with any claim has a well-formed language or none, and always the same', () => {
    const claim = fc.option(
      fc.oneof(fc.constantFrom('en', 'de-AT', 'zh_Hant', 'und', 'ja'), fc.string({ maxLength: 8 })),
      {
        nil: undefined,
      },
    )
    fc.assert(
      fc.property(mixedText(80), claim, (text, said) => {
        const lang = detectLanguage(text, said)
        expect(detectLanguage(text, said)).toBe(lang)
        if (lang !== undefined) expect(lang).toMatch(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu)
      }),
      { numRuns: 100 },
    )
  })
})
