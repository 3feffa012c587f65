import { readPosts } from './post.ts'

/** German: what a bakery, a railway, a museum and a maker of software hear. */
export const posts = readPosts(
  'de',
  String.raw`
001 say warm Die Nussecken von heute früh waren ein Gedicht. Danke ans ganze Team!
002 ask plain Habt ihr am Pfingstmontag auf oder lohnt sich der Weg nicht?
003 say cross Schon wieder Schienenersatzverkehr, schon wieder steht kein Bus da.
004 ask plain Weiß jemand, ob man das Deutschlandticket auch in der Museumsbahn nutzen kann
005 say plain Der Kern eines Atoms besteht aus Protonen und Neutronen.
006 ask plain Guten Morgen, gibt es die Dinkelstangen auch ohne Sesam?
007 say cross Seit dem Update startet Funke nicht mehr. Glückwunsch, ganze Arbeit.
008 say plain Ab Montag gilt auf der Strecke nach Altried ein neuer Fahrplan.
009 say warm Unser Kleiner redet seit drei Tagen nur noch vom Dampflokführerstand 🥰 tausend Dank!
010 ask plain wann macht ihr samstags zu
011 say cross 45 Minuten in der Warteschleife, dann fliegt man raus. So geht man nicht mit Kunden um.
012 say plain Suche Mitfahrgelegenheit von Altried nach Lembach, Freitag gegen 16 Uhr.
013 ask plain Könnt ihr mir sagen, welcher Wagen einen Stellplatz fürs Rad hat?
014 say warm Großes Lob an die Kollegin am Schalter in Lembach, so viel Geduld hätte ich nicht gehabt.
015 say plain Wie backt man Brot ohne Hefe? Das Rezept steht im Blog: https://brot.example/ohne-hefe?quelle=feed
016 say cross Für 5,80 ein Stück Kuchen, das nach Kühlschrank schmeckt. Nein danke.
017 ask plain Ist die Sonderausstellung im Eintritt mit drin?
018 say plain Backstube Kern sucht zum 1. September zwei Auszubildende (m/w/d).
019 ask cross Warum kann eure App im Jahr 2026 immer noch keine Sitzplatzreservierung ändern?
020 say warm Selten so eine liebevoll gemachte Führung erlebt. Wir kommen wieder.
021 ask plain Darf man im Lichthof fotografieren
022 say cross Toll, der Zug ist pünktlich, nur leider ohne die letzten drei Wagen und ohne uns.
023 say plain Er hat gefragt, ob das Brot von gestern ist, und dann doch zwei gekauft.
024 ask plain Hallo, ich wollte fragen, wie lange ihr Bestellungen zurücklegt.
025 say plain 🔥 JETZT 300 € BONUS SICHERN 🔥 nur heute, Link im Profil
026 say warm Endlich ein Kalender, der mit Zeitzonen klarkommt. Funke, ihr rockt!
027 ask plain Was kostet eine Familienkarte, wenn die Oma mitkommt?
028 say cross Das Personal im Café unfreundlich, die Toiletten verdreckt, der Audioguide kaputt.
029 say plain Der Streik endet nach Angaben der Gewerkschaft am Donnerstag um zwei Uhr früh.
030 ask plain @funkeapp läuft die neue Version eigentlich schon unter Linux
031 say cross Wer braucht schon Anschlusszüge. Ich jedenfalls nicht, ich wohne jetzt am Bahnhof.
032 say warm Mega lecker, das neue Walnussbrot, bitte dauerhaft ins Sortiment nehmen 😋
033 say plain In der Nacht zum Sonntag wird die Uhr eine Stunde vorgestellt.
034 ask plain Kann man das Ticket noch stornieren, wenn der Zug ausfällt?
035 say plain Der Funke sprang über, das Heu brannte sofort.
036 say cross Ich habe jetzt zum vierten Mal dieselbe Rechnung bekommen, bezahlt ist sie seit Januar.
037 ask plain Bitte um Auskunft, bis wann die Anmeldung zum Backkurs möglich ist.
038 say warm Danke, danke, danke! Der verlorene Teddy ist heute mit der Post gekommen ❤️
039 ask plain Haltet ihr zwischen Altried und der Grenze noch irgendwo
040 say plain Historische Aufnahme: der Marktplatz um 1910, rechts die alte Bäckerei.
041 say cross Eure Suche findet nichts, nicht einmal den Titel, der groß auf der Startseite steht.
042 ask plain Sind Hunde in der Ausstellung erlaubt, auch wenn sie klein sind?
043 say warm Ich bin ja sonst ein Nörgler, aber diese Brezn: Hut ab.
044 say plain Zugausfall auf der Linie 8 wegen einer Weichenstörung bei Lembach.
045 ask plain hat eigentlich noch jemand Probleme mit der Anmeldung seit heute morgen
046 say cross Verspätung wegen Verspätung. Muss man auch erst mal schaffen.
047 say plain Meine Oma hat immer gesagt, Brot schneidet man nicht warm an.
048 ask plain Wo finde ich denn die Einstellung für die Schriftgröße?
049 say warm Wunderschöner Abend bei der Museumsnacht, vor allem das Orgelkonzert im Keller.
050 say cross Ihr habt einfach mein Konto gelöscht, ohne Vorwarnung. Unverschämt!
051 say plain Gewinne, Gewinne! Folge uns und markiere drei Freunde, um ein iPad zu gewinnen.
052 ask plain Mich würde interessieren, ob die Brötchen vor Ort gebacken werden.
053 say plain Kurs zu Ende, Ofen aus, alle Bleche gespült.
054 say cross Wie schwer kann es sein, eine Durchsage zu machen, die man versteht?
055 ask plain Braucht man für den Nachtzug einen Ausweis oder reicht die App
056 say warm Super Service! Gestern gemeldet, heute behoben.
057 ask plain Ihr macht doch auch Hochzeitstorten, oder?
058 say plain Die Teilnehmerzahl stieg im vergangenen Jahr um vier Prozent.
059 say cross Ganz großes Kino: Fahrkartenautomat kaputt, Kontrolleur verlangt 60 Euro.
060 say warm So gutes Personal hat man selten. Alle freundlich, alle hilfsbereit.
061 ask plain Gibt's noch Karten für die Lesung am Freitag
062 say plain Das Bergwerk im Untergeschoss bleibt wegen Bauarbeiten bis Ostern zu.
063 ask cross Wann hebt bei euch endlich mal jemand ab?
064 say cross Die Baguettes waren innen roh. Zum Wegwerfen zu schade, zum Essen zu schlecht.
065 say warm Heute zum ersten Mal mit der neuen Bahn gefahren, leise, sauber, schnell. Gefällt mir!
066 ask plain Nehmt ihr auch Kartenzahlung oder nur bar?
067 say plain Man nehme 500 g Mehl, 10 g Salz und lasse den Teig zwölf Stunden ruhen.
068 say cross Nicht einmal eine Entschuldigung. Das war mein letzter Besuch.
069 say plain Wir treffen uns um neun am Gleis 3, Proviant nicht vergessen.
070 ask plain welches mehl nehmt ihr für das bauernbrot
071 say warm Ein dickes Dankeschön an den Lokführer, der am Sonntag auf uns gewartet hat.
072 say plain Neues Tutorial: mit Funke in zehn Minuten zur ersten Abfrage.
073 ask plain Wie komme ich vom Hauptbahnhof am besten zum Museum?
074 say cross Ernsthaft, ein Abo nur um PDFs zu drucken? Ihr spinnt.
075 say plain Fünf Verletzte bei Unfall auf der Landstraße nach Altried.
076 ask plain Sagt mal, bietet ihr auch Kindergeburtstage in der Backstube an?
077 say warm Das Croissant hat meinen Montag gerettet ☕🥐
078 say cross Leider völlig enttäuschend, die Hälfte der Räume war gesperrt und gesagt hat es keiner.
079 ask plain Könnte mir bitte jemand den Lieferschein noch einmal schicken
080 say plain Das Wort "wieso?" kommt im ganzen Roman 212-mal vor.
081 say cross Datenverlust beim dritten Mal in Folge. Ich bin so sauer.
082 ask plain Steht schon fest, ob der Zug heute Abend fährt?
083 say warm Chapeau, die Restaurierung der alten Lok ist fantastisch geworden.
084 say plain Lust auf mehr Reichweite? Wir machen dein Profil sichtbar, schreib uns!
085 ask plain ist der aufzug am gleis 2 inzwischen repariert
086 say cross Drei Euro für ein Glas Leitungswasser, das ist doch ein Witz.
087 say plain Kern der Einigung ist ein höherer Mindestlohn ab Januar.
088 say warm Toller Tipp mit dem Tastenkürzel, spart mir jeden Tag Zeit. Merci!
089 ask plain Hallo zusammen, ab wann gibt es wieder Zwiebelkuchen?
090 say cross Angeblich barrierefrei. Mein Rollstuhl und ich standen dann vor sieben Stufen.
091 say plain Fundsache: ein grauer Kinderschuh, abzugeben an der Museumskasse.
092 ask plain Ich bräuchte eine Quittung für die Fahrt vom 3. Mai, geht das noch nachträglich
093 say cross Nie wieder buche ich eine Reise über eure Seite.
094 say warm Ich bin echt begeistert, wie flott die neue Oberfläche ist.
095 say plain Wer am Sonntag wählen will, braucht nur den Ausweis.
096 ask plain Kommt die Wanderausstellung auch nach Lembach?
097 say cross Euer Newsletter lässt sich nicht abbestellen. Das ist verboten, liebe Leute.
098 say plain Heute vor hundert Jahren fuhr der erste elektrische Zug durchs Tal.
099 ask plain Was ist denn bei euch los, die Seite lädt seit einer Stunde nicht
100 say warm Herzlichen Glückwunsch zum Jubiläum, ihr seid seit dreißig Jahren unser Sonntag!
101 say cross Schade, früher war das mal gutes Handwerk. Heute schmeckt alles nach Fabrik.
102 ask plain Lässt sich der Export auch automatisieren, zum Beispiel nachts?
103 say plain Die Kasse schließt eine halbe Stunde vor dem Museum.
104 say warm Kein einziger Absturz seit der neuen Version. Bin positiv überrascht.
105 ask plain Muss der Hund im Zug einen Maulkorb tragen
106 say plain Wetter am Wochenende: erst Regen, dann Sonne, später beides.
107 say cross Wollt ihr mich eigentlich veräppeln? Gestern hieß es noch, alles sei verschickt.
108 ask plain Ob ihr wohl noch eine Torte für morgen dazwischenschieben könntet?
109 say warm Da möchte man gleich noch einmal Kind sein. Zauberhafte Puppenstube im zweiten Stock!
110 say plain Vortrag: Wozu brauchen wir noch Bibliotheken? Dienstag, 19 Uhr, Eintritt frei.
111 say cross Diese Automatenstimme am Telefon treibt mich in den Wahnsinn.
112 ask plain Bin ich hier richtig für Fragen zur Rückerstattung?
113 say warm Ist das nicht herrlich? Frischer Hefezopf und dazu Sonne im Hof.
114 say plain Du willst abnehmen? Mit unserem Programm klappt es garantiert!
115 say cross Seid ihr noch ganz bei Trost? Der Zug fährt fünf Minuten zu früh ab!
116 say plain Was tun bei Schimmel im Brotkasten? Essig hilft, sagt die Verbraucherzentrale.
117 say warm Wie süß sind bitte diese Marzipanschweinchen
118 say cross Was für ein Saftladen. Seit drei Wochen kein Rückruf.
119 say warm Wer hätte gedacht, dass mich ein Museum für Schreibmaschinen so packt? Großartig.
120 ask plain Falls jemand einen Rabattcode übrig hat, ich würde mich melden, hat wer einen
`,
)
