/**
 * How clauses begin that ask something without a mark, per language, in lower case with straight apostrophes. Openers
 * that also begin exclamations and clauses (`what a day`, `wie schön`, `when I came`) ask for a verb or a pronoun
 * after them. Where a language tells a question by its voice alone (Spanish, Portuguese, Italian: "hay pan"), only
 * what nobody states is listed: a missed question costs less than a lane full of statements.
 */
const end = '(?![\\p{L}\\p{N}])'
const begins = (...alternatives: string[]): RegExp => new RegExp(`^(?:${alternatives.join('|')})${end}`, 'u')

const englishVerb =
  "(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|am|might|may|'s|'re|'d|'ll)"
const englishSubject =
  '(?:i|you|u|we|they|he|she|it|there|this|that|these|those|anyone|anybody|someone|somebody|everyone|any|the|your|my|our|a|an|all)'

const germanVerb =
  '(?:ist|sind|war|waren|kann|kannst|können|könnt|könnte|könntet|habt|haben|hat|macht|machen|kostet|kosten|geht|gibt|wird|werden|muss|müssen|soll|sollen|sollte|darf|dürfen|heißt|kommt|kommen|komme|findet|finde|bekommt|bekomme|läuft|steht|funktioniert|meint|sieht|wäre|nehmt|fährt|fahren|brauche|braucht|gilt|passiert|öffnet|schließt|dauert|liegt|bleibt|endet|beginnt|startet)'
const germanSubject =
  '(?:ich|du|man|jemand|wer|ihr|es|sie|er|wir|mir|uns|das|die|der|den|euch|dir|schon|noch|eigentlich|hier|heute|morgen|ein|eine|mein|meine|euer|eure)'

const spanishVerb =
  '(?:es|son|está|están|estará|hay|puedo|puede|puedes|pueden|podemos|tienen|tienes|tiene|tengo|cuesta|cuestan|vale|hacen|hace|abre|abren|cierra|cierran|sería|fue|se|va|van|llega|debo|quiere|sale|salen|cambio|queda|quedan|funciona|dura|empieza|termina|vuelve|vuelven|me|nos|hago|encuentro|reservo|pido)'

const frenchPronoun = '(?:vous|tu|il|elle|on|nous|ils|elles|je|ce|t-il|t-elle|t-on)'

export const openers = {
  en: begins(
    `(?:who|what|where|when|why|how|which|whose)(?: (?:time|kind|sort|day|one|ones))? ?${englishVerb}${end}(?! done)`,
    '(?:what|which) (?:\\p{L}+ ){1,2}(?:is|are|do|does|did|can|could|will|would|should) (?:i|you|we|they|the|your|it)',
    'how (?:many|long|often|far|late|early|old|come|about)|how much (?!i |we |fun|joy|love)\\p{L}+',
    'why not|what about|what if|what time|which (?:one|ones|of)|how to get to',
    `(?:can|could|do|does|did|is|are|was|were|will|would|should|has|have|am|may|shall|isn't|aren't|don't|doesn't|didn't|can't|won't|wouldn't|couldn't) ${englishSubject}`,
    '(?:is|are) (?:\\p{L}+ ){1,3}(?:open|closed|available|included|allowed|still|free|gluten|vegan|down|broken|running)',
    '(?:anyone|anybody|any(?:one|body)? (?:here|else)|any idea|any chance|any news|any update|any updates|any plans)(?! can\\b)',
    "(?:i was |i am |i'm |just )?(?:wondering|curious) (?:if|whether|how|what|when|why|where|who)",
    "(?:does|did|do) [\\p{L}' -]{2,30} (?:have|work|open|close|sell|offer|know|make|deliver|ship|cost|need|take|run|stop)",
    'any (?:way|word|tips|recommendations|plans|luck|sign)',
    '(?:who|where) (?:do|can|should) i',
  ),
  de: begins(
    `(?:wer|was|wann|wo|wohin|woher|warum|wieso|weshalb|wie|wem|wen|womit|wofür|welche|welcher|welches|welchen|welchem) (?:[\\p{L}]+ ){0,1}?${germanVerb}`,
    '(?:warum|wieso|weshalb) \\p{L}+',
    '(?:ab|bis|seit) wann|um wie ?viel uhr|in welche[mnrs]?|an wen|mit welche[mnrs]?|zu welche[mnrs]?',
    'wie (?:viel|viele|lange|oft|weit|spät|teuer)',
    `(?:kann|kannst|können|könnt|könnte|könnten|könntet|habt|haben|hat|hast|ist|sind|seid|bist|gibt|weiß|weißt|wisst|wissen|darf|dürfen|soll|sollte|muss|müssen|macht|machen|kennt|kennst|wird|werdet|wollt|würde|würdet|geht|läuft|fährt|fahren|funktioniert|kostet|gilt|reicht|braucht|bekommt|kriegt|steht|kommt|lohnt|bleibt|nimmt) ${germanSubject}(?! (?:auch |ja |halt |eben |doch |mal |erst ?mal |schon )*(?:erst ?mal|echt|halt|sagen|zugeben|lassen|schaffen|so schön|schön|toll|super))`,
    // A verb of the second person plural and its pronoun begin nothing but questions.
    '\\p{L}{2,}t ihr',
    "(?:gibt's|geht's|kann's|gibt es|geht das|kann man|lässt sich)",
    '(?:hat|weiß|kennt|kann) (?:hier |denn |eigentlich |sonst )*(?:jemand|irgendwer|irgendjemand|wer)',
    '(?:ob) (?:es|ihr|man|das|die|der)',
    '(?:wo|wie|wann|warum|womit|wohin|was|an wen|bei wem|mit wem) \\p{L}+ (?:man|ich|ihr|wir)',
    '(?:gibts|gehts|habts|kriegt man|bekommt man)',
    '(?:weis|weiss) (?:wer|jemand)',
  ),
  es: begins(
    `(?:qué|quién|quiénes|cuándo|dónde|cómo|cuál|cuáles|adónde) (?:[\\p{L}]+ ){0,2}?${spanishVerb}`,
    'a qué hora|por qué|para qué|de qué|en qué|con qué|desde cuándo|hasta cuándo|de dónde|en dónde|a quién|con quién',
    'cuánto (?:cuesta|cuestan|vale|valen|es|dura|tarda|tardan|falta|hay|tiempo|se|puedo|tengo|antes)|cuánt[oa]s \\p{L}+ (?:hay|son|quedan|caben|tienen|puedo|se|hacen|necesito)',
    '(?:alguien|alguno|alguna) (?:sabe|conoce|tiene|ha|puede|me|más|aquí)',
    '(?:me|nos) (?:pueden|puedes|puede|podéis|podrían|podrías|podría|podríais) (?:\\p{L}+)',
    '(?:podrían|podríais|podría|podrías|pueden|podéis) (?:\\p{L}+r(?:me|nos|lo|la|se)?)',
    '(?:puedo|podemos|podré|se pueden?) (?!ver|decir|mejorar|imaginar|quejar)\\p{L}+r(?:lo|la|me|se)?',
    'hay (?:descuentos?|sitio|plazas|entradas|algún|alguna|forma|manera|posibilidad|opción|aparcamiento|parking|consigna)',
    '(?:tienen|tenéis|tienes|tiene) (?:algo|algún|alguna|pensado|previsto|todavía|aún|disponible)',
    '(?:es|sería) posible|cierto que|verdad que',
    '¿',
    '(?:como (?:puedo|hago|cambio|se puede)|cuanto (?:cuesta|cuestan|vale|dura|tarda)|cual es la diferencia|a que hora|donde (?:puedo|esta|queda|se))(?!.*,)',
    '(?:venden|aceptan|envían|reparten|admiten) (?:\\p{L}+ ?){1,5}$',
    'hay (?:ascensor|rampa|wifi|guardarropa|baños?|cafetería|taquillas|tienda)',
    'qué hay que|cada cuánto',
  ),
  fr: begins(
    "(?:qu')?est-ce (?:que|qu'|qui)(?! ?(?:c'est|j'aime|on (?:est|a) bien) ?(?:bon|beau|bien|joli|mignon|moche|nul)?)",
    "(?:pourquoi|combien|à quelle heure|depuis quand|jusqu'à quand|jusqu'à quelle heure|à partir de quand)",
    "qu'est-ce (?:qui|qu'il faut|que je|que vous|qu'on doit|qu'il y a)",
    "(?:où|quand|comment) (?:est|sont|puis|puis-je|peut|peut-on|faire|avez|êtes|ça|se|on|fait|trouver|je|j'|fait-on|vous|obtenir|réserver|s'inscrire)",
    '(?:quel|quelle|quels|quelles) (?:est|sont|\\p{L}+ (?:est|sont|avez|faut|utilisez))',
    '(?:dans|à|de|sur|avec|pour|par|vers|sous) (?:quel|quelle|quels|quelles|qui|quoi) \\p{L}+',
    'qui (?:contacter|appeler|peut|pourrait|sait|connaît)',
    `(?:\\p{L}+ ){0,2}?(?:y a|y aura|avez|pouvez|êtes|faites|pourriez|savez|vendez|auriez|livrez|ouvrez|fermez|acceptez|prenez|comptez|allez|prévoyez|connaissez|proposez|seriez|voulez|peut|peux|puis|as|es|est|sont|a|va|vont|ont|serait|dois|doit|faut|fait|reste|existe|sera|seront|aura|pourrait)[- ](?:t-)?${frenchPronoun}(?<! (?:il|elle|on|ce))`,
    'vous (?:livrez|vendez|ouvrez|fermez|acceptez|prenez|expédiez|proposez)',
    "(?:quelqu'un) (?:sait|connaît|a|peut|pourrait)",
    'on peut (?:payer|venir|réserver|entrer|commander|avoir|prendre|changer|annuler)',
    "est-il (?:possible|prévu)|c'est possible|serait-il possible",
    "c(?:'est)? possible (?:de|d)|est ce que|a quelle heure",
    'vous (?:faites|avez) (?:encore|aussi|toujours|des|du|de la|une?)',
    "il y a (?:un ascenseur|une rampe|un parking|du wifi|un vestiaire|encore|moyen|une possibilité|quelqu'un|des places|un tarif)",
  ),
  pt: begins(
    '(?:o que|quem|onde|quando|como|qual|quais|aonde) (?:é|são|está|estão|fica|ficam|posso|pode|podem|podemos|faço|faz|tenho|temos|devo|abre|abrem|fecha|fecham|começa|termina|sai|chega|volta|funciona|se|a|encontro|vai|vão|consigo|acontece|há|tem|que|trata)',
    '(?:qual|quais|que) (?:\\p{L}+ ){1,2}(?:vocês|é|são|usam|devo|posso|fecha|abre|sai|tem)',
    'quanto (?:custa|custam|dura|tempo|é|fica|falta|demora|demoram|tenho|se|antes)|quant[oa]s \\p{L}+ (?:são|tem|há|posso|cabem|vão|preciso)',
    '(?:por que|porque é que|por quê|até quando|desde quando|a que horas|que horas|de onde|de que|em que|para onde|com quem|a quem|de quem)',
    'qual (?:a|o) (?:diferença|horário|preço|valor|prazo|endereço|melhor)',
    '(?:alguém|algum|alguma) (?:sabe|conhece|tem|conseguiu|pode|mais|aqui|aí)|mais alguém',
    '(?:posso|podemos|pode-se|dá para|dá pra) \\p{L}+',
    '(?:podem|podiam|poderiam|podia|poderia|conseguem) (?:\\p{L}+r(?:-me|-nos)?|me \\p{L}+r)',
    'vocês (?:têm|fazem|aceitam|usam|abrem|entregam|vendem|fecham|enviam)(?!(?: \\p{L}+)* (?:melhor|melhores|pior|sempre))',
    '(?:aceitam?|aceita-se) (?:cartão|mbway|pix|encomendas|cães|animais)',
    '(?:ainda|já) (?:há|tem|têm|existe|abriu|abriram)|(?:vai|vão) ter|tem (?:como|desconto|algum|alguma|estacionamento|previsão|vaga)|falta muito',
    '(?:é|seria) (?:permitido|possível|preciso|necessário|verdade|normal|obrigatório)',
    'será que',
    '(?:da|dá) (?:pra|para|p) \\p{L}+',
    '(?:vcs|vocês) (?:tem|têm|fazem|aceitam|usam|abrem|entregam|vendem|fecham|enviam)',
    '(?:tem|têm|há) (?:elevador|rampa|wifi|estacionamento|bengaleiro|lugar|vaga|troco|desconto)',
    '(?:com|a|para) quem',
  ),
  it: begins(
    '(?:chi|cosa|che cosa|dove|quando|come|quale|quali) (?:è|sono|si|posso|può|possono|devo|deve|faccio|fate|fa|trovo|funziona|apre|aprite|chiude|chiudete|riaprite|parte|arriva|esce|mi|sta|va|ci)',
    '(?:dove|quando|come|cosa) \\p{L}+(?:ate|ete|ite)',
    'quanto (?:costa|costano|dura|manca|tempo|viene|si|ci|devo|posso|prima|dista)|quant[ie] \\p{L}+ (?:ci|sono|si|posso|avete|servono)',
    "(?:perché non|perché il|perché la|a che ora|fino a (?:quando|che ora)|da quando|entro quando|da dove|da quale|a chi|con chi|per chi|qual è|quand'è|dov'è|com'è|cos'è)",
    'che (?:differenza|orari|orario|tipo|farina|giorno|prezzo)',
    '(?:qualcuno|qualcun altro|nessuno) (?:sa|ha|conosce|può|riesce)',
    '(?:posso|possiamo|potrei) \\p{L}+|si (?:può|possono) (?!dire|migliorare|immaginare)\\p{L}+',
    '(?:potreste|potete|potresti|puoi) (?:\\p{L}+r(?:e|mi|ci|ti|lo|la)|dirmi|dirci)',
    '(?:sapete|sai|sapreste) (?:se|dirmi|dove|quando|come|qual)',
    '(?:accettate|prendete|spedite|consegnate|vendete|fate anche|pensate di|avete (?:ancora|anche|qualcosa|qualche|in programma|intenzione))',
    // The future of the second person plural is hardly ever said of those who are spoken to but to ask.
    '\\p{L}+(?:erete|irete)',
    "manca (?:molto|tanto)|(?:è|sarebbe) possibile|solo a me|c'è (?:qualcuno|ancora|modo|la possibilità|uno sconto)",
    'si puo \\p{L}+|perche non|(?:con|da|per) chi|che cosa (?:devo|posso|serve)',
    "c'è (?:l'ascensore|un ascensore|la rampa|il wifi|un parcheggio|il guardaroba|posto|uno sconto|un modo)",
  ),
  nl: begins(
    '(?:wat|wie|waar|wanneer|waarom|hoe|welke|welk|hoeveel) (?:\\p{L}+ ){0,1}?(?:is|zijn|kan|kun|kunnen|mag|moet|kost|kosten|gaat|gaan|komt|komen|vind|heb|hebben|heeft|doet|doen|rijdt|rijden|gebruiken|gebruikt|krijg|wordt|duurt|werkt|begint|sluit|sluiten|openen|staat|ligt|zit)',
    'hoe (?:laat|lang|vaak|veel|ver|duur|groot)|tot (?:hoe laat|wanneer)|vanaf (?:hoe laat|wanneer)|sinds wanneer|om hoe laat',
    '(?:hebben|heeft|heb|kan|kun|kunnen|kunt|mag|mogen|is|zijn|gaat|gaan|komt|komen|doet|doen|verkopen|weet|weten|zou|zouden|moet|wil|willen|krijg|werkt|wordt|rijdt|kost|leveren|bakken|maken|accepteren|nemen) (?:jullie|ik|je|u|men|iemand|de|het|er|mijn|een|we|dit|dat|deze|die|hij|zij)(?! (?:echt |zo |wel |toch )*(?:lekker|mooi|leuk|fijn|geweldig))',
    '(?:iemand|nog iemand|weet iemand|heeft iemand) (?:een idee|enig idee|die weet|die|hier|anders)',
  ),
} as const satisfies Record<string, RegExp>

export type OpenerLanguage = keyof typeof openers

/** After a comma, only what begins no relative clause: `…, what can I do`, `…, geht das noch`. */
export const laterOpeners = {
  en: begins(
    '(?:what|how|who|where) (?:can|do|should|could) i|any (?:way|idea|chance|tips)|(?:is|are) there|(?:can|could) (?:i|you|we|someone|anyone)|do you|does (?:it|this|that)|is (?:it|that|this) (?:possible|still|ok|okay|normal)|does any(?:one|body)|any ideas?',
  ),
  de: begins(
    '(?:wo|wie|wann|warum|womit|wohin|was|an wen|bei wem|mit wem) \\p{L}+ (?:man|ich|ihr|wir)|gibts|gehts|(?:geht|ginge) das|(?:ist|wäre) das (?:möglich|machbar|normal|noch)|kann (?:man|ich|mir)|könnt ihr|(?:hat|kennt|weiß) (?:wer|jemand|da jemand)|gibt es|habt ihr|was (?:kann|soll|muss) ich|wie (?:kann|komme|geht|mache) (?:ich|das|man)|wo (?:kann|finde|bekomme) ich|woran liegt',
  ),
  es: begins(
    '(?:con|a) quién|hay (?:ascensor|rampa|wifi|guardarropa|taquillas)|qué (?:tengo que|puedo|hago|debo)|cómo (?:puedo|hago|lo|se)|(?:dónde|cuándo|cuál|a qué hora) (?:está|es|puedo|se|abren|sale)|alguien sabe|es (?:posible|normal)|me (?:pueden|podrían)|hay (?:alguna|algún|forma|manera)|viene',
  ),
  fr: begins(
    "(?:à qui|il y a (?:un ascenseur|une rampe|un parking|moyen)|est-ce (?:que|qu'|possible)|comment (?:faire|je|on|puis-je)|que (?:dois-je|puis-je|faire)|c'est (?:possible|normal)|(?:quelqu'un) (?:sait|a|peut|pourrait)|(?:avez|pouvez|pourriez|auriez|savez)-vous|y a-t-il|où (?:puis-je|est-ce))",
  ),
  pt: begins(
    '(?:com quem|a quem|tem (?:elevador|rampa|estacionamento|desconto)|alguma? (?:forma|maneira)|o que (?:tenho|devo|posso|faço)|como (?:posso|faço|é que)|alguém sabe|é (?:possível|normal)|(?:onde|quando) (?:posso|fica|é que)|qual (?:a|o|é|farinha)|podem|poderiam|tem como|há (?:alguma|algum))',
  ),
  it: begins(
    "(?:(?:con|a|da) chi|c'è (?:l'ascensore|un ascensore|la rampa|un parcheggio|modo)|cosa (?:devo|posso|faccio)|come (?:posso|faccio|si)|qualcuno (?:sa|ha)|è (?:possibile|normale|ancora)|(?:potete|potreste|mi potete)|dove (?:posso|si|trovo)|a che ora|si può|che succede)",
  ),
  nl: begins(
    '(?:kan (?:dat|ik|het)|is (?:dat|er)|weet iemand|wat moet ik|hoe (?:kan|kom) ik|hebben jullie|kunnen jullie|waar (?:kan|vind) ik)',
  ),
} as const satisfies Record<OpenerLanguage, RegExp>

/** Requests to be told or given something, wherever the author speaks of himself; they end in a full stop as often as in a mark. */
export const requests = {
  en: begins(
    '(?:please |pls |do |kindly |just )*(?:let me know|tell me|tell us|advise) (?:if|whether|when|where|what|which|how|who|why)',
    "(?:i'd|i would|we'd|we would) (?:like|love) to (?:know|ask|find out|hear)|i(?:'d| would) be interested (?:in knowing|to know)",
    '(?:i )?(?:need|want|wanted) to (?:know|ask)|(?:just )?(?:checking|asking) (?:if|whether|when|what)|i was going to ask',
    '(?:can|could|would) (?:somebody|someone|anyone|anybody)',
    'wondering (?:if|whether|what|when|why|how|where)',
    '(?:i )?need (?:the|an?|your|some) .{3,60} (?:pls|please|plz)',
  ),
  de: begins(
    '(?:ich |wir )?(?:bitte|bitten|bräuchten?) (?:dringend |kurz )?um (?:auskunft|info|infos|rückmeldung|antwort|hilfe|rückruf)',
    '(?:mich|uns) (?:würde|hätte|interessiert)(?: \\p{L}+){0,2}|(?:es )?(?:würde|wäre) (?:mich|gut zu wissen)',
    '(?:ich|wir) (?:wollte|wollten|würde|würden|möchte|möchten|hätte|hätten)(?: (?:mal|gern|gerne|nur|kurz|euch|dazu|noch))* (?:fragen|wissen|erfahren|anfragen|nachfragen)',
    '(?:ich|wir) (?:wüsste|wüssten|frage|fragen) (?:gern|gerne|mich|uns|mal)',
    '(?:sagt|sag|sagen sie|gebt|schreibt|verratet) (?:mir|uns)(?: \\p{L}+){0,2}(?:,)? (?:ob|wann|wo|wie|welche|was|warum)',
    '(?:gebt|gib) (?:mir|uns) (?:bitte )?bescheid',
    '(?:ich )?(?:bräuchte|benötige|brauche) (?:mal|noch|bitte|dringend|kurz)',
  ),
  es: begins(
    '(?:me gustaría|quisiera|querría|quiero|quería|necesito|necesitaría|desearía) (?:saber|preguntar|consultar|conocer)',
    '(?:por favor,? )?(?:avísenme|avisadme|avísame|avísanos|avísennos|me avisan|me avisáis) (?:cuando|si)',
    '(?:por favor,? )?(?:díganme|decidme|dime|dígame|indíquenme|confírmenme) (?:si|cuándo|dónde|cómo|qué|cuál|cuánto)',
    'agradecería (?:saber|que me|información)|una (?:consulta|pregunta)|tengo una (?:duda|pregunta|consulta)',
    '(?:me|nos) (?:pasan|pasas|mandan|mandas|envían|envías|das|dan|dices|dicen)',
  ),
  fr: begins(
    "(?:je voudrais|je souhaiterais|je souhaite|j'aimerais|on aimerait|nous aimerions|j'aurais voulu|je voulais)(?: bien| juste| aussi)* (?:savoir|connaître|demander|vous demander)",
    "(?:merci|prière) de (?:bien vouloir )?(?:me|nous) (?:dire|indiquer|préciser|confirmer)|merci de m'indiquer",
    "(?:dites|dis|précisez|indiquez)-(?:moi|nous)(?: \\p{L}+)? (?:si|s'il|quand|où|comment|ce que|quel|quelle|pourquoi)",
    "(?:j'ai )?(?:une )?(?:petite )?question|je me demand(?:e|ais) (?:si|s'il|quand|où|comment)",
    "il (?:me|nous) faudrait|j'aurais besoin|(?:tu |vous )?(?:peux|pouvez|pourriez|pourrais) (?:vous |tu )?(?:me|nous)",
  ),
  pt: begins(
    '(?:eu )?(?:gostaria|gostava|queria|quero|preciso|precisava)(?: de| muito de)? (?:saber|perguntar|confirmar|conhecer)',
    '(?:por favor,? )?(?:me avisem|avisem-me|me avisa|avise-me|me avise) (?:quando|se)',
    '(?:por favor,? )?(?:digam-me|me digam|me diz|diga-me|me diga|informem-me) (?:se|quando|onde|como|qual|quanto)',
    '(?:tenho )?uma (?:dúvida|pergunta)|estou na dúvida',
    '(?:me|nos) (?:manda|mandam|passa|passam|envia|enviam|diz|dizem)|(?:podes|pode|podem)[- ]me',
  ),
  it: begins(
    '(?:vorrei|volevo|vorremmo|mi piacerebbe|desidero)(?: solo| anche)? (?:sapere|chiedere|chiedervi|capire)',
    '(?:avrei|ho|avremmo) bisogno di sapere|(?:una )?(?:domanda|informazione|curiosità)',
    '(?:fatemi|fammi|fateci) sapere (?:se|quando|come|dove|quanto)',
    '(?:ditemi|dimmi|diteci|mi dite|mi sapete dire|mi sapreste dire) (?:se|quando|dove|come|qual|quanto|cosa)',
    'mi chied(?:o|evo) (?:se|quando|come)',
    '(?:mi|ci) (?:mandate|mandi|inviate|passate|dite|date|girate)',
  ),
  nl: begins(
    '(?:ik )?vroeg me af|ik vraag me af|(?:ik )?(?:zou|wil|wilde) (?:graag )?(?:willen )?(?:weten|vragen)',
    'graag (?:hoor|weet|verneem) ik|ik (?:hoor|weet|verneem) graag|ik ben benieuwd (?:of|wanneer|hoe)',
    '(?:laat|laten) (?:me|ons|maar|het)(?: \\p{L}+){0,2} weten (?:of|wanneer|waar|hoe|wat)',
    'kan (?:iemand|er iemand)|(?:ik heb )?een vraag(?:je)?',
  ),
} as const satisfies Record<OpenerLanguage, RegExp>

/** How questions end that keep the order of statements: `vous fermez quand`, `falo com quem`. */
export const closers = {
  fr: /(?:(?:^|\s)(?:où|quand|combien|comment|lequel|laquelle)|(?:à|avec|chez|pour|de) (?:qui|quoi)|(?:est|c'est|fait|faites|a|ont|fermez|ouvrez|coûte|dure|part|vaut) quoi|quel(?:le)?s? \p{L}+)$/u,
  pt: /(?:(?:com|a|para|de) quem|(?:é|fica|são|abre|fecha|sai|custa|vai|começa) (?:onde|quando|quanto|como)|a que horas|até quando|por quê)$/u,
  it: /(?:(?:a|con|da|per) chi|a che ora|(?:è|sono|costa|apre|chiude|parte) (?:dove|quando|quanto))$/u,
  es: /(?:(?:con|a|de|para) quién|a qué hora|por qué|(?:es|queda|cuesta|abre|sale|cierra) (?:dónde|cuándo|cuánto))$/u,
} as const satisfies Partial<Record<OpenerLanguage, RegExp>>
