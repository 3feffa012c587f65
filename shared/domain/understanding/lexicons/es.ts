import type { Lexicon } from './lexicon.ts'

export const es: Lexicon = {
  warm: `gracias, agradec*, agradezco, bien, bueno, buena, buenos, buenas, buen, rico, rica, ricos, ricas, riquísim*, buenísim*, genial*, bonit*, lind*,
    hermos*, precios*, chul*, guap*, amable*, amabilidad, simpátic*, simpatía, cariñ*, encant*, encantad*, atent*, profesional*, educad*, me gusta, me
    gustó, nos gustó, me gustan, me encanta, adoro, disfrut*, feliz, felices, content*, alegr*, alegría, satisfech*, orgullos*, emocion*, emocionante,
    ilusión, placer, gusto, da gusto, recomiend*, recomend*, recomendable, felicit*, felicidades, enhorabuena, bravo, aplauso*, ole, olé, crack, craque,
    cracks, chapó, chapeau, respeto, sombrero, cómod*, limpi*, puntual*, rápid*, rapidísim*, eficaz, eficiente*, delici*, sabros*, fresc*, calentit*,
    mola, molan, mola mucho, qué detalle, detallazo, un amor, un encanto, joya, lujo, suerte, mejor, mejorado, volveré, volveremos, repetiremos, vale la
    pena, merece la pena, por fin un, así sí, así da gusto, cinco estrellas, 5 estrellas, un diez, un 10, gracias a vosotros, gracias a ustedes, gran
    trabajo, buen trabajo, la mejor, con cariño, qué paciencia, con paciencia, mucha paciencia, tanta paciencia, paciencia infinita`,
  warmest: `excelente*, fantástic*, maravill*, espectacular*, increíble*, estupend*, magnífic*, extraordinari*, perfect*, impecable*, insuperable*,
    inolvidable*, impresionante*, sensacional*, brillante*, divin*, una pasada, de muerte, para chuparse los dedos, mil gracias, muchas gracias,
    muchísimas gracias, mil millones de gracias, gracias gracias, el mejor, los mejores, las mejores, me encantó, nos encantó, enamorad*, qué maravilla,
    tremenda, tremendo, qué lujo, lágrimas, obra de arte, una delicia, qué ric*`,
  polite: `gracias, muchas gracias, mil gracias, muchísimas gracias, agradec*, amable*, bien, buen, bueno`,
  cross: `mal, mala, malo, malos, malas, malísim*, triste*, pena, lástima, decepc*, decepcionad*, enfad*, enojad*, molest*, cabread*, hart*, fastidi*,
    indignad*, indignante*, vergonzos*, vergüenza, descarad*, cara dura, caradura, jeta, maleducad*, grosera, grosero, groser*, borde*, antipátic*,
    malas formas, inútil*, incompetente*, ineficaz, ineficiente*, inaceptable*, injust*, absurd*, ridícul*, imposible, robo, roban, robaron, estaf*,
    timo, timad*, engañ*, mienten, mentir*, mentira*, fraude, suci*, asqueros*, asco, guarr*, fría, frío, duro como, dura como, de goma, insípid*,
    rancio, caro, carísim*, abuso, abusiv*, broma, cachondeo, burla, se burlan, tomadura de pelo, desastre*, caos, infierno, ni caso, nunca más, nunca
    mais, no vuelvo, no volveré, no pienso volver, evit*, denuncia*, me doy de baja, desinstal*, basura, porquería, chapuza*, mierda, maldit*, joder,
    puñeter*, pésim*, un asco, colmo, hay que tener cara, poca vergüenza, qué poca, penos*, lamentable*, deplorable*`,
  crossest: `horrible*, terrible*, espantos*, pésim*, fatal, nefast*, vergonzosísim*, repugnante*, catástrof*, catastrófic*, desastros*, infame*, indecente*, un
    robo, una vergüenza, una estafa, lo peor, el peor, la peor, peor, odio, odiar, odiamos, odioso*, furios*, asqueros*, pesadilla, vaya timo, menuda
    vergüenza, qué vergüenza, un desastre, qué desastre, un infierno`,
  trouble: `otra vez, de nuevo, cancelad*, cancelaron, retraso*, con retraso, tarde, llegó tarde, llegar tarde, averiad*, estropead*, roto, rota, rotos, rotas,
    fallo*, falla, fallan, error*, problema*, se cierra, se cae, no funciona*, no va, no abre, no carga, no anda, cerrad*, cola, espera*, esperando,
    llevo una semana, llevo, días, nadie, nada, ni un, ni una, sin respuesta, sin avisar, ni aviso, perdí, perdido, perder*, perderme, borra, borraron,
    cobrad*, me han cobrado, dos veces, tres veces, pagué, dinero, devolver*, reembolso, equivocad*, llen*, vací*, subieron, suben, culpa, una hora, dos
    horas, veinte minutos, no responde*, no contesta*, conteste, nunca llegó, no llegó, días tarde, lento, lenta, lentos, reclam*, queja*`,
  solved: `arreglad*, solucionad*, resuelt*, resolvieron, solucionaron, apareció, encontraron, me devolvieron, ya funciona, vuelve a funcionar, a tiempo,
    puntual`,
  sneer: `gracias, felicidades, enhorabuena, genial*, perfect*, bravo, aplauso*, estupend*, maravill*, fantástic*, excelente*, qué bien, muy bien, bien,
    bonit*, lindo, crack, brillante*, buen trabajo, espectacular*, increíble*`,
  ironic: `gracias por nada, lo que faltaba, solo faltaba, cómo no, para variar, como siempre tarde, como siempre, vaya novedad, qué sorpresa, qué raro, ah
    perfecto, ah genial, muy bonito, seguid así, sigan así, así nos va, de traca, manda narices, manda huevos, viva`,
  neutral: `gracias de antemano, muchas gracias de antemano, gracias y un saludo, buenos días, buenas tardes, buenas noches, buen día, buen viaje, buen
    provecho, buenas, bien cocido, bien lejos, más bien, si bien, o bien, mal tiempo, menos mal, me gustaría, te gustaría, nos gustaría, les gustaría,
    gustaría, un saludo, saludos cordiales, buena pregunta, buena suerte, mejor dicho, a lo mejor, alta mejor, tal vez, hacía bueno, hace bueno, por la
    tarde, esta tarde, de la tarde, jueves por la tarde, buena parte, más tarde, tarde o temprano, por nada, de nada, nada más, nada de, nadie herido,
    días festivos, los días, todos los días, dos días, hace días, retiro lo dicho, no hay de qué, tarta fría, agua fría, en frío, llevo pan, llevo a,
    esperar a, puerta de, hasta la puerta, ojalá, vale, cada vez, feliz navidad, feliz cumpleaños, quedan entradas, bien cerca, no hay problema, sin
    problema`,
  negation: `no, nunca, jamás, ni, sin, nada, tampoco, apenas, ningún, ninguna`,
  intensifier: `muy, tan, tanto, súper, super, re, bien, más, mucho, muchísimo, realmente, totalmente, absolutamente, completamente, demasiado, qué, siempre, todo,
    toda, verdaderamente, increíblemente`,
  contrast: `pero, sin embargo, aunque, lamentablemente, por desgracia, desgraciadamente, eso sí, salvo`,
  selling: `sorteo, sigue la cuenta, etiqueta, gana, gana dinero, oferta, descuento, promoción, promo, envío gratis, gratis, preventa, compra, únete, escríbeme,
    al privado, link en la bio, enlace en la bio, inscríbete, código, desde casa, participa, participar, plazas limitadas`,
}
