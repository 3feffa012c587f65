import type { Lexicon } from './lexicon.ts'

export const pt: Lexicon = {
  warm: `obrigado, obrigada, obrigadão, obg, brigad*, agradec*, agradeço, grato, grata, gratos, valeu, bem-haja, bom, boa, bons, boas, ótim*, legal, bacana*,
    lind*, bonit*, belo, bela, fof*, fofura, querid*, amor, um amor, gentil, gentis, gentileza, simpátic*, simpatia, atencios*, carinho*, paciência,
    paciente, prestativ*, prestável, educad*, cuidado, dedicad*, profissional*, gostei, gostamos, gostámos, adoro, adorei, adorámos, adoramos, adoram,
    amo, amei, amamos, curti, feliz, felizes, contente*, satisfeit*, alegr*, alegria, orgulho*, emocion*, encant*, encantad*, prazer, gosto, dá gosto,
    recomend*, parabéns, bravo, aplauso*, palmas, respeito, tiro o chapéu, chapéu, nota mil, nota dez, nota 10, cinco estrelas, 5 estrelas, show, show
    de bola, arras*, mandou bem, mandaram bem, top, mão na roda, confort*, limp*, pontual*, rápid*, eficient*, eficaz, delíci*, gostos*, saboros*,
    quentinh*, fresquinh*, maravilh*, melhor, melhorou, voltarei, voltaremos, volto sempre, vale a pena, valeu a pena, sorte, assim sim, sucesso,
    resolveram, salvou, salvaram, saudade, uma graça, caprich*, sossego`,
  warmest: `excelente*, fantástic*, maravilhos*, espetacular*, incrível, incríveis, magnífic*, extraordinári*, perfeit*, impecáve*, inesquecíve*, sensacional*,
    brilhante*, divin*, mágic*, fabulos*, deslumbrante*, genial, geniais, que delícia, delícia, deliciosíssim*, muito obrigad*, muitíssimo obrigad*, mil
    obrigad*, obrigada obrigada, obrigado obrigado, o melhor, a melhor, os melhores, as melhores, sem palavras, apaixonad*, de chorar por mais, amor de
    pessoa, nota mil`,
  polite: `obrigado, obrigada, muito obrigad*, obg, agradec*, valeu, bom, boa, gentileza`,
  cross: `mau, má, maus, mal, ruim, ruins, triste*, pena, lamento, lamenta*, infelizmente, decepc*, decepcionad*, desilud*, desilus*, chatead*, irritad*,
    irritante*, furios*, zangad*, fart*, cansad* de, indignad*, revolt*, vergonh*, vergonhos*, desrespeit*, falta de respeito, grosseir*, grosseria,
    malcriad*, mal-educad*, antipátic*, arrogante*, deboche, debochad*, gritou, incompetent*, inútil, inúteis, inaceitáve*, injust*, absurd*, ridícul*,
    palhaçada, brincadeira de mau, roubo, roubad*, roubam, rouba, golpe*, fraude, enganad*, enganam, enganar*, mentira*, mentiros*, mentem, sujo, suja,
    sujos, sujas, sujeira, imund*, nojo, nojent*, frio, fria, frios, frias, duro, queimad*, caro, caríssim*, abusiv*, abuso, piada, gozar, desastre,
    caos, inferno, bagunça, porcaria, lixo, merda, droga, horror, nunca mais, não volto, não voltarei, não recomendo, evitem, fujam, denúnci*, cancelei,
    desinstal*, piorou, piorou muito, pior, estragar, estragaram, estragad*, perda de tempo, ninguém responde, desatualizad*, bugs, nota zero,
    obrigadinho, aff, afff, cadê`,
  crossest: `horríve*, terríve*, péssim*, pessim*, pavoros*, nojento, repugnante*, catástrofe, catastrófic*, desastros*, lamentáve*, deploráve*, inadmissíve*,
    uma vergonha, que vergonha, um roubo, um desastre, um horror, uma palhaçada, que palhaçada, o pior, a pior, odei*, ódio, pesadelo, falta de
    respeito, um lixo, nota zero`,
  trouble: `mais um, mais uma, outra vez, de novo, suprimid*, cancelad*, cancelaram, atraso, atrasos, atrasad*, atrasou, atrasam, avariad*, estragad*, quebrad*, emperrad*, falha*, falhou,
    erro*, problema*, trava*, travou, caiu, não funciona*, não abre*, não carrega, não entra, não consigo, fechad*, fechado outra, fila*, espera, à
    espera, esperar, há dias, ninguém, nada, nem, sem resposta, sem aviso, nem aviso, perdi, perdeu, perder, sumiu, sumiram, cobraram, duas vezes,
    duplicad*, paguei, devol*, dinheiro, reembolso, errad*, lotad*, desligaram, propaganda, uma hora, culpa, ainda sem, para nada, reclam*, queixa*,
    lento, lenta, lentos`,
  solved: `resolvid*, resolveu tudo, resolveram, arranjad*, consertad*, devolveram, devolveu, apareceu, já funciona, voltou a funcionar, pontual`,
  sneer: `obrigad*, parabéns, ótim*, lind*, que lindo, perfeit*, bravo, palmas, maravilh*, genial, fantástic*, excelente*, brilhante*, que bom, muito bem,
    boa, legal, show, valeu, espetacular*, sucesso`,
  ironic: `obrigado por nada, obrigada por nada, obrigadinho, obrigadinha, parabéns aos envolvidos, era só o que faltava, só faltava, como sempre, para variar,
    pra variar, que surpresa, que novidade, nota zero, viva, ainda bem que não, deve ser piada`,
  neutral: `obrigado desde já, obrigada desde já, desde já obrigad*, agradeço desde já, desde já agradeço, bom dia, boa tarde, boa noite, boas festas, bom
    apetite, boa viagem, boa sorte, bom fim de semana, boa pergunta, gostaria, gostava de saber, gostava de, gosto a, a gosto, cumprimentos, abraços, um
    abraço, mal passado, mal posso esperar, bem cozido, menos mal, de nada, nada mais, por nada, nada de, dias úteis, todos os dias, dois dias, há dias
    que, alta velocidade, má sorte, dinheiro vivo, só dinheiro, a dinheiro, não há problema, sem problema, legendada, grátis, gratuit*, grato pela
    atenção, sujeit*, melhor forma, melhor maneira, fora do horário, mais um pouco, até mais, feliz natal, amanhã cedo`,
  negation: `não, nao, nunca, jamais, nem, sem, nada, tampouco, nenhum, nenhuma`,
  intensifier: `muito, muita, tão, tanto, super, bem, mais, realmente, totalmente, absolutamente, completamente, demais, que, sempre, todo, toda, verdadeiramente,
    sinceramente`,
  contrast: `mas, porém, contudo, no entanto, embora, infelizmente, só que, apesar`,
  selling: `sorteio, siga, curta, marque, ganhe, ganhar, renda extra, promoção, promo, desconto, oferta, frete grátis, pré-venda, compre, inscreva-se,
    inscrições, link na bio, no privado, chama no, código, por semana, garantido, peça já, sem compromisso, vagas limitadas, emagrecer`,
}
