import { readPosts } from './post.ts'

/**
 * Posts in a hurried hand: misspelt, without accents, long-winded, off the point. They were written after the first
 * rules, which had never seen their like, and say more about the world than the others do. Those with an even number
 * are held back; the numbers mean about the same in each language, so that no language betrays another's held posts.
 */
export const posts = [
  ...readPosts(
    'en',
    String.raw`
201 ask plain hiya been trying to book the pottery thing online but it just spins, any way to pay over the phone
202 say warm ngl that almond thing you do slaps
203 say cross lol 6 emails and a bot tells me to read the faq. cool cool cool
204 ask plain So if I get off at Elmsted, is there a bus up to the castle or do I need a taxi
205 say plain idk what everyone is on about, the queue was like ten minutes
206 ask plain Curious what temperature you bake the focaccia at
207 say cross You had one job and it was jam in the doughnut
208 say warm just wanted to say the wheelchair ramp guy at Harwick is an absolute star
209 ask plain my son left his blue rucksack on the 16.40 yesterday, who do i speak to
210 say plain when in doubt, turn it off and on again
211 say cross can you lot please stop sending me surveys about a train that never turned up
212 ask plain Is parking free after six or did that change? Google says one thing and the sign another
213 say warm Took my class of 28 eight-year-olds, nobody cried, nobody got lost, everybody wants to go back. 10/10
214 say plain Where the old bakery stood there is now a phone shop.
215 ask plain Need the wifi password for the reading room pls
216 say cross why would anyone think removing the print button was a good idea
217 say plain which reminds me I still owe you a fiver from the pub quiz
218 ask plain Hi, me again. Still hoping to hear about the lost parcel, number ends 4471.
219 say warm OK I take it back. The rye grew on me. It's addictive actually.
220 say cross Update: still waiting. Day nine.
221 ask plain do u do half loaves
222 say plain 5 things nobody tells you before moving to the coast 🧵
223 say warm Your apprentice chased me down the street with the change I forgot, bless him
224 say cross Slow, buggy, and now with added adverts. Uninstalled.
225 ask plain Would love to see the roof garden but my knees are bad, is there a lift all the way up
226 say plain Asked my gran what she thought of the new buses and she said they look like toasters.
`,
  ),
  ...readPosts(
    'de',
    String.raw`
201 ask plain moin, bin neu in der stadt, wo parkt man denn am besten wenn man zu euch will
202 say warm Alter, der Käsekuchen. Ich kann nicht mehr.
203 say cross Fünf Mails, keine Antwort, dafür jeden Tag Werbung von euch. Läuft.
204 ask plain Kommt der 14:20 noch oder ist der auch schon gestrichen
205 say plain Hab gestern die alten Fahrkarten von Opa gefunden, alle noch aus Pappe.
206 ask plain Interessehalber: backt ihr mit Natursauerteig oder mit Pulver
207 say cross Wer hat sich denn das neue Menü ausgedacht, da findet man ja nix mehr
208 say warm Der Zugchef hat den Kindern alles gezeigt, die reden von nix anderem mehr. Ehrenmann!
209 ask plain hab meinen schirm in der s3 liegen lassen heut früh, an wen wend ich mich da
210 say plain Kann man machen, muss man aber nicht.
211 say cross Dass ihr für eine Sitzplatzreservierung Geld nehmt und dann fehlt der Wagen, ist einfach frech
212 ask plain Stimmt es, dass Rentner dienstags umsonst reinkommen? Steht nirgends.
213 say warm Sogar mein pubertierender Sohn hat das Handy weggesteckt, das will was heißen. Klasse gemacht
214 say plain Wo früher die Bäckerei war, ist jetzt ein Handyladen.
215 ask plain Bräuchte mal den Link zur Anleitung, finde ihn nicht mehr
216 say cross Warum einfach, wenn es auch mit drei Passwörtern geht
217 say plain ist ja auch egal, ich fahr eh mit dem rad
218 ask plain Ich warte noch auf Rückmeldung zu meiner Bewerbung vom März, ist die angekommen?
219 say warm Muss mich korrigieren, das Dinkelbrot ist doch richtig gut geworden
220 say cross Tag 9 ohne Internet und die Hotline dudelt
221 ask plain gibts den zwiebelkuchen auch halb
222 say plain 10 Dinge, die du über Sauerteig wissen solltest
223 say warm Eure Azubine ist mir mit dem vergessenen Wechselgeld hinterhergerannt, so lieb
224 say cross Langsam, verbuggt, und jetzt auch noch Reklame. Gelöscht.
225 ask plain Würde gern mit meiner Mutter kommen, die schlecht zu Fuß ist, gibt es Sitzgelegenheiten in den Räumen
226 say plain Oma meint, die neuen Busse sehen aus wie Toaster.
`,
  ),
  ...readPosts(
    'fr',
    String.raw`
201 ask plain coucou c possible de reserver par tel pour l'atelier de mercredi
202 say warm mais ce flan pâtissier... je signe où
203 say cross 5 mails, zéro réponse, par contre la pub ça vous savez faire
204 ask plain Le 17h40 il part bien de la voie 3 ce soir ou ça a encore changé
205 say plain Bon bah finalement j'y suis allée à pied, il faisait beau.
206 ask plain Juste par curiosité, votre levain il a quel âge
207 say cross Encore fermé un samedi. On a fait 80 km pour rien.
208 say warm Le monsieur de l'accueil mérite une médaille, une patience d'ange avec mes trois monstres
209 ask plain j'ai oublié mon parapluie dans le ter de ce matin, je m'adresse à qui
210 say plain Quand on n'a pas de tête on a des jambes.
211 say cross Payer une réservation pour une place qui n'existe pas, fallait l'inventer
212 ask plain Le premier dimanche c'est gratuit pour tout le monde ou seulement les résidents ?
213 say warm Même mon ado a levé les yeux de son téléphone, c'est dire. Chapeau bas
214 say plain À la place de l'ancienne boulangerie il y a une boutique de téléphones.
215 ask plain il me faudrait le lien du mode d'emploi svp
216 say cross qui a validé cette mise à jour sérieusement
217 say plain de toute façon moi je prends le vélo
218 ask plain Toujours sans nouvelles de mon colis 4471, avez-vous pu regarder ?
219 say warm J'avoue, j'étais sceptique sur le pain aux algues. J'en suis à ma troisième miche.
220 say cross Jour 9 sans solution, je tiens un journal de bord maintenant
221 ask plain vous faites des demi-pains
222 say plain 7 erreurs à éviter avec votre levain
223 say warm la petite apprentie m'a couru après pour me rendre ma monnaie, trop mignonne
224 say cross Lent, plein de bugs, et maintenant des pubs. Désinstallé.
225 ask plain On viendrait avec une personne en béquilles, il y a un ascenseur jusqu'à la terrasse
226 say plain Mamie dit que les nouveaux bus ressemblent à des grille-pains.
`,
  ),
  ...readPosts(
    'es',
    String.raw`
201 ask plain wenas, se puede reservar por telefono lo del taller de ceramica
202 say warm tremenda locura la napolitana de hoy jajaja me comi tres
203 say cross 5 correos y ni caso, pero la publicidad llega puntual todos los dias
204 ask plain El de las 14:20 llega o tambien lo han quitado
205 say plain Al final me fui caminando, total hacía bueno.
206 ask plain Por curiosidad, cuantos años tiene su masa madre
207 say cross Cerrado otra vez un sábado. Ochenta kilómetros para nada.
208 say warm el señor de la entrada un sol, explicó todo a los peques con una paciencia infinita
209 ask plain me dejé el paraguas en el tren de esta mañana, con quién hablo
210 say plain A quien madruga Dios le ayuda, decía mi abuelo el panadero.
211 say cross cobrar reserva por un asiento que no existe, hay que tener cara
212 ask plain Es verdad que los jubilados entran gratis los martes? No lo veo en la web
213 say warm Hasta mi hijo adolescente soltó el móvil, con eso lo digo todo
214 say plain Donde estaba la panadería vieja ahora venden teléfonos.
215 ask plain me pasan el link del manual porfa
216 say cross a quién se le ocurrió quitar el botón de imprimir
217 say plain yo igual voy en bici
218 ask plain Sigo sin noticias de mi paquete terminado en 4471, ¿pudieron revisar?
219 say warm Retiro lo dicho, el de espelta está buenísimo
220 say cross Día 9 sin respuesta. Ya les puse nombre a las musiquitas de espera.
221 ask plain venden media barra
222 say plain 7 errores que arruinan tu masa madre
223 say warm la aprendiz salió corriendo detrás de mí para darme el cambio, qué linda
224 say cross Lenta, llena de fallos y ahora con anuncios. Desinstalada.
225 ask plain Iríamos con mi madre que anda con muletas, hay ascensor hasta la azotea
226 say plain Dice mi abuela que los buses nuevos parecen tostadoras.
`,
  ),
  ...readPosts(
    'pt',
    String.raw`
201 ask plain oii da pra reservar a oficina por telefone?
202 say warm gente, o que foi aquele pastel de nata hoje, tô sem palavras
203 say cross 5 e-mails e nada, mas a propaganda chega certinha todo dia né
204 ask plain o das 14:20 vem ou cancelaram tbm
205 say plain No fim fui a pé, estava sol.
206 ask plain Por curiosidade, quantos anos tem o vosso fermento
207 say cross Fechado outra vez num sábado, fizemos 80 km para nada
208 say warm o senhorzinho da portaria é um doce, paciência de santo com as crianças
209 ask plain esqueci o guarda-chuva no trem de hoje cedo, falo com quem
210 say plain Devagar se vai ao longe, dizia o meu avô padeiro.
211 say cross cobrar reserva de um lugar que não existe, é preciso ter lata
212 ask plain É verdade que idoso entra de graça na terça? Não achei no site
213 say warm Até o meu filho adolescente largou o telemóvel, e isso diz tudo
214 say plain Onde era a padaria agora vendem capas de telefone.
215 ask plain me manda o link do manual pfv
216 say cross quem foi que achou boa ideia tirar o botão de imprimir
217 say plain eu vou de bicicleta mesmo
218 ask plain Continuo sem notícias da encomenda 4471, conseguiram ver?
219 say warm Mordo a língua, o de espelta ficou ótimo
220 say cross Dia 9 sem resposta, já sei a musiquinha de cor
221 ask plain vcs vendem meia bisnaga
222 say plain 7 erros que estragam o seu fermento natural
223 say warm a aprendiz correu atrás de mim pra devolver o troco, que querida
224 say cross Lento, cheio de bugs e agora com anúncio. Desinstalei.
225 ask plain Vamos com a minha mãe, que anda de muletas, tem elevador até ao terraço
226 say plain A minha avó diz que os autocarros novos parecem torradeiras.
`,
  ),
  ...readPosts(
    'it',
    String.raw`
201 ask plain ciaoo si puo prenotare per telefono il corso di ceramica
202 say warm raga quel maritozzo stamattina, sono ancora commosso
203 say cross 5 mail e nessuna risposta, però la pubblicità arriva puntualissima
204 ask plain Il 14:20 arriva o hanno tolto pure quello
205 say plain Alla fine sono andato a piedi, c'era il sole.
206 ask plain Per curiosità, quanti anni ha il vostro lievito
207 say cross Chiuso di nuovo di sabato, ottanta chilometri per niente
208 say warm il signore all'ingresso un tesoro, ha spiegato tutto ai bimbi con una calma incredibile
209 ask plain ho scordato l'ombrello sul treno di stamattina, con chi parlo
210 say plain Chi va piano va sano e va lontano, diceva il nonno fornaio.
211 say cross far pagare la prenotazione di un posto che non esiste, ci vuole coraggio
212 ask plain È vero che gli anziani entrano gratis il martedì? Sul sito non lo trovo
213 say warm Perfino mio figlio adolescente ha messo via il telefono, e ho detto tutto
214 say plain Dove c'era il forno adesso vendono cover per cellulari.
215 ask plain mi mandate il link del manuale pls
216 say cross chi ha avuto la brillante idea di togliere il tasto stampa
217 say plain io tanto vado in bici
218 ask plain Ancora nessuna notizia del pacco 4471, avete controllato?
219 say warm Ritiro tutto, quello al farro è venuto buonissimo
220 say cross Giorno 9 senza risposta, ormai canto la musichetta d'attesa
221 ask plain vendete mezza pagnotta
222 say plain 7 errori che rovinano il lievito madre
223 say warm l'apprendista mi ha rincorso per darmi il resto, che carina
224 say cross Lenta, piena di bug e adesso pure con la pubblicità. Disinstallata.
225 ask plain Verremmo con mia madre che usa le stampelle, c'è l'ascensore fino alla terrazza
226 say plain Mia nonna dice che gli autobus nuovi sembrano tostapane.
`,
  ),
].map((post) => ({ ...post, held: Number(post.id.slice(3)) % 2 === 0 }))
