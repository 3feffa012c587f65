import fc from 'fast-check'

/** Small alphabets, so that random words meet each other, in scripts that are hard in different ways. */
const pieces = [
  'bread', 'Bread', 'BREAD', 'brot', 'Brötchen', 'straße', 'STRASSE', 'café', 'cafe\u0301', 'late', 'parcel', 'refund', 're', 'a', 'I', '5', '12',
  'ΣΊΣΥΦΟΣ', 'σίσυφος', 'хлеб', 'Ёлка', 'خبز', 'خُبْز', 'آب', 'می‌خواهم', 'שָׁלוֹם', 'שלום', 'हिन्दी', 'हि', 'বাংলা', 'தமிழ்',
  '東', '京', '都', '東京', 'パン', 'ﾊﾟﾝ', 'は', 'か', 'か\u3099', 'が', '빵', '집', '한국', '\u1112\u1161\u11ab', 'ขนม', 'ปัง', 'น้ำ', 'ຂອບ', 'ខ្មែរ', 'မြန်မာ', '\u200b',
  '❤', '❤️', '👋', '👋🏽', '👨‍👩‍👧', '👨', '🇩🇪', '🇩', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '5️⃣', '™', '½', '⑴', 'ﷺ', 'ﬁ', 'Ⅷ', '㈠', '𝐁', 'ـ', '\u00ad', '\ufe0f', '\u200d', '\u0301', '\ud83d', '\ue000', '\u{f1234}',
] // prettier-ignore
const joints = [' ', ' ', ' ', '', '', '-', "'", '.', ', ', '\n', '#', '@', '_', '"', '(', ')', '/', ':']

/** Text of words of many scripts, glued together in every way; with lone surrogates and other dirt. */
export function mixedText(longest: number): fc.Arbitrary<string> {
  const word = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
  )
  return fc
    .array(fc.tuple(word, fc.constantFrom(...joints)), { maxLength: 14 })
    .map((parts) => parts.flat().join('').slice(0, longest))
}
