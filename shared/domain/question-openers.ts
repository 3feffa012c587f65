/**
 * How sentences begin that ask something, per language, in lower case. Openers that also begin exclamations and
 * clauses (`what a day`, `wie schön`, `when I came`) ask for a verb or a pronoun after them.
 */
const englishVerb =
  "(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|am|might|may|'s|'re|'d|'ll)"
const englishSubject =
  '(?:i|you|u|we|they|he|she|it|there|this|that|these|those|anyone|anybody|someone|somebody|everyone|any|the|your|my|our)'
const germanVerb =
  '(?:ist|sind|war|waren|kann|kannst|können|könnt|könnte|könntet|habt|haben|hat|macht|machen|kostet|kosten|geht|gibt|wird|werden|muss|müssen|soll|sollen|sollte|darf|dürfen|heißt|kommt|kommen|findet|finde|bekommt|bekomme|läuft|steht|funktioniert|meint|sieht|wäre)'
const germanSubject =
  '(?:ich|du|man|jemand|wer|ihr|es|sie|er|wir|mir|uns|das|die|der|den|euch|dir|schon|noch|eigentlich)'
const spanishVerb =
  '(?:es|son|está|están|hay|puedo|puede|puedes|pueden|podemos|tienen|tienes|tiene|cuesta|cuestan|vale|hacen|hace|abre|abren|cierra|cierran|sería|fue|se|va|van|llega|debo|quiere)'
const frenchPronoun = '(?:vous|tu|il|elle|on|nous|ils|elles|je|ce|t-il|t-elle|t-on)'

export const openers = {
  en: [
    new RegExp(
      `^(?:who|what|where|when|why|how|which|whose)(?: (?:time|kind|sort|day|one|ones))? ?${englishVerb}\\b(?! done)`,
      'u',
    ),
    /^how (?:much|many|long|often|far|late|early|old|come|about)\b/u,
    /^(?:why not|what about|what if|what time|which (?:one|ones|of))\b/u,
    new RegExp(
      `^(?:can|could|do|does|did|is|are|was|were|will|would|should|has|have|am|may|shall|isn't|aren't|don't|doesn't|didn't|can't|won't|wouldn't|couldn't) ${englishSubject}\\b`,
      'u',
    ),
    /^(?:anyone|anybody|any(?:one|body)? (?:here|else)|any idea|any chance|any news|any update|any updates)\b(?! can\b)/u,
    /^(?:i was |i am |i'm |just )?(?:wondering|curious) (?:if|whether|how|what|when|why|where|who)\b/u,
    /^(?:does|did|do) [\p{L}' -]{2,30} (?:have|work|open|close|sell|offer|know|make|deliver|ship|cost)\b/u,
  ],
  de: [
    new RegExp(
      `^(?:wer|was|wann|wo|wohin|woher|warum|wieso|weshalb|wie|wem|wen|womit|wofür|welche|welcher|welches|welchen) (?:[\\p{L}]+ ){0,1}?${germanVerb}\\b`,
      'u',
    ),
    /^(?:warum|wieso|weshalb) \p{L}+/u,
    /^wie (?:viel|viele|lange|oft|weit|spät|teuer)\b/u,
    new RegExp(
      `^(?:kann|kannst|können|könnt|könnte|könnten|könntet|habt|haben|hat|hast|ist|sind|seid|bist|gibt|weiß|weißt|wisst|wissen|darf|dürfen|soll|sollte|muss|müssen|macht|machen|kennt|kennst|wird|werdet|wollt|würde|würdet) ${germanSubject}\\b`,
      'u',
    ),
    /^(?:hat|weiß|kennt|kann) (?:hier )?(?:jemand|irgendwer|wer)\b/u,
    /^(?:ob) (?:es|ihr|man|das)\b/u,
  ],
  es: [
    new RegExp(
      `^(?:qué|quién|quiénes|cuándo|dónde|cómo|cuál|cuáles|adónde) (?:[\\p{L}]+ ){0,2}?${spanishVerb}(?![\\p{L}])`,
      'u',
    ),
    /^(?:a qué hora|por qué|para qué|cuánto|cuánta|cuántos|cuántas|desde cuándo|hasta cuándo)(?![\p{L}])/u,
    /^(?:alguien|alguno|alguna) (?:sabe|conoce|tiene|ha|puede|me)(?![\p{L}])/u,
    /^(?:me|nos) (?:pueden|puedes|puede|podéis|podrían|podrías) (?:\p{L}+)/u,
    /^¿/u,
  ],
  fr: [
    /^(?:qu'|qu')?est-ce (?:que|qu'|qui)/u,
    /^(?:qu'est-ce|pourquoi|combien|à quelle heure|depuis quand|jusqu'à quand)(?![\p{L}])/u,
    /^(?:où|quand|comment) (?:est|sont|puis|peut|peut-on|faire|avez|êtes|ça|se|on|fait|trouver)(?![\p{L}])/u,
    /^(?:quel|quelle|quels|quelles) (?:est|sont|\p{L}+ (?:est|sont|avez|faut))(?![\p{L}])/u,
    new RegExp(
      `^(?:\\p{L}+ ){0,2}?(?:y a|avez|pouvez|êtes|faites|pourriez|savez|vendez|peut|peux|as|es|est|sont|a|va|vont|ont|auriez|serait|livrez|ouvrez|fermez|dois|doit|faut|puis)-${frenchPronoun}(?![\\p{L}])`,
      'u',
    ),
    /^(?:quelqu'un) (?:sait|connaît|a|peut)(?![\p{L}])/u,
  ],
} as const satisfies Record<string, readonly RegExp[]>

export type OpenerLanguage = keyof typeof openers
