/** Scripts told apart, by ranges of code points. Enough of each for its everyday letters. */
const ranges: readonly (readonly [from: number, to: number, script: Script])[] = [
  [0x41, 0x5a, 'latin'], [0x61, 0x7a, 'latin'], [0xc0, 0x24f, 'latin'], [0x370, 0x3ff, 'greek'], [0x400, 0x52f, 'cyrillic'],
  [0x531, 0x58f, 'armenian'], [0x5d0, 0x5f4, 'hebrew'], [0x620, 0x6ff, 'arabic'], [0x750, 0x77f, 'arabic'], [0x900, 0x97f, 'devanagari'],
  [0x980, 0x9ff, 'bengali'], [0xa00, 0xa7f, 'gurmukhi'], [0xa80, 0xaff, 'gujarati'], [0xb80, 0xbff, 'tamil'], [0xc00, 0xc7f, 'telugu'],
  [0xc80, 0xcff, 'kannada'], [0xd00, 0xd7f, 'malayalam'], [0xd80, 0xdff, 'sinhala'], [0xe00, 0xe7f, 'thai'], [0xe80, 0xeff, 'lao'],
  [0xf00, 0xfff, 'tibetan'], [0x1000, 0x109f, 'burmese'], [0x10a0, 0x10ff, 'georgian'], [0x1100, 0x11ff, 'hangul'], [0x1200, 0x137f, 'ethiopic'],
  [0x1780, 0x17ff, 'khmer'], [0x1e00, 0x1eff, 'latin'], [0x1f00, 0x1fff, 'greek'], [0x3041, 0x30ff, 'kana'], [0x3131, 0x318e, 'hangul'],
  [0x3400, 0x9fff, 'han'], [0xac00, 0xd7a3, 'hangul'], [0xfb50, 0xfdff, 'arabic'], [0xff66, 0xff9d, 'kana'],
] // prettier-ignore

export type Script =
  | 'latin' | 'greek' | 'cyrillic' | 'armenian' | 'hebrew' | 'arabic' | 'devanagari' | 'bengali' | 'gurmukhi' | 'gujarati' | 'tamil' | 'telugu'
  | 'kannada' | 'malayalam' | 'sinhala' | 'thai' | 'lao' | 'tibetan' | 'burmese' | 'georgian' | 'hangul' | 'ethiopic' | 'khmer' | 'kana' | 'han' // prettier-ignore

function scriptAt(code: number): Script | undefined {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined || code < range[0]) high = middle - 1
    else if (code > range[1]) low = middle + 1
    else return range[2]
  }
  return undefined
}

/** A foreign script is what a text is written in from this share of its letters on: brands and borrowed words are Latin everywhere. */
const leastForeignShare = 0.3
/** Kana among ideographs; a Chinese text may carry a single の for style. */
const leastKanaShare = 0.1

/** The script that a text is written in, and how many letters of it there are; undefined without letters. */
export function scriptOf(text: string): { script: Script; letters: number } | undefined {
  const counts = new Map<Script, number>()
  let all = 0
  for (let at = 0; at < text.length; at += 1) {
    const script = scriptAt(text.charCodeAt(at))
    if (script === undefined) continue
    counts.set(script, (counts.get(script) ?? 0) + 1)
    all += 1
  }
  const kana = counts.get('kana') ?? 0
  const han = counts.get('han') ?? 0
  if (kana > 0 && kana / (kana + han) >= leastKanaShare) {
    counts.set('kana', kana + han)
    counts.delete('han')
  }
  const [foreign] = [...counts].filter(([script]) => script !== 'latin').toSorted(([, a], [, b]) => b - a)
  if (foreign !== undefined && foreign[1] / all >= leastForeignShare)
    return { script: foreign[0], letters: foreign[1] }
  const latin = counts.get('latin') ?? 0
  return latin > 0 ? { script: 'latin', letters: latin } : undefined
}

/** Languages by script, the one that a text of this script is taken for first; scripts of many languages have none to take. */
const writtenIn: Readonly<Record<Script, { taken?: string; also: readonly string[] }>> = {
  latin: { also: [] },
  greek: { taken: 'el', also: [] },
  cyrillic: { also: ['ru', 'uk', 'be', 'bg', 'mk', 'sr', 'kk', 'ky', 'tt', 'mn', 'tg', 'ba', 'cv', 'os', 'sah', 'uz', 'az', 'bs', 'ce', 'rue'] },
  armenian: { taken: 'hy', also: [] },
  hebrew: { taken: 'he', also: ['yi', 'lad'] },
  arabic: { also: ['ar', 'fa', 'ur', 'ps', 'ug', 'sd', 'ckb', 'ku', 'pa', 'arz', 'ary', 'ks', 'az', 'prs'] },
  devanagari: { taken: 'hi', also: ['mr', 'ne', 'sa', 'kok', 'bho', 'mai'] },
  bengali: { taken: 'bn', also: ['as'] },
  gurmukhi: { taken: 'pa', also: [] },
  gujarati: { taken: 'gu', also: [] },
  tamil: { taken: 'ta', also: [] },
  telugu: { taken: 'te', also: [] },
  kannada: { taken: 'kn', also: ['tcy'] },
  malayalam: { taken: 'ml', also: [] },
  sinhala: { taken: 'si', also: [] },
  thai: { taken: 'th', also: [] },
  lao: { taken: 'lo', also: [] },
  tibetan: { taken: 'bo', also: ['dz'] },
  burmese: { taken: 'my', also: ['shn', 'mnw'] },
  georgian: { taken: 'ka', also: ['xmf'] },
  hangul: { taken: 'ko', also: [] },
  ethiopic: { taken: 'am', also: ['ti'] },
  khmer: { taken: 'km', also: [] },
  kana: { taken: 'ja', also: ['ain', 'ryu'] },
  han: { taken: 'zh', also: ['ja', 'yue', 'ko', 'nan', 'wuu', 'hak', 'lzh'] },
} // prettier-ignore

const foreignLanguages = new Set(
  Object.values(writtenIn).flatMap(({ taken, also }) => [...(taken === undefined ? [] : [taken]), ...also]),
)
/** Written in Latin letters too, by many. */
const twoScripts = new Set(['sr', 'uz', 'az', 'bs', 'ku', 'kk', 'tt', 'pa', 'lad', 'nan', 'ain'])

/** The language that this script alone gives away. */
export function languageOfScript(script: Script): string | undefined {
  return writtenIn[script].taken
}

/** True if a language (primary tag) is written in this script. */
export function isWrittenIn(language: string, script: Script): boolean {
  if (script === 'latin') return !foreignLanguages.has(language) || twoScripts.has(language)
  const { taken, also } = writtenIn[script]
  return taken === language || also.includes(language)
}
