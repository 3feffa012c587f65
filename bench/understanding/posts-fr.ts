import { readPosts } from './post.ts'

/** French: what a bakery, a railway, a museum and a maker of software hear. */
export const posts = readPosts(
  'fr',
  String.raw`
001 ask plain Bonjour, vous faites encore la fougasse aux olives le dimanche ?
002 say cross Encore un train supprimé sans explication. On nous prend vraiment pour du bétail.
003 say warm Merci à la boulangère qui a couru après moi avec mon portefeuille, vous êtes en or !
004 say plain Le musée sera fermé le 14 juillet et rouvrira le lendemain à dix heures.
005 ask plain est-ce que la mise à jour fonctionne sur les vieux téléphones
006 say cross Deux heures au guichet pour entendre que c'est sur internet. Bravo.
007 say plain Le levain se nourrit tous les jours, à la même heure et avec la même farine.
008 ask plain Savez-vous si le billet couplé est valable toute la semaine
009 say warm Quelle belle surprise cette exposition sur les horloges, on y a passé l'après-midi.
010 say plain Gagnez 2000 € par mois sans bouger de chez vous, contactez-moi en privé 💶
011 ask plain Combien de temps à l'avance faut-il commander une pièce montée ?
012 say cross L'appli plante à chaque ouverture depuis mardi, c'est lamentable.
013 say plain La ligne d'Orval à Sainte-Mare fête ses cent vingt ans cette année.
014 ask plain Pouvez-vous m'indiquer l'entrée pour les poussettes, s'il vous plaît ?
015 say warm Vos chouquettes... je n'ai pas de mots 🤤
016 say cross Pourquoi faire simple quand on peut fermer la moitié des caisses un samedi ?
017 say plain Recherche studio près de la gare, loyer modéré, dès septembre.
018 ask plain je voudrais savoir si les chiens sont acceptés dans le train touristique
019 say warm Un grand bravo à toute l'équipe technique, panne réglée en vingt minutes !
020 say plain On lui a demandé « et la suite ? », il a souri et il est parti.
021 ask plain Y a-t-il une réduction pour les enseignants ?
022 say cross Facturé deux fois, remboursé zéro fois. Belle arnaque.
023 say plain Une étincelle a suffi à mettre le feu à la grange.
024 ask plain Comment je fais pour changer l'adresse de livraison
025 say warm Franchement, rien à redire : accueil charmant, pain excellent, prix corrects.
026 say plain Horaires d'été : du mardi au samedi, de neuf à dix-huit heures.
027 ask cross Quand est-ce que vous allez enfin répondre à mes messages ?
028 say cross Le guide récitait sa fiche, on n'entendait rien et il faisait trente-cinq degrés.
029 say plain Le conseil municipal a voté la rénovation de la halle.
030 ask plain quelqu'un a réussi à installer l'extension sous linux
031 say warm Ma fille veut devenir conductrice de locomotive, c'est malin, merci à vous ❤️
032 say cross Retard de 50 minutes, climatisation en panne, et le sourire en option.
033 ask plain Peut-on entrer avec un sac à dos ?
034 say plain Offre d'emploi : boulanger de nuit, CDI, deux jours de repos par semaine.
035 say plain Pourquoi le pain rassit-il ? Réponse dans notre dossier https://pain.example/rassis?p=2
036 say warm Le meilleur kouign-amann hors de Bretagne, et je pèse mes mots.
037 ask plain Il reste des places pour l'atelier de samedi ou c'est complet ?
038 say cross Votre nouveau site est illisible, rendez-nous l'ancien.
039 say plain Les passagers à destination d'Orval sont priés de changer à Villefort.
040 ask plain Où puis-je télécharger mes factures de l'an dernier
041 say warm Coup de cœur pour la salle des automates, on a retrouvé nos huit ans.
042 say cross J'attends mon colis depuis le 2 mai. Service client aux abonnés absents.
043 ask plain C'est normal que la sauvegarde prenne plus d'une heure ?
044 say plain La brigade a retrouvé le tableau volé dans un garage de banlieue.
045 say cross Super, encore une grève la semaine de mes examens. Merci qui ?
046 ask plain Bonsoir, auriez-vous du pain de seigle sans graines demain matin
047 say warm Personnel adorable, on nous a même prêté un parapluie.
048 say plain Réunion à neuf heures, salle du fond, apportez vos badges.
049 ask plain Le petit train passe aussi par le port, non ?
050 say cross Pain brûlé, vendeuse odieuse, monnaie fausse : le trio gagnant.
051 say plain Demain, passage à l'heure d'hiver, pensez à vos réveils.
052 ask plain J'aimerais bien connaître la recette du gâteau aux noix, si ce n'est pas un secret.
053 say warm Ça marche du tonnerre depuis la dernière version, félicitations aux développeurs.
054 say cross Ne perdez pas votre temps : trois salles ouvertes sur douze, plein tarif.
055 say plain J'ai pris le train de 6 h 12, il faisait encore nuit.
056 ask plain Faut-il imprimer le billet ou l'écran du téléphone suffit ?
057 say plain Promo flash -70 % sur toutes nos montres, quantités limitées, foncez !
058 say cross On se moque de qui avec un formulaire de douze pages pour récupérer six euros ?
059 ask plain vous livrez aussi à sainte-mare
060 say warm Trois semaines que l'on teste votre logiciel au bureau, tout le monde est conquis.
061 say plain Le Fournil est aussi le titre d'un roman paru en 1954.
062 ask plain Est-il possible de réserver une visite en langue des signes ?
063 say cross C'est honteux de laisser des personnes âgées debout sur le quai en plein soleil.
064 say warm Chapeau pour l'organisation de la nuit des musées, c'était magique ✨
065 ask plain Qui contacter pour un objet perdu dans le car de remplacement
066 say plain Trois nouvelles salles ouvriront au printemps dans l'aile nord.
067 say cross Impossible de joindre un être humain. Je résilie.
068 ask plain La version gratuite permet combien de projets ?
069 say plain Elle voulait savoir pourquoi la croûte chante en refroidissant ; c'est l'air qui se contracte.
070 say warm Quel accueil ! On se sent comme à la maison dans votre salon de thé.
071 say cross Le croissant à deux euros vingt, sec comme un vieux biscuit.
072 ask plain Dites, il y aura une séance supplémentaire du film sur les mineurs ?
073 say plain Le taux d'occupation des trains a progressé de six points en un an.
074 ask plain petite question : on peut payer avec des titres restaurant chez vous
075 say warm Merci infiniment à l'agent du quai B pour son aide avec le fauteuil de ma mère 🙏
076 say cross Vous avez supprimé le mode hors ligne, autant dire que l'appli ne me sert plus à rien.
077 say plain Pétrir dix minutes, laisser lever deux heures, enfourner à 240 degrés.
078 ask cross Vous comptez réparer l'ascenseur avant ma retraite ?
079 say plain Concert de clôture dimanche à 17 h, entrée libre dans la limite des places.
080 ask plain Qu'est-ce que je risque si j'ai oublié de composter
081 say warm Je ne mets jamais d'avis, mais là, il fallait le dire : un régal.
082 say cross Sandwich périmé acheté à la gare ce matin, je suis malade comme un chien.
083 say plain Le mot « quoi ? » revient à chaque page de la pièce.
084 ask plain Merci de me dire à quelle heure ferme le vestiaire.
085 say cross Ah ben bravo, la correspondance part sous nos yeux, portes fermées.
086 say warm Super réactifs sur le support, problème compris du premier coup 👍
087 ask plain Le tarif senior commence à quel âge ?
088 say plain Une fuite d'eau a fermé la station pendant deux heures, trafic rétabli.
089 ask plain avez vous prévu des bûches sans gluten cette année
090 say cross Expo survendue, éclairage affreux, et interdiction de s'asseoir. Déçue.
091 say warm Joli geste d'avoir remplacé notre commande sans discuter. On reviendra, c'est sûr.
092 say plain La vieille ville s'endort, on n'entend plus que le four.
093 ask plain Ce serait possible d'avoir la facture au nom de l'entreprise ?
094 say plain À vendre : pétrin professionnel 40 litres, bon état, à venir chercher.
095 say cross Jamais vu une interface aussi mal fichue.
096 ask plain Dans quel wagon se trouve l'espace vélos
097 say warm Bluffée par la restauration des fresques, quel travail !
098 say plain Tu aimes les chats ? Abonne-toi, une photo chaque matin.
099 say cross Trois appels, trois réponses différentes, toujours pas de solution.
100 ask plain Ils sont où, les pains aux raisins ? Rupture depuis lundi ?
101 say warm On a ri, on a appris, on a goûté : parfait de bout en bout.
102 say plain Météo du week-end : averses samedi, éclaircies dimanche.
103 ask plain Pourriez-vous vérifier si ma réservation est bien passée, numéro 88214
104 say cross Encore une fonction qui passe en payant. Vous ne vous foutez pas un peu du monde ?
105 say plain Grève reconduite jusqu'à vendredi selon les syndicats.
106 ask plain C'est quoi la différence entre la tradition et la baguette ordinaire ?
107 say warm Mon grand-père aurait adoré ce wagon restauré. Émue aux larmes.
108 say cross Le contrôleur m'a hurlé dessus devant tout le monde pour une faute de l'automate.
109 say plain Sortie de la version 3 : nouvelle recherche, quelques corrections.
110 ask plain Serait-ce trop demander d'avoir un plan du musée en portugais ?
111 say warm Toujours aussi bon, toujours aussi souriants. Ne changez rien !
112 say plain Il s'est demandé toute la nuit si le four était éteint.
113 say warm Comment ne pas tomber amoureux de cette petite gare fleurie ?
114 say plain Envie de changer de vie ? Découvrez notre formation en ligne !
115 say cross Vous vous fichez de nous ou quoi ?
116 say plain Que reste-t-il de l'ancien dépôt ? Presque rien, à part la rotonde.
117 say warm Qu'est-ce que c'est bon, cette tarte au citron
118 say cross Quelle idée de supprimer le dernier train un soir de match.
119 say plain Sur la pancarte : « Avez-vous pensé à tout ? »
120 ask plain Dites-moi si la version d'essai demande une carte bancaire.
`,
)
