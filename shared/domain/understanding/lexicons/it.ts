import type { Lexicon } from './lexicon.ts'

export const it: Lexicon = {
  warm: `grazie, ringrazi*, riconoscent*, buono, buona, buoni, buone, buon, bene, bello, bella, belli, belle, bellissim*, buonissim*, bravo, brava, bravi,
    brave, bravissim*, carino, carina, carini, carine, gentile, gentili, gentilissim*, gentilezza, cortes*, cordial*, disponibil*, simpatic*, premuros*,
    pazienza, pazient*, competent*, professional*, sorriso, sorrident*, accoglien*, mi piace, mi è piaciut*, ci è piaciut*, piaciut*, mi piacciono,
    adoro, apprezz*, felice, felici, content*, soddisfatt*, lieto, lieta, orgoglios*, commoss*, commovent*, emozion*, emozionante, gioia, divert*,
    godut*, piacere, piacevol*, consigli*, consigliat*, raccomand*, complimenti, congratulazioni, applaus*, plauso, chapeau, rispetto, cappello, tanto
    di cappello, promoss*, comod*, pulit*, puntual*, veloc*, rapid*, efficient*, efficac*, gustos*, saporit*, fresc*, profumat*, ancora calda, ancora
    caldo, squisit*, golos*, angelo, gioiello, chicca, meravigli*, migliore, migliora, torneremo, tornerò, ci torno, ci tornerei, ne vale la pena, vale
    la pena, fortuna, fortunato, salvato, mi avete salvato, avete salvato, cinque stelle, 5 stelle, da 10, dieci e lode, voto 10, bomba, una bomba, così
    si lavora, finalmente un, voler bene, si festeggia, un urlo, da urlo, bocca aperta, indelebil*, preparati, preparatissim*`,
  warmest: `eccellent*, fantastic*, meraviglios*, splendid*, stupend*, magnific*, straordinari*, perfett*, impeccabil*, incredibil*, indimenticabil*, superb*,
    sublim*, divin*, favolos*, strepitos*, eccezional*, ottim*, delizios*, spettacol*, spettacolar*, grandios*, geniale, mille grazie, grazie mille,
    grazie di cuore, grazie infinite, tante grazie, grazie grazie, il migliore, la migliore, i migliori, le migliori, il miglior, la miglior,
    innamorat*, lacrime agli occhi, che meraviglia, un capolavoro, capolavoro, la fine del mondo, da dio, mai mangiat*`,
  polite: `grazie, grazie mille, mille grazie, ringrazi*, gentile, gentili, gentilissim*, bene, buon, cortes*`,
  cross: `male, cattivo, cattiva, cattivi, brutto, brutta, brutti, brutte, triste, tristi, peccato, purtroppo, delus*, deludent*, delusione, arrabbiat*,
    incazzat*, infastidit*, scocciat*, stufo, stufa, stufi, stanco di, stanca di, rabbia, seccat*, indignat*, vergogn*, vergognos*, maleducat*,
    scortes*, sgarbat*, antipatic*, arrogant*, cafon*, incompeten*, incapac*, inutil*, inutilizzabil*, inaccettabil*, ingiust*, assurd*, ridicol*,
    scherz*, barzelletta, presa in giro, presi in giro, prendono in giro, truff*, truffa, ladr*, furto, rubat*, imbrogli*, bugiard*, bugie, menzogn*,
    sporc*, sporco, sudici*, schifo, schif*, disgust*, puzz*, gommos*, molle, insipid*, stantio, raffermo, surgelat*, troppo car*, carissim*,
    costosissim*, buttati, tempo perso, perdita di tempo, disastr*, caos, casino, incubo, inferno, mai più, mai piu, non torno, non ci torno, non
    tornerò, sconsigli*, evitate, statene alla larga, disdett*, disdico, disinstall*, rivoglio, restituite, peggio, peggior*, pessim*, merda, cavolo,
    cazzo, porcheria, spazzatura, robaccia, basta, uffa, mah`,
  crossest: `orribil*, terribil*, tremend*, pessim*, orrend*, atroc*, disastros*, vergognos*, vergognatevi, che vergogna, una vergogna, uno schifo, che schifo,
    ladri, una truffa, disgustos*, catastrof*, penos*, indecen*, scandalos*, inqualificabil*, odio, odiat*, odiano, furios*, da incubo, il peggio, la
    peggiore, il peggiore, peggio di così`,
  trouble: `di nuovo, ancora una volta, un'altra, l'ennesim*, soppress*, cancellat*, annullat*, ritard*, in ritardo, tardi, guast*, rott*, rotto, bloccat*,
    ferma da, fermo da, fermi da, errore, errori, problem*, si blocca, crash*, non funziona*, non va, non apre, non risponde*, non arriva*, chius*,
    coda, attes*, aspett*, da giorni, da settimane, da mesi, nessuno, niente, nulla, zero, senza avviso, senza spiegazion*, nessuna risposta, perso,
    persa, persi, perse, sparit*, spariti, addebit*, due volte, rimbors*, sbagliat*, strapien*, vuot*, duplicat*, per niente, l'unico, l'unica, pago,
    lento, lenta, lenti, reclam*`,
  solved: `risolt*, sistemat*, riparat*, aggiustat*, ritrovat*, trovato il, avete trovato, rimborsat*, funziona di nuovo, ha funzionato, al primo colpo, in
    anticipo, puntuale`,
  sneer: `complimenti, bravi, bravo, grazie, geniale, ottim*, perfett*, bella, bello, bell*, applaus*, congratulazioni, fantastic*, magnific*, splendid*,
    meravigli*, eccellent*, che bella idea, davvero, stupend*`,
  ironic: `grazie di niente, grazie per niente, grazie lo stesso, ma che bella idea, che bella idea, ma bravi, complimenti vivissimi, come al solito, come
    sempre in ritardo, tanto per cambiare, ci mancava, mancava solo, che sorpresa, che novità, chi l'avrebbe detto che i treni, viva, alla faccia`,
  neutral: `grazie in anticipo, grazie anticipatamente, vi ringrazio in anticipo, buongiorno, buonasera, buonanotte, buona giornata, buona serata, buona notte,
    buon appetito, buon viaggio, buon lavoro, buone feste, buon natale, buona fortuna, buono regalo, buono spesa, buoni pasto, buon compleanno, buona
    domanda, bene comune, va bene, cordiali saluti, cordialmente, per piacere, mi piacerebbe, piacerebbe, più tardi, presto o tardi, prima o poi, a
    piacere, di niente, nient'altro, niente di, nessun problema, nessuna ferita, nessun ferito, in persona, senza problemi, fare pratica, sul freddo, a
    freddo, code di, nuovo modello, attesa in, sala d'attesa, perso qualcosa, perdere peso, chiuso per inventario, chiusa per inventario, chiusa per,
    treni straordinari, lavoro straordinario, corse straordinarie, mostra straordinaria`,
  negation: `non, mai, né, nessun, nessuna, senza, niente, nulla, neanche, nemmeno, manco`,
  intensifier: `molto, così, tanto, super, davvero, veramente, proprio, assolutamente, totalmente, completamente, troppo, che, sempre, tutto, tutta, più,
    estremamente, incredibilmente`,
  contrast: `ma, però, tuttavia, purtroppo, peccato, eppure, nonostante, anche se`,
  selling: `sconto, offerta, promo, gratis, gratuita, vinci, vincitore, estratto, estrazione, segui, iscriviti, iscrizioni, clicca, link in bio, scrivimi, in
    privato, guadagn*, spedizione gratuita, codice, dimagrire, solo fino a`,
}
