import { readPosts } from './post.ts'

/** Italian: what a bakery, a railway, a museum and a maker of software hear. */
export const posts = readPosts(
  'it',
  String.raw`
001 say warm La focaccia di stamattina era ancora calda e profumatissima, complimenti al forno!
002 ask plain Scusate, la colomba senza canditi la fate anche quest'anno?
003 say cross Regionale soppresso, il successivo pure. E noi qui a congelare sul binario.
004 ask plain qualcuno sa se domenica il museo è gratuito
005 say plain Scintilla: particella incandescente che si stacca da un corpo in combustione.
006 ask plain Avete una versione del programma per i computer vecchi?
007 say cross Rinnovo automatico mai richiesto, ottanta euro spariti e nessuno che risponda.
008 say plain Cercasi pasticcere con esperienza, no perditempo, telefonare ore pasti.
009 say warm Grazie di cuore al capotreno che ha aspettato mia zia con il bastone.
010 ask plain quanto costa il biglietto cumulativo
011 say cross Ma che bella idea chiudere l'unico bagno della stazione d'estate. Geniale.
012 say plain La biblioteca resta chiusa per inventario fino a giovedì.
013 ask plain Mi sapreste dire da quale binario parte la navetta?
014 say warm Finalmente un aggiornamento che migliora le cose invece di peggiorarle. Bravi!
015 say plain Vuoi dimagrire senza dieta? Scrivimi in privato e ti svelo il metodo 🍋
016 say cross Cornetto surgelato spacciato per artigianale. Vergognatevi.
017 ask plain C'è uno sconto per gli studenti universitari?
018 say plain Il ponte ferroviario fu ricostruito nel 1951 con travi d'acciaio.
019 say warm Siamo rimasti a bocca aperta davanti al plastico, che precisione, che pazienza.
020 ask plain Come si fa a spostare una prenotazione
021 say cross Chiamo da giorni, risponde sempre la musichetta.
022 say plain "Dove andiamo a finire?" è il titolo del convegno di sabato.
023 ask plain Vorrei sapere se il pane di segale contiene lievito di birra.
024 say warm Babà da urlo 😍 ci torno domani, giuro.
025 say cross Ho aperto tre segnalazioni, chiuse tutte e tre come duplicate una dell'altra.
026 ask plain Entro quando bisogna ritirare la torta ordinata?
027 say plain Ieri sera ho impastato due chili di farina tipo 1.
028 ask plain posso portare il cane sul treno storico o deve stare nel trasportino
029 say warm Un plauso ai volontari che tengono aperta la galleria: preparati e gentilissimi.
030 say cross Aria condizionata a palla, finestrini bloccati, un'ora di ritardo. Viaggio da incubo.
031 say plain Domani eclissi parziale visibile dalle dieci e un quarto.
032 ask plain Esiste una scorciatoia per duplicare un foglio?
033 say cross Complimenti vivissimi: avete reso inutilizzabile l'unica funzione che serviva.
034 say plain 🎉 Abbiamo estratto il vincitore del buono spesa, auguri a Carla P.
035 ask plain Il laboratorio di ceramica è adatto anche a chi non ha mai provato?
036 say warm Consegna perfetta, torta integra, bimba felice. Che altro dire, grazie.
037 say plain Nonna teneva il lievito madre in un vaso blu sulla mensola.
038 ask plain A chi devo rivolgermi per un oggetto dimenticato in carrozza
039 say cross Pane gommoso, crosta molle, prezzo da gioielleria.
040 say plain Da lunedì cambia il numero del centralino.
041 ask plain Buongiorno, il passaggio per le carrozzine si trova sul retro?
042 say warm Mi avete salvato la tesi, il ripristino ha funzionato al primo colpo!
043 say cross A che serve prenotare il posto se poi ci trovi seduto un altro e nessuno interviene?
044 say plain È morto il liutaio che restaurò i violini della collezione.
045 ask plain prendete i buoni pasto
046 say warm Che squadra! Sempre col sorriso anche alle sei del mattino.
047 say cross Pubblicate foto di gattini mentre mezza linea è ferma da stamattina.
048 ask plain Avrei bisogno di sapere se l'abbonamento vale anche sui bus sostitutivi.
049 say plain Perché le bolle nella pizza? Lo spiega il nostro articolo https://lievito.example/a?id=9
050 say warm Restauro superbo, i colori del soffitto sembrano dipinti ieri.
051 ask plain Quando riaprite dopo le ferie
052 say cross Bugiardi: "disponibile subito" vuol dire tre settimane?
053 say plain Ci vediamo alle otto davanti all'edicola, porto io i biglietti.
054 ask plain Preparate qualcosa di salato senza glutine per una festa di trenta persone?
055 say warm La ragazza della biglietteria di Montalba è stata un angelo.
056 say cross Due addebiti, zero spiegazioni, tanta rabbia.
057 ask plain Il treno delle 17:20 ferma anche a Borgo, giusto?
058 say plain Tamponamento in tangenziale, code di quattro chilometri.
059 say cross Soldi buttati. Metà delle sale al buio e didascalie scritte coi piedi.
060 ask plain @fornodelponte stasera a che ora chiudete?
061 say warm Mio figlio dislessico ha seguito tutta la visita grazie alle vostre schede. Non lo dimentico.
062 say plain La scintilla scoccò durante una riunione di condominio.
063 ask plain Potreste rimandarmi la ricevuta del 4 aprile
064 say cross Il programma si pianta, riparte, si ripianta. E io pago.
065 say plain Oggi gnocchi, domani chissà.
066 ask plain Si può pagare in contanti al parcheggio del museo
067 say warm Viaggio silenzioso, poltrone comode, arrivo in anticipo: chapeau.
068 say cross Ventidue euro per una mostra di riproduzioni. Mi sento presa in giro.
069 ask plain Avevo un buono regalo scaduto a marzo, è ancora utilizzabile?
070 say plain Il vecchio tram finì i suoi giorni come bar sulla spiaggia.
071 say cross Sporco, tardi, pieno: la triade del mattino.
072 ask plain Sapete se nelle vicinanze c'è un fasciatoio
073 say warm Avete trovato il coniglietto di pezza! Qui si festeggia 🐰💛
074 say plain Corso serale di incisione, dieci lezioni, iscrizioni aperte.
075 ask plain pensate di mettere il tema scuro prima o poi
076 say cross Era così complicato mettere un cartello con scritto "ascensore guasto"?
077 say warm La nuova ricerca è una bomba, trova qualsiasi cosa in un attimo.
078 ask plain Che differenza c'è tra la licenza personale e quella di gruppo?
079 say plain Il prezzo del grano duro è calato per il terzo mese.
080 say cross Trattata come una ladra perché il lettore non leggeva il codice.
081 ask plain Solo a me non arriva la mail di conferma?
082 say warm Non sono un tipo da recensioni, però quel tiramisù meritava due righe. Divino.
083 say plain Mi chiedevo se avrebbe piovuto, e intanto pioveva.
084 ask plain Fino a quando resta esposto il Cristo ligneo
085 say cross Maleducati al banco, distratti in cassa, assenti in sala.
086 say plain Vendo impastatrice a spirale da venti chili, ritiro a mano.
087 ask plain Sarebbe possibile avere il menù degli allergeni via mail?
088 say warm Dieci anni di abbonamento e oggi per la prima volta un mazzolino di fiori dal capostazione. Che gesto!
089 say cross Non funziona niente da stamattina, ma la pagina di stato è tutta verde.
090 ask plain perché non mi fa salvare il documento
091 say plain Spedizione gratuita su tutte le tazze ufficiali, solo fino a mezzanotte.
092 say warm Fortunato chi abita sopra quel forno.
093 ask cross Quanto ancora dovrò aspettare per un bonifico che dovevate fare a gennaio?
094 say plain Spensero le luci della sala e partì il filmato muto.
095 say cross Peccato, tanta pubblicità e poi il nulla. Delusione totale.
096 ask plain Manca molto alla fine dei lavori in atrio
097 say warm Gita sul treno a vapore promossa a pieni voti da nonni e nipoti!
098 say plain L'autore firma le copie venerdì dalle diciotto alle venti.
099 ask plain Buonasera, dove si possono lasciare le valigie durante la visita
100 say cross Ho trovato un pezzo di plastica nel panino. Schifo.
101 say warm Segnalato ieri, risolto oggi. Così si lavora.
102 ask plain E se perdo lo scontrino del guardaroba che succede?
103 say plain Nella notte torna l'ora solare, lancette indietro di sessanta minuti.
104 say cross Bravi, davvero, un'altra riunione per decidere che i treni tardano.
105 ask plain Fatemi sapere quando tornano i biscotti al farro, per favore.
106 say warm Emozionante il concerto nel chiostro, sotto le stelle poi.
107 say plain Sciopero di ventiquattro ore proclamato per venerdì 12.
108 ask plain Metterete treni straordinari per la partita
109 say cross Peggio di così non si può. Rivoglio la versione vecchia.
110 say plain Con l'acqua della pasta si può impastare il pane, dice il giornale.
111 ask plain Il giovedì pomeriggio l'ingresso è libero per tutti o serve prenotare?
112 say warm Brioche sublime, caffè pure.
113 say warm Come si fa a non voler bene a un posto così?
114 say plain Stanco del solito lavoro? Entra nel nostro team, guadagni da subito.
115 say cross Ma stiamo scherzando? Quattro euro per un caffè al tavolo della stazione?
116 say plain Che fine hanno fatto i vecchi filobus? Uno ospita un'edicola.
117 say warm Quanto è buona la crostata di visciole
118 say cross Che vergogna chiudere lo sportello con trenta persone in coda.
119 say warm Chi l'avrebbe mai detto che una mostra di bottoni potesse divertirmi tanto?
120 ask plain Ditemi se devo portare la ricevuta stampata.
121 say plain Sul muro c'era scritto "hai chiuso il gas?" con la vernice rossa.
`,
)
