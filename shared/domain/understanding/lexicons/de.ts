import type { Lexicon } from './lexicon.ts'

export const de: Lexicon = {
  warm: `danke, dankeschön, dankbar, bedank*, merci, lieben dank, besten dank, herzlichen dank, vielen dank, gut, guter, gute, gutes, super, toll, tolle,
    tolles, toller, tollen, schöne, schöner, schönes, nett, nette, netter, nettes, netten, lieb, so lieb, liebevoll*, freundlich*, hilfsbereit*,
    hilfreich*, geholfen, lecker, leckere*, lecker*, frisch gebacken, freu*, froh, glücklich, zufrieden, gefällt mir, gefällt uns, gefallen mir, mag
    ich, mögen wir, liebe euch, liebe es, ich liebe, wir lieben, lieblings*, gern wieder, gerne wieder, kommen wieder, komme wieder, wieder kommen,
    weiter so, empfehl*, empfehle, weiterempfehl*, lob, großes lob, gelungen, gelungene*, klasse, spitze, prima, cool, stark, hut ab, chapeau, respekt,
    kompliment*, glückwunsch, glückwünsche, gratul*, bravo, applaus, angenehm*, sauber, pünktlich, reibungslos, flott, schnell geholfen, schnelle hilfe,
    kompetent*, geduldig*, so viel geduld, gemütlich*, süß, süße, niedlich*, herzlich, berühr*, gerührt, stolz, rockt, rettung, lohnt sich, hat sich
    gelohnt, jeden cent wert, positiv überrascht, echt gut, nicht schlecht, gar nicht schlecht, richtig gut, sehr gut, total gut, bin begeistert, hebt
    die laune, daumen hoch, freude, spaß, juhu, yeah, bestes, so schön, sehr schön, war schön, wie schön, schön war, wirklich schön, richtig schön, echt
    schön`,
  warmest: `großartig*, fantastisch*, wunderbar*, wunderschön*, wundervoll*, hervorragend*, ausgezeichnet*, perfekt*, genial*, begeister*, traumhaft*,
    zauberhaft*, herrlich*, köstlich*, fabelhaft*, grandios*, sensationell*, phänomenal*, mega, hammer, weltklasse, ein traum, ein gedicht, tausend
    dank, danke danke, der beste, die beste, das beste, die besten, beste, besser geht's nicht, besser geht es nicht, unschlagbar, unvergesslich*,
    überglücklich, liebe diese*, einfach toll, einsame spitze, nicht zu toppen`,
  polite: `danke, dankeschön, vielen dank, besten dank, merci, lieben dank, herzlichen dank, tausend dank, gut, lieb, super, toll`,
  cross: `schlecht*, schlimm*, traurig, schade, leider, ärger*, ärgerlich*, genervt, nerv*, sauer, wütend, verärgert, enttäusch*, unzufrieden, frech,
    frechheit, unverschämt*, unfreundlich*, unhöflich*, inkompetent*, unfähig*, dreist, peinlich, lächerlich*, albern, blöd*, doof, dumm, nutzlos*,
    sinnlos*, unbrauchbar*, unnötig*, dreckig, verdreckt, schmutzig, eklig*, überteuert*, abzocke, abgezockt, betrug, betrogen, beschiss, verarscht,
    veräppel*, verarsche, witz, schlechter witz, saftladen, chaos, chaotisch*, zumutung, schande, schäm*, mies, mieser, miese*, lieblos, geschmacklos,
    fad, fade, trocken, pappig, zäh, ignorier*, abgewimmelt, angeschrien, hingehalten, lügen, gelogen, verlogen, ihr spinnt, spinnt ihr, reicht mir, mir
    reicht*, es reicht, hab genug, habe genug, die nase voll, schnauze voll, satt, nie wieder, nie mehr, kündige, gekündigt, deinstalliert, hass*,
    hasse, kotzt, kotzen, scheiß*, verdammt, mist, müll, schrott, murks, pfusch, bodenlos, geht gar nicht, geht so nicht, unmöglich*, was soll das, kein
    wunder, zum heulen, lausig, unerträglich*, nervig*, überfordert`,
  crossest: `furchtbar*, schrecklich*, katastroph*, grauenhaft*, grauenvoll*, grottig*, grottenschlecht, unterirdisch*, entsetzlich*, widerlich*, ekelhaft*,
    skandal*, unfassbar, das letzte, absolut unverschämt, katastrophe, horror, albtraum, alptraum, schlechteste*, schlimmste*, eine frechheit, einfach
    frech, unter aller sau`,
  trouble: `schon wieder, wieder, ausfall, ausgefallen, fällt aus, verspät*, verspätung, zu spät, kaputt, defekt, gestört, störung, gestrichen, gesperrt,
    geschlossen, absturz, abstürz*, stürzt ab, fehler, fehlermeldung, startet nicht, geht nicht, funktioniert nicht, funktioniert nichts, lädt nicht,
    keine antwort, keine rückmeldung, nicht einmal, niemand, keiner, warte, gewartet, warten, warteschleife, minuten, stunden, seit wochen, seit
    monaten, seit tagen, zum dritten, zum vierten, zum wiederholten, datenverlust, verloren, verschwunden, falsch*, doppelt abgebucht, teuer, euro für,
    eine stunde, roh, verbrannt, kalt, hart, langsam, ernsthaft, angeblich, ersatzverkehr, schienenersatzverkehr, lahm, reklam*, beschwer*, lausig
    langsam`,
  solved: `behoben, gelöst, repariert, läuft wieder, geht wieder, funktioniert wieder, gefunden, wiedergefunden, zurückbekommen, erstattet, keine einzige,
    pünktlich, sofort geholfen, entschuldigt`,
  sneer: `toll, tolle, toller, super, glückwunsch, gratulation, danke, klasse, spitze, prima, schöne, bravo, perfekt*, genial*, großartig*, applaus,
    herzlichen glückwunsch, hut ab, respekt, cool, pünktlich, wunderbar*, fantastisch*, chapeau, lob, läuft`,
  ironic: `danke für nichts, na toll, na super, na prima, na bravo, wer braucht schon, kann man sich nicht ausdenken, wie immer zu spät, was will man mehr, da
    freut man sich, nein danke, nicht euer ernst, wie immer, vielen dank auch, schönen dank auch, läuft bei euch, läuft bei denen`,
  neutral: `danke im voraus, vielen dank im voraus, danke vorab, danke schon mal, guten morgen, guten tag, guten abend, gute nacht, schönen tag, schönes
    wochenende, schönen abend, liebe grüße, lg, freundliche grüße, mit freundlichen, gut möglich, gute frage, gut zu wissen, im guten, sehr geehrte, am
    besten, am liebsten, wie gut, alles gute, gute besserung, gutschein, warm werden, beste grüße, so gut wie, es tut mir leid, tut mir leid, leider
    nicht mehr, frei haus, immer wieder, wieder auf, wieder geöffnet, wieder da, wieder frei, hin und wieder, kommen wieder, wieder kommen, gern wieder,
    gerne wieder, warten auf, noch einmal, keine ahnung, keine sorge, niemand verletzt, kein problem, hart gekocht, kalt stellen, kalt gestellt, minuten
    backen, stunden ruhen, minuten zu fuß, zehn minuten, zwölf stunden, eine halbe stunde, stunde vorher, würde gern, würde gerne, hätte gern, hätte
    gerne, möchte gern, ist ja auch egal, schlecht zu fuß, schon schön`,
  negation: `nicht, kein, keine, keinen, keinem, keiner, nie, niemals, nichts, nix, ohne, weder, kaum, nirgends, net, ned`,
  intensifier: `sehr, so, echt, wirklich, total, absolut, richtig, völlig, komplett, mega, extrem, unglaublich, super, ganz, einfach, viel, immer, dermaßen,
    überaus, ziemlich`,
  contrast: `aber, jedoch, allerdings, leider, trotzdem, obwohl, dabei, nur leider, bloß`,
  selling: `rabatt, bonus, sichern, jetzt sichern, gewinnspiel, gewinne, gewinnt, gewinnen, link im profil, folge uns, markiere, nur heute, angebot, gratis,
    kostenlos, klick*, abonnier*, verdiene, reichweite, schreib uns, garantiert, aktion, prozent auf, versandkostenfrei, klappt garantiert`,
}
