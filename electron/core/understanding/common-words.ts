/**
 * The small words of the languages that are heard most, in lower case. They settle what letters alone leave open:
 * Italian, Spanish and Portuguese share most of their groups of letters, but not their articles.
 */
const smallWords = {
  en: 'a an the and is are was were you your to of it that this with for not no have has had my me we they he she at be been from just can will so what how their our there its i in on as do did but if or all any it’s don’t',
  de: 'der die das und ist nicht ich ihr wir mit auf ein eine einen einem einer für von zu den dem des im in am an bei auch noch nur schon so sich sind habt hat war wie was es aus aber wegen man me uns euch kein keine nach du da wenn dann als not bis zum zur plus',
  fr: 'le la les des de du est et un une vous nous pas pour dans que qui sur avec ce cette il elle on je me te tu mon ma mes au aux en a plus sont été se ou si ne mais très votre vos nos tout c’est j’ai n’est d’un d’une qu’on',
  es: 'el la los las les le es de y o a un una que no por para con en del al se lo me te tu su sus muy más mas pero está como hay ya mi si este esta ni sin sobre son fue ha nos vos todo',
  pt: 'o a os as e de um uma que não por para com em do da dos das no na nos nas ao se me te foi é são muito mais mas está como tem já meu minha vocês você eu ele ela até sem à ou pelo pela este esta isso sobre tudo',
  it: 'il lo la i gli le è e o a un una che non no per con di in del della dei delle al alla nel nella si se sono ma ne te tu me più come ho ha mi ci da dal dalla anche sul questo questa tutto c’è',
  nl: 'de het een en is niet ik jullie we me te in op voor van dat die er maar ook nog bij naar aan al zijn was wat wie om kan mijn hebben heeft geen uit je wordt werd daar als',
} as const

type KnownLanguage = keyof typeof smallWords

const languagesOf = new Map<string, KnownLanguage[]>()
// The keys of a literal object are exactly its languages.
for (const language of Object.keys(smallWords) as KnownLanguage[])
  for (const word of smallWords[language].split(' '))
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language])

const wordPattern = /[\p{L}\p{M}]+(?:’\p{L}+)?/gu

/**
 * How many different small words of each language stand in the text, most first. A word that several languages share
 * counts for each by its share.
 */
export function smallWordsIn(text: string): { language: string; words: number }[] {
  const counts = new Map<KnownLanguage, number>()
  const words = new Set(
    text
      .toLowerCase()
      .replaceAll("'", '’')
      .match(wordPattern)
      ?.flatMap((word) => (languagesOf.has(word) ? [word] : word.split('’'))),
  )
  for (const word of words) {
    const languages = languagesOf.get(word) ?? []
    for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + 1 / languages.length)
  }
  return [...counts].map(([language, words]) => ({ language, words })).toSorted((a, b) => b.words - a.words)
}
