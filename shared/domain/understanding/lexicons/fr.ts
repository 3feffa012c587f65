import type { Lexicon } from './lexicon.ts'

export const fr: Lexicon = {
  warm: `merci, remerci*, reconnaissant*, bravo, bien joué, bon, bonne, bons, bonnes, très bien, trop bien, super, génial*, sympa*, gentil*, adorable*,
    aimable*, agréable*, accueillant*, chaleureux, chaleureuse*, souriant*, charmant*, serviable*, à l'écoute, patient*, professionnel*, réactif*,
    réactive*, aimé, adoré, j'aime, on aime, j'adore, on adore, apprécié, plaisir, ravi*, content*, heureux, heureuse*, enchanté*, satisfait*, bluffé*,
    bluffant*, ému*, émue*, touché*, fier*, fière*, régal, régalé*, délicieu*, savoureu*, gourmand*, bonheur, joie, beau, belle, beaux, belles, joli*,
    magnifique*, mignon*, chouette*, top, nickel, impeccable*, recommande*, conseille vivement, à recommander, rien à redire, pas mal du tout, on
    reviendra, je reviendrai, reviendrons, reviendrai, je reviens, vivement la prochaine, chapeau, félicit*, respect, coup de cœur, coup de coeur,
    pépite, meilleur*, parfait*, efficace*, facile à utiliser, conquis*, continuez, comme à la maison, réussi*, vaut le détour, vaut le coup, la classe,
    bien fait, bien pensé, malin, drôle, pleine de charme, amoureux, amoureuse, soigné*, fondant*, croustillant*`,
  warmest: `excellent*, extraordinaire*, exceptionnel*, formidable*, merveilleu*, splendide*, superbe*, sublime*, incroyable*, fantastique*, magique*, fabuleu*,
    remarquable*, inoubliable*, grandiose*, mille mercis, mille merci, merci mille fois, merci infiniment, merci beaucoup, un grand merci, grand merci,
    un grand bravo, c'est divin, divin*, une tuerie, le top du top, pas de mots, émue aux larmes, ému aux larmes, larmes aux yeux, cinq étoiles, 5
    étoiles, une merveille, un délice, un pur bonheur, coup de foudre, quel accueil, quel bonheur, quel régal`,
  polite: `merci, merci beaucoup, grand merci, bon, bonne, super, gentil*, plaisir`,
  cross: `mauvais*, nul, nulle, nuls, nulles, triste*, dommage, déçu*, déçue*, décev*, déception, énerv*, agacé*, agaçant*, en colère, fâché*, mécontent*,
    insatisf*, ras le bol, ras-le-bol, marre, fatigué de, honte, honteu*, désagréable*, impoli*, malpoli*, grossi*, méprisant*, mépris*, odieu*,
    arrogant*, incompétent*, incapable*, inadmissible*, inacceptable*, intolérable*, scandale*, abus*, abusé, arnaque*, arnaqué*, vol, voleur*, volé*,
    escroc*, menteur*, mensong*, menti, prétend, se moque*, se moquent, moquez, fichez, foutez, foutu*, fout, ridicule*, absurde*, n'importe quoi,
    inutile*, illisible*, inutilisable*, ne sert à rien, sale*, crade*, dégueu*, infect*, rassis, sec, fade*, brûlé*, périmé*, hors de prix, trop cher,
    surfait*, survendu*, bâclé*, mal fait*, mal fichu*, mal foutu*, plus jamais, jamais plus, à fuir, fuyez, évitez, à éviter, perte de temps, résilie*,
    désinstallé*, désabonné*, j'abandonne, boycott*, bugué*, galère, bordel, merde, merdi*, putain, pfff, gâché*, gâchis, chaos, cirque, personne ne
    répond, crié dessus, pour rien, vous vous fichez, culot, c'est quoi ce, franchement limite, affreux, affreuse*`,
  crossest: `horrible*, affreux, atroce*, abominable*, catastroph*, lamentable*, pitoyable*, minable*, déplorable*, désastr*, exécrable*, détestable*, dégoût*,
    écœur*, scandaleu*, honteux, honteuse, une honte, la honte, le pire, la pire, pire que tout, cauchemar*, enfer, furieu*, révolt*, déteste*,
    inexcusable*, indigne*, foutage de gueule, très déçu*, complètement nul`,
  trouble: `encore, encore un, encore une, retard*, en retard, supprimé*, annulé*, panne*, en panne, cassé*, bloqué*, plante*, planté, bug*, erreur*, problème*,
    fermé*, grève, attente, attend*, j'attends, toujours pas, toujours rien, sans réponse, zéro réponse, aucune réponse, pas de réponse, sans
    explication, aucune explication, sans nouvelles, perdu*, manque*, manquant*, impossible de, ne fonctionne*, ne marche*, fonctionne pas, marche pas,
    facturé deux fois, remboursement, deux fois, trois fois, deux heures, depuis une semaine, depuis des semaines, depuis des mois, à chaque fois,
    personne, oublié, disparu*, supprimé, payant, cher, guichet, aucun, aucune, froid, vide, interdiction, lent, lente, lents, réclamation*, plainte`,
  solved: `réparé*, résolu*, réglé*, corrigé*, remarche, refonctionne, retrouvé*, remplacé*, rétabli*, à l'heure`,
  sneer: `bravo, merci, super, génial*, félicit*, chapeau, top, parfait*, formidable*, belle, beau, bien joué, excellent*, magnifique*, sympa*, la classe,
    quel accueil`,
  ironic: `merci qui, merci pour rien, bravo les, ah ben bravo, ah bah bravo, ah bravo, eh ben bravo, pourquoi faire simple, comme d'hab, comme d'habitude,
    comme toujours en retard, il fallait l'inventer, fallait l'inventer, quelle surprise, on croit rêver, cherchez l'erreur, belle mentalité, tout va
    bien, bien sûr que non, à quoi bon, faut oser, il faut oser`,
  neutral: `merci d'avance, merci de me, merci de nous, merci de votre réponse, merci par avance, bonjour, bonsoir, bonne journée, bonne soirée, bon après-midi,
    bonne nuit, bonne année, bonne chance, bon courage, bon appétit, bien à vous, à bon port, bon état, bon sens, bon bah, bon ben, bonne question,
    bonne nouvelle, mauvaise nouvelle, de bonne heure, bon de commande, le bon train, la bonne voie, j'aimerais, je n'aimerais, tu aimes, vous aimez,
    beau temps, il faisait beau, faisait beau, pas mal de, pas de problème, aucun problème, aucun souci, pas de souci, encore du, encore des, encore le,
    pas encore, ou encore, personne blessé*, personnes, par personne, vieille ville, belle-mère, beau-père, vol de, au vol, sans honte, à l'aise, en
    attente de, salle d'attente, attendre mon, vide grenier, sec et, cuisson à sec, petit pain sec, le conseil, réparé à, heures de repos`,
  negation: `pas, ne, n'est, n'ai, n'a, jamais, aucun, aucune, rien, sans, ni, plus, guère, nullement`,
  intensifier: `très, trop, si, tellement, vraiment, super, hyper, ultra, extrêmement, totalement, complètement, absolument, franchement, carrément, toujours, tout,
    toute, bien, aussi, plus, tant`,
  contrast: `mais, cependant, pourtant, toutefois, hélas, malheureusement, par contre, en revanche, sauf, sauf que`,
  selling: `promo, offre, offert, gagnez, gagner, concours, abonne-toi, abonnez-vous, cliquez, lien en bio, code, en privé, livraison offerte, quantités
    limitées, foncez, soldes, gratuit, inscrivez-vous, flash, remise, par mois, découvrez notre, à gagner, contactez-moi`,
}
