import { readPosts } from './post.ts'

/** Dutch: what a bakery, a railway, a museum and a maker of software hear. Fewer, for languages and questions. */
export const posts = readPosts(
  'nl',
  String.raw`
001 ask plain Hebben jullie op zondag ook speltbrood?
002 say warm Wat een heerlijke appelflappen, de hele klas heeft gesmuld!
003 say cross Weer een trein minder en weer geen omroep. Ik ben er klaar mee.
004 ask plain weet iemand of je met een museumkaart moet reserveren
005 say plain De vonk sloeg over en het hooi stond in brand.
006 ask plain Hoe laat gaat de laatste trein naar Zuiddijk
007 say cross Sinds de update kan ik niets meer opslaan. Lekker dan.
008 say plain Gezocht: bakker voor de nacht, drie dagen per week.
009 say warm Dank aan de conducteur die mijn zoon naar het goede perron bracht.
010 ask plain Kan ik mijn kaartje nog omruilen voor een andere dag?
011 say plain Het museum is op maandag gesloten.
012 say cross Veertig minuten in de wacht en dan de verbinding verbroken. Schandalig.
013 ask plain Ik vroeg me af of de rondleiding ook in het Engels is.
014 say plain Mijn oma bewaarde het zuurdesem in een stenen pot.
015 say warm Geweldig zoals jullie dat hebben opgelost, binnen een uur nog wel.
016 ask plain mag mijn hond mee in de stoomtrein
017 say plain Win een weekend weg! Like, deel en tag twee vrienden.
018 ask plain Wanneer komt de nieuwe versie voor oudere telefoons uit?
019 say cross Wie verzint het om de enige lift op zaterdag te repareren?
020 say plain Ze vroeg "is dat echt?" en iedereen begon te lachen.
021 ask plain Waar vind ik de facturen van vorig jaar
022 say warm Prachtige tentoonstelling, de zaal met de klokken was onze favoriet.
023 say plain Vanaf maandag rijdt er tussen Zuiddijk en Molenaar een bus.
024 ask plain Zou iemand mij kunnen terugbellen over bestelling 4410
025 say cross Taart besteld, verkeerde naam erop, geen excuses. Nooit meer.
026 say plain Een half kilo meel, een snuf zout en veel geduld.
027 ask plain Is er bij de ingang een plek voor kinderwagens?
028 say warm Mijn vader van negentig heeft genoten, bedankt voor de extra tijd ❤️
029 say plain De prijzen stegen in mei met twee procent.
030 ask plain Verkopen jullie ook losse krentenbollen
031 say cross Belachelijk duur voor twee zaaltjes en een kapotte film.
032 say plain Om negen uur verzamelen bij de kiosk, ik neem koffie mee.
033 ask plain Jullie zijn met Koningsdag toch open?
034 say warm Wat een service, op zondagavond nog antwoord gekregen!
035 say plain Te koop: broodkast uit 1930, ophalen in Molenaar.
036 ask plain Doet de zoekfunctie het bij anderen ook niet
037 say cross Drie keer gebeld, drie keer een ander verhaal.
038 say plain Hij wilde weten waarom de korst kraakt als het brood afkoelt.
039 ask plain Graag hoor ik wanneer de cadeaudozen er weer zijn.
040 say warm Top dat de rode lijn weer op tijd rijdt, complimenten.
041 say plain Storm in het noorden, code geel tot middernacht.
042 ask plain Wat kost een jaarkaart voor twee volwassenen
043 say cross Dit is de slechtste app die ik ooit betaald heb.
044 say plain Het spoor werd in 1904 verdubbeld.
045 ask plain Welke bloem gebruiken jullie voor het boerenbrood?
046 say warm Hoe leuk is dat, een broodje in de vorm van een stoomlocomotief!
047 say cross Is dit een grap? Zes euro voor een plak cake?
048 say plain Altijd al eigen baas willen zijn? Meld je aan voor ons webinar.
`,
)
