import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mixedText } from '../testing/scripts.ts'
import { LexiconIndex } from './lexicon-index.ts'
import { en } from './lexicons/en.ts'
import { toneOf } from './tone.ts'

describe('toneOf', () => {
  test.each([
    ['What a lovely team, thank you for everything!', 'en'],
    ['The new cake is not bad at all', 'en'],
    ['I never thought I would say this but the soup was excellent', 'en'],
    ['Best trip of the year 😍', 'en'],
    ['How good is this bread?', 'en'],
    ['Vielen Dank, das war ein wunderbarer Nachmittag', 'de'],
    ['Ist das nicht herrlich? So ein Garten mitten in der Stadt', 'de'],
    ['Un accueil très chaleureux, merci à tous', 'fr'],
    ['Me encantó la visita, volveremos seguro', 'es'],
    ['Adorei o passeio, parabéns à equipa', 'pt-PT'],
    ['Bellissima mostra, complimenti agli organizzatori', 'it'],
  ])('warm: %s', (text, lang) => {
    expect(toneOf(text, lang)).toBe('warm')
  })

  test.each([
    ['The soup was not good and the staff were rude', 'en'],
    ['Thanks for nothing.', 'en'],
    ['Great, the train is cancelled again and nobody says a word', 'en'],
    ['Brilliant. Another hour on hold.', 'en'],
    ['How hard can it be to answer a letter?', 'en'],
    ['Nice building, but the worst guide I ever had, absolutely useless', 'en'],
    ['Toll, schon wieder eine Störung und keine Rückmeldung', 'de'],
    ['Das Essen hat nicht gut geschmeckt, sehr enttäuschend', 'de'],
    ['Merci pour rien, encore une heure de retard', 'fr'],
    ['Pésima atención, no vuelvo más', 'es'],
    ['Que vergonha, o pior atendimento da cidade', 'pt'],
    ['Servizio pessimo e personale scortese', 'it'],
  ])('cross: %s', (text, lang) => {
    expect(toneOf(text, lang)).toBe('cross')
  })

  test.each([
    ['Could you send me the invoice again? Thanks!', 'en'],
    ['The museum is closed on Mondays', 'en'],
    ['Win a holiday! Amazing deals, click the link', 'en'],
    ['Good morning, when does the shop open', 'en'],
    ['Könnt ihr mir die Rechnung noch einmal schicken? Danke!', 'de'],
    ['Steht schon fest, wann die Strecke fertig wird', 'de'],
    ['Bonjour, vous ouvrez à quelle heure demain ? Merci', 'fr'],
    ['Me gustaría saber el precio de la entrada, gracias', 'es'],
    ['Bom dia, a que horas abre a bilheteira? Obrigado', 'pt'],
    ['Buongiorno, a che ora parte la navetta? Grazie', 'it'],
  ])('plain: %s', (text, lang) => {
    expect(toneOf(text, lang)).toBe('plain')
  })

  test.each([
    ['これは最高です', 'ja'],
    ['Wat een heerlijke taart', 'nl'],
    ['What a lovely team', undefined],
    ['What a lovely team', 'constructor'],
    ['Bread at nine', 'en'],
    ['', 'en'],
    ['The view was lovely, the food was horrible, the staff were lovely too', 'en'],
  ])('unknown without a lexicon, with too little said, or with both: %s', (text, lang) => {
    expect(toneOf(text, lang)).toBe('unknown')
  })

  test('names, addresses and what stands in them say nothing', () => {
    expect(toneOf('@love@best.example wrote https://lovely.example/amazing today', 'en')).toBe('unknown')
  })

  test('any text in any language has one of four tones, and always the same', () => {
    const lang = fc.constantFrom('en', 'de', 'fr', 'es', 'pt', 'it', 'ja', undefined)
    fc.assert(
      fc.property(mixedText(80), lang, (text, lang) => {
        const tone = toneOf(text, lang)
        expect(['warm', 'cross', 'plain', 'unknown']).toContain(tone)
        expect(toneOf(text, lang)).toBe(tone)
      }),
      { numRuns: 60 },
    )
  })

  test('a denial never makes praise warmer', () => {
    const praise = fc.constantFrom('good', 'great', 'lovely', 'friendly', 'helpful', 'excellent', 'perfect')
    const noun = fc.constantFrom('soup', 'guide', 'train', 'app', 'window', 'lift')
    fc.assert(
      fc.property(praise, noun, (word, noun) => {
        expect(toneOf(`the ${noun} was ${word} today`, 'en')).toBe('warm')
        expect(toneOf(`the ${noun} was not ${word} today`, 'en')).not.toBe('warm')
      }),
    )
  })

  test('long texts without an end cost no more than their length', () => {
    for (const text of [
      'not good '.repeat(30_000),
      '!'.repeat(200_000),
      'a'.repeat(200_000),
      '😡'.repeat(100_000),
    ])
      expect(typeof toneOf(text, 'en')).toBe('string')
  })
})

describe('a lexicon', () => {
  test('finds the longest entry, folded as texts are', () => {
    const index = new LexiconIndex({ ...en, warm: 'good, très bon', cross: 'not good, bad*' })
    const lists = (text: string): string[] =>
      index
        .find(text.split(' ').map((token) => ({ token, start: 0, end: 0 })))
        .map(({ lists }) => [...lists].join('+'))
    expect(lists('not good')).toEqual(['cross'])
    expect(lists('tres bon')).toEqual(['warm'])
    expect(lists('badly')).toEqual(['cross'])
  })

  test('refuses an entry that would fit nearly everything, or nothing', () => {
    expect(() => new LexiconIndex({ ...en, warm: 'good, go*' })).toThrow('No entry of a lexicon')
    expect(() => new LexiconIndex({ ...en, warm: 'good,, nice' })).toThrow('No entry of a lexicon')
  })

  test('holds no word in two tempers at once', async () => {
    for (const name of ['de', 'en', 'es', 'fr', 'it', 'pt']) {
      const lexicon = Object.values(await import(`./lexicons/${name}.ts`))[0] as typeof en
      const words = (list: keyof typeof en): string[] =>
        lexicon[list].split(',').map((word) => word.replaceAll(/\s+/gu, ' ').trim())
      const cross = new Set([...words('cross'), ...words('crossest')])
      const both = [...words('warm'), ...words('warmest')].filter((word) => cross.has(word))
      expect(both, name).toEqual([])
      expect(words('warm').length, name).toBeGreaterThan(80)
      expect(cross.size, name).toBeGreaterThan(80)
    }
  })
})
