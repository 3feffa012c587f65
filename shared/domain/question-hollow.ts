/**
 * Sentences with a question mark that want no answer, per language, in lower case with straight apostrophes:
 * - `rhetorical` and `admiring`: complaints and praise in the shape of a question, by how they begin;
 * - `outcry`: a whole sentence that only cries out; alone it may truly ask ("Really?"), after something it does not;
 * - `advertising` with `offer`: an opening question that the author goes on to answer with an offer;
 * - `pointer`: what follows says where the answer stands, or gives it;
 * - `reported`: what introduces the question of somebody else, or the title of a talk.
 */
export interface HollowWords {
  rhetorical: RegExp
  admiring: RegExp
  outcry: RegExp
  advertising: RegExp
  offer: RegExp
  pointer: RegExp
  reported: RegExp
}

/** Word boundaries of `\b` know only ASCII. */
const end = '(?![\\p{L}\\p{N}])'
const begins = (words: string): RegExp => new RegExp(`^(?:${words})${end}`, 'u')
const whole = (words: string): RegExp => new RegExp(`^(?:${words})$`, 'u')
const within = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})${end}`, 'u')

export const hollowWords = {
  en: {
    rhetorical: begins(
      "how (?:hard|difficult) (?:can|could) it be|what(?:'s| is) the (?:point|use) (?:of|in)|who (?:needs|cares)|since when|do you (?:people )?even|are you (?:people )?(?:kidding|serious|joking)|is (?:this|that) (?:a|some|supposed to be a) joke|you can't be serious|why (?:on earth|even bother|bother|do i even)|what did i (?:just|even)|could (?:this|it) be any|(?:can|could|will|would) you (?:\\p{L}+ ){0,3}stop|who (?:thought|decided|came up)|whose idea|why would (?:any|some)|how many (?:more )?times (?:do|must|will|have)",
    ),
    admiring: begins(
      "who (?:knew|would have|wouldn't love|doesn't love)|can we (?:just )?(?:talk about|take a moment|appreciate)|isn't (?:it|this|that) (?:just )?(?:lovely|great|amazing|beautiful|wonderful|gorgeous)|how (?:good|great|cute|lovely|beautiful|cool) (?:is|are)|what (?:more|else) (?:do|could) (?:you|one|anyone) (?:want|need|ask)",
    ),
    outcry: whole(
      "(?:oh |but |no,? )?(?:really|seriously|honestly|what|huh|eh|right|wow|for real|are you serious|are you kidding(?: me)?|you(?:'re| are) kidding|is that a joke|no)(?: now)?",
    ),
    advertising: begins(
      '(?:do you |are you )?(?:want|wanna|tired|sick|ready|looking|struggling|bored|need|dreaming|fed up|thinking)(?: to| of| for| with| about| a| more)|did you know|have you ever',
    ),
    offer: within(
      'join|click|sign up|try|use code|our|we help|get yours|dm|message us|apply|order now|book now|call us|be your own',
    ),
    pointer: within(
      '(?:our|the|my) answer|answers? (?:is|are|in|below|here)|read (?:more|on|it)|find out|on (?:the|our|my) blog|in (?:the|our|this|my) (?:article|magazine|post|video|guide|newsletter|bio)',
    ),
    reported: within(
      '(?:reader|people|everyone|everybody|someone|somebody|he|she|they|customer|visitor|kid|son|daughter|wife|husband)s? (?:asks?|asked|wonders?|wondered|keeps? asking|wanted to know)|(?:talk|lecture|panel|podcast|book|quiz|title|headline|topic|debate)',
    ),
  },
  de: {
    rhetorical: begins(
      "wie (?:schwer|schwierig) kann|wer braucht (?:schon|da|denn)|wer kommt (?:denn )?auf|wollt ihr mich|will (?:man|mich)|seid ihr (?:noch|eigentlich|völlig|denn)|(?:geht|ging)(?:'s| es) noch|habt ihr (?:sie noch|eigentlich noch|nichts besseres|noch alle)|soll das (?:ein witz|euer ernst|ein scherz)|ist das (?:euer|ihr|dein) ernst|was soll (?:das|der|die)|muss das (?:sein|denn sein)|wozu (?:habe|zahle|bezahle|gibt es)|wofür (?:zahle|bezahle)|seit wann|wer (?:denkt|lässt|hat) sich(?: denn| bloß| nur)?|wer (?:kam|kommt) auf die",
    ),
    admiring: begins(
      'wer hätte (?:das )?gedacht|ist (?:das|es) (?:nicht|denn nicht) (?:herrlich|schön|toll|süß|wunderbar|großartig|traumhaft)|wie (?:süß|schön|toll|geil|gut|lecker|cool) (?:ist|sind)',
    ),
    outcry: whole(
      '(?:ach |echt |wie,? |aber )?(?:wirklich|ernsthaft|echt|im ernst|euer ernst|wie bitte|hallo|was|hä|na und|noch fragen)',
    ),
    advertising: begins(
      'lust auf|keine lust (?:mehr )?auf|bereit für|(?:du )?willst du|du willst|du suchst|suchst du|sucht ihr|träumst du|wolltest du schon|schon mal|genug von|wusstet ihr|wusstest du|hast du gewusst|kennst du das',
    ),
    offer: within(
      'jetzt|unser(?:e|em|en|er)?|wir machen|schreib(?:t)? uns|melde dich|folge uns|dann|klappt|garantiert|kostenlos|gratis|hol dir|sichere dir',
    ),
    pointer: within(
      'antwort(?:en)?|auflösung|im (?:blog|beitrag|artikel|video|heft)|mehr dazu|jetzt lesen|verraten wir|erklären wir|(?:hilft|sagt),? (?:sagt|die|das|der)|rezept (?:steht|gibt es)',
    ),
    reported: within(
      'vortrag|lesung|diskussion|podcast|buch|thema|quiz|titel|umfrage|(?:fragt|fragte|fragten|fragen)(?: mich| uns| sich)?|wollte wissen',
    ),
  },
  fr: {
    rhetorical: begins(
      "à quoi (?:bon|ça sert|sert)|pourquoi faire simple|(?:vous )?vous (?:vous |ne vous )?(?:moquez|fichez|foutez|êtes moqués)|on se (?:moque|fiche|fout)|merci qui|qui (?:aurait (?:cru|dit)|a besoin|l'eût cru)|(?:c'est|c') (?:une|quoi cette) (?:blague|plaisanterie)|depuis quand|est-ce (?:si|vraiment si|trop) (?:difficile|compliqué|dur)|c'est (?:si|tellement) (?:difficile|compliqué)|qui a (?:eu l'idée|décidé|pensé|validé|bien pu)",
    ),
    admiring: begins(
      "comment ne pas (?:aimer|adorer|tomber|craquer|fondre)|n'est-ce pas (?:beau|magnifique|merveilleux)|que demande le peuple|que demander de (?:plus|mieux)|quoi de (?:plus|mieux)",
    ),
    outcry: whole(
      "(?:non mais |ah |mais )?(?:sérieux|sérieusement|vraiment|ah bon|quoi|hein|pardon|allô|merci qui|ah oui|et alors|c'est une blague|non)",
    ),
    advertising: begins(
      "envie (?:de|d')|besoin (?:de|d')|marre (?:de|d')|prêts?(?:es?)? (?:à|pour)|vous (?:cherchez|rêvez|voulez|souhaitez|aimez|en avez)|tu (?:aimes|veux|cherches|rêves)|le saviez-vous|saviez-vous que|et si (?:vous|on)|fatigués?(?:es?)? (?:de|d')",
    ),
    offer: within(
      'découvrez|abonne-toi|abonnez-vous|rejoins|rejoignez|contacte(?:z)?|notre|nos|inscris-toi|inscrivez-vous|cliquez|offert|gratuit',
    ),
    pointer: within(
      '(?:la )?réponses?|dans (?:notre|le|cet) (?:dossier|article|blog|numéro)|à lire|en savoir plus|on vous (?:explique|dit tout|raconte)|découvrez',
    ),
    reported: within(
      'conférence|débat|podcast|livre|thème|titre|question du jour|(?:demande|demandé|demandait|demandent)|(?:voulait|voulaient) savoir|pancarte',
    ),
  },
  es: {
    rhetorical: begins(
      '(?:y )?(?:para qué|pa qué) (?:quiero|quiere|quieren|queremos|tener|pagar|pago|pagamos|voy|está|están|tienen)|de qué (?:me |nos )?sirve|(?:es )?tan (?:difícil|complicado) (?:es|era|resulta)|tanto (?:cuesta|costaba|les cuesta)|(?:pero )?qué (?:broma|clase de|tomadura)|quién (?:necesita|se cree)|a quién se le (?:ocurre|ocurrió)|(?:pero )?(?:ustedes |vosotros )?(?:se|os) (?:están |estáis )?(?:burlando|burláis|burlan|creen que)|me (?:están|estáis) (?:tomando|vacilando)|desde cuándo|no (?:les|os) da vergüenza',
    ),
    admiring: begins(
      'se puede ser más|cómo no (?:enamorarse|querer|amar)|qué más se puede pedir|quién (?:dijo|iba a decir|lo diría)',
    ),
    outcry: whole(
      '(?:pero )?(?:en serio|de verdad|perdón|cómo|qué|hola|y qué|verdad|es broma|es una broma|eh)',
    ),
    advertising: begins(
      'cansad[oa]s? de|hart[oa]s? de|quieres|buscas|te gustaría|list[oa]s? para|sabías que|sueñas con|necesitas|aburrid[oa]s? de|ganas de|te apetece',
    ),
    offer: within(
      'únete|nuestr[oa]s?|escríbe(?:me|nos)|apúntate|inscríbete|sigue|descubre|gratis|pide|llama|contáctanos',
    ),
    pointer: within(
      'respuesta|te lo (?:contamos|explicamos)|(?:lo|te) explicamos|en (?:el|nuestro|este) (?:blog|artículo|hilo|vídeo|video|reportaje)|lee(?:r)? más|descubre|algun[oa]s (?:acabaron|terminaron)',
    ),
    reported: within(
      'charla|conferencia|debate|pódcast|podcast|libro|tema|título|(?:pregunta|preguntó|preguntaba|preguntan)(?: de(?:l)?)?|quiso saber|letrero',
    ),
  },
  pt: {
    rhetorical: begins(
      '(?:de|para) que (?:me |nos )?(?:serve|adianta)|(?:pra|para) que (?:ter|pagar|pago|quero|tenho|serve)|(?:que|de que) adianta|custa (?:assim )?tanto|é (?:assim )?tão (?:difícil|complicado)|quem (?:precisa|nunca)|(?:isso|isto) é (?:sério|uma piada|alguma piada|a sério)|(?:estão|tão|vocês estão) (?:a )?(?:gozar|brincando|brincar|de brincadeira)|desde quando|não têm vergonha|quem (?:foi que|teve a ideia|achou|decidiu)|cadê (?:o respeito|a vergonha)',
    ),
    admiring: begins(
      'como não (?:amar|gostar|adorar|se apaixonar)|quer coisa melhor|que mais se pode|quem (?:disse|diria)',
    ),
    outcry: whole(
      '(?:mas )?(?:sério|é sério|a sério|isso é sério|verdade|de verdade|como assim|hã|oi|o quê|e daí|jura|não é)',
    ),
    advertising: begins(
      'quer(?:es)? (?:\\p{L}+r|uma?|mais)|cansad[oa]s? de|fart[oa]s? de|pront[oa]s? para|já pensou|sabia que|sabias que|você sabia|procura|procuras|sonha|precisa de|está à procura',
    ),
    offer: within(
      'fale|nosso|nossa|conosco|connosco|inscreva-se|siga|clique|peça|grátis|chama|chame|matrículas|vagas|venha',
    ),
    pointer: within(
      'respostas?|explicamos|contamos (?:tudo|aqui|no)|no (?:blog|nosso|artigo)|n(?:o|este) (?:artigo|vídeo)|leia (?:mais|aqui)|saiba mais|(?:dois|duas|alguns|algumas) (?:estão|acabaram|foram)',
    ),
    reported: within(
      'palestra|conferência|debate|podcast|livro|tema|título|(?:pergunta|perguntou|perguntava|perguntam)|quis saber|lia-se',
    ),
  },
  it: {
    rhetorical: begins(
      'a (?:che|cosa) serve|(?:ma )?a che (?:pro|serve)|era (?:così|tanto) (?:difficile|complicato)|è (?:così|tanto) (?:difficile|complicato)|(?:ci )?(?:vuole|voleva) (?:così )?tanto|(?:ma )?(?:state|stiamo|stai) scherzando|(?:ma )?(?:è|vi sembra) (?:uno scherzo|normale|serio)|chi (?:ha bisogno|se ne)|da quando in qua|(?:ma )?(?:ci|mi) (?:prendete|state prendendo|pigliate)|perché fare le cose|non vi vergognate|chi ha (?:avuto|pensato|deciso)',
    ),
    admiring: begins(
      "come (?:si fa|fate|fai) a non (?:amar|voler|ador|innamor)\\p{L}*|che (?:cosa )?volere di più|cosa si può volere|chi (?:l'avrebbe|lo avrebbe|ha detto)",
    ),
    outcry: whole(
      '(?:ma )?(?:davvero|sul serio|veramente|scherziamo|cosa|come|scusa|eh|pronto|e allora|ma dai|vero)',
    ),
    advertising: begins(
      '(?:sei )?stanc[oaihe]+ d(?:i|el|ella|ei|elle)|stuf[oaihe]+ di|vuoi|vorresti|cerchi|sogni|pront[oaie] (?:a|per)|lo sapevi|sapevi che|sapevate che|hai voglia|ti piacerebbe|voglia di|hai mai',
    ),
    offer: within(
      'entra|nostr[oai]|scrivi(?:mi|ci)|guadagni|iscriviti|segui|gratis|clicca|contattaci|unisciti|prenota|vieni',
    ),
    pointer: within(
      '(?:la )?risposta|(?:lo|ve lo|te lo) (?:spiega|spieghiamo|raccontiamo)|ne parliamo|nel (?:nostro )?(?:blog|articolo|video)|sul blog|leggi|scopri(?:lo)?|scrivimi|uno? ospita',
    ),
    reported: within(
      "convegno|conferenza|dibattito|podcast|libro|tema|titolo|(?:chiede|chiese|chiedeva|chiedono|domanda(?:va)?)|voleva sapere|(?:c'era )?scritto",
    ),
  },
  nl: {
    rhetorical: begins(
      'hoe moeilijk (?:kan|is)|wie (?:verzint|bedenkt|had (?:dat )?gedacht|heeft er)|is (?:dit|dat) (?:een|soms een) (?:grap|mop)|sinds wanneer|wat (?:heeft|heb je) (?:het |er )?(?:voor zin|aan)|waar betaal ik|nemen jullie ons|meen je (?:dat|dit)',
    ),
    admiring: begins(
      'is (?:dit|dat|het) niet (?:prachtig|heerlijk|leuk|schattig|mooi)|hoe (?:leuk|mooi|lekker|schattig|lief) (?:is|zijn)|wie had (?:dat )?gedacht',
    ),
    outcry: whole('(?:echt|serieus|echt waar|wat|hè|pardon|hallo|toch|meen je dat)'),
    advertising: begins(
      'altijd al|zin in|ben jij|ben je|wil (?:jij|je)|droom je|op zoek naar|klaar voor|moe van|wist je|wist jij',
    ),
    offer: within('meld je|schrijf je|onze?|volg|gratis|klik|bestel|doe mee'),
    pointer: within(
      'antwoord(?:en)?|lees (?:meer|het|hier)|in (?:ons|het|dit) (?:blog|artikel)|op (?:ons|het|de) blog|leggen we uit|ontdek',
    ),
    reported: within('lezing|debat|podcast|boek|thema|titel|(?:vraagt|vroeg|vragen)|wilde weten'),
  },
  ja: {
    rhetorical:
      /(?:ふざけて(?:る|いる)の|舐めて(?:る|いる)の|なめて(?:る|いる)の|冗談でしょ|何様|いい加減にし|どういうつもり|この(?:量|値段|対応)で?)$/u,
    admiring:
      /(?:最高|素敵|すごく|可愛く|かわいく|素晴らしく|やばく)(?:じゃない|ない|すぎない|ありませんか)$/u,
    outcry: /^(?:え|は|嘘|うそ|本当|ほんと|マジ|まじ|何|なに)$/u,
    advertising:
      /(?:興味(?:は)?ありませんか|お(?:悩み|困り|探し)(?:では|じゃ)?(?:ありませんか|ですか)|したくないですか|してみませんか|始めませんか|知っていますか|ご存[知じ]ですか)$/u,
    offer: /詳しく|プロフ|リンク|無料|登録|フォロー|DM|こちら/u,
    pointer: /詳しくは|詳細は|プロフ|リンク|こちら|答えは|正解は|ブログで/u,
    reported: /(?:講演|講座|特集|記事|題名|タイトル|クイズ|と聞かれ)/u,
  },
} as const satisfies Record<string, HollowWords>
