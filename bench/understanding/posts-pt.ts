import { readPosts } from './post.ts'

/** Portuguese, of Brazil and of Portugal: what a bakery, a railway, a museum and a maker of software hear. */
export const posts = readPosts(
  'pt',
  String.raw`
001 ask plain Bom dia, vocês têm pão de queijo congelado para levar?
002 say warm O bolo de ontem foi o sucesso da festa, muito obrigada a todos!
003 say cross Mais um dia, mais um comboio suprimido. Já nem fico surpreendido.
004 ask plain alguém sabe que horas fecha o museu no domingo
005 say plain A faísca é uma descarga elétrica visível entre dois condutores.
006 ask plain O bilhete de ida e volta pode ser usado no dia seguinte?
007 say cross Paguei a assinatura e o aplicativo continua mostrando propaganda. Que palhaçada.
008 say plain Vaga para auxiliar de padaria, turno da madrugada, enviar currículo.
009 say warm Que visita incrível, o guia explicou tudo com tanto carinho ❤️
010 ask plain como faço para recuperar a minha senha
011 say cross Uma hora à espera na linha e desligaram-me o telefone na cara. Obrigadinho.
012 say plain Passadiço do rio interditado por causa da subida das águas.
013 ask plain Gostaria de saber se aceitam encomendas para o Natal.
014 say warm Esse atalho novo é uma mão na roda, parabéns à equipe!
015 say plain 💸 Renda extra de R$ 3.000 por semana, chama no privado 💸
016 say cross O pastel estava frio, o café estava morno e o empregado nem bom dia disse.
017 ask plain Tem desconto para professor da rede pública?
018 say plain O edital para o concurso de restauro foi publicado ontem.
019 say warm Chorei na sala dos retratos. Obrigado por guardarem a história da nossa gente.
020 ask plain Onde é que se levantam os áudio-guias
021 say cross De que serve um painel que diz sempre a mesma hora?
022 say plain "E agora, José?" está escrito na parede da sala de leitura.
023 ask plain Dá para exportar em planilha ou só em PDF?
024 say warm Melhor broa da cidade, sem discussão 😋
025 say cross Faz doze dias que abri o chamado e ninguém responde.
026 ask plain Quanto tempo demora a viagem até Vila Branca
027 say plain Hoje aprendi que a massa quebrada não leva fermento.
028 ask plain Posso levar a bicicleta no trem fora do horário de pico?
029 say warm Parabéns pelos quarenta anos! Que venham mais quarenta de fornadas assim.
030 say cross Rampa não há, elevador avariado, e mandam a minha mãe subir pelas escadas. Uma vergonha.
031 say plain Visitas guiadas de terça a sábado, às onze e às quinze.
032 ask plain qual farinha vocês usam na massa folhada
033 say cross Que lindo, atualizaram o sistema e sumiu tudo o que eu tinha salvado.
034 say plain Sorteio relâmpago! Siga, curta e marque três amigos.
035 ask plain A oficina de azulejo é só para adultos ou a minha filha de nove anos também pode ir?
036 say warm Nossa, que atendimento! Resolveram em dez minutos o que o banco não resolveu em um mês.
037 say plain Na minha terra o carteiro trazia o pão junto com as cartas.
038 ask plain Quem trata dos reembolsos de março? Já mandei o formulário.
039 say cross O pão francês de hoje dava para quebrar janela. Piorou muito.
040 say plain Versão 3.4 publicada: corrige o arranque lento e muda o ícone.
041 ask plain Desculpem, a torre tem acesso para carrinho de bebê?
042 say warm Um bem-haja ao revisor que me devolveu a carteira com tudo lá dentro.
043 say cross Pra que ter suporte se ninguém lê o que a gente escreve?
044 say plain O submarino exposto na doca pesa oitocentas toneladas.
045 ask plain Aceita cartão na feira ou só dinheiro
046 say warm Adorei a surpresa no saco, um bolinho a mais faz o dia da gente.
047 say cross Vagão sem luz, janela emperrada, gente desmaiando de calor, e a empresa postando meme.
048 ask plain Preciso saber se o passe também vale no barco.
049 say plain Já pensou em trabalhar com turismo? Matrículas abertas: https://curso.example/?utm_source=x
050 say warm A ala nova ficou linda, cheia de luz, dá vontade de voltar amanhã.
051 ask plain Quando sai a versão para Linux
052 say cross Mentira descarada: prometeram entrega em dois dias e já vão nove.
053 say plain Combinado: nos vemos no coreto às nove, levo as sanduíches.
054 ask plain Vocês fazem bolo sem lactose para aniversário?
055 say warm Moça da bilheteira de Vila Branca: um amor de pessoa, resolveu tudo a sorrir.
056 say cross O banco diz que é convosco, vocês dizem que é o banco, e eu fico sem os noventa euros.
057 ask plain A sessão das três é legendada, né?
058 say plain Nevoeiro no aeroporto atrasa partidas da manhã.
059 say cross Não volto. Exposição pequena, cara e mal iluminada.
060 ask plain @linhabranca o das 18h10 vem atrasado? o painel apagou
061 say warm A minha turma de sete anos saiu do museu a querer ser paleontóloga. Bravo!
062 say plain A faísca entre os dois atores segura o filme até o fim.
063 ask plain Podiam reenviar-me a fatura de abril
064 say cross A migração foi um desastre, perdi anos de anotações.
065 say plain Acordei às quatro, acendi o forno e pus o rádio baixinho.
066 ask plain De que plataforma sai o trem turístico?
067 say warm Sinceramente, cinco estrelas. Limpo, pontual, silencioso.
068 say cross Vendem um passe de família que não serve para famílias com três filhos.
069 ask plain Queria mudar a data da viagem, o que tenho de fazer
070 say plain Em 1912 o ramal chegava até a fábrica de vidro.
071 say cross Atrasado, sujo e caro: o pacote completo.
072 ask plain É permitido entrar com cachorro no jardim?
073 say warm Nunca pensei rever o ursinho do meu filho. Guardaram-no com um bilhete e tudo 🥹 obrigada!
074 say plain Clube de leitura: próximo encontro dia 8, livro à escolha.
075 ask plain pensam abrir uma loja no porto
076 say cross Custa assim tanto avisar que a escada rolante está parada?
077 say warm A busca nova é sensacional, acha tudo na hora.
078 ask plain Oi, qual a diferença entre o plano básico e o de equipe
079 say plain As exportações de cortiça cresceram no primeiro trimestre.
080 say cross O fiscal gritou com um idoso que não achava o bilhete. Lamentável.
081 ask plain Mais alguém sem conseguir entrar na conta hoje?
082 say warm O cheiro daquela rua de manhã devia ser património. Que delícia de pão.
083 say plain Fiquei sem saber se aquilo era mesmo broa ou bolo.
084 ask plain Até quando fica a mostra de gravuras
085 say cross Pedi sem cebola, veio com cebola; pedi a conta, veio a de outro.
086 say plain Alugo quarto perto da linha do metrô, contas incluídas.
087 ask plain Seria possível visitar as oficinas com uma turma de trinta alunos?
088 say warm Dormi a viagem inteira, coisa que nunca me acontece. Conforto de verdade!
089 say cross Fui mandado de balcão em balcão, como se o erro fosse meu. Péssimo.
090 ask plain por que não consigo salvar as alterações
091 say plain Clareie os dentes em sete dias, resultado garantido, peça já o seu kit!
092 say warm Mudei de bairro e continuo a atravessar a cidade só pelo vosso pão. Isso diz tudo.
093 ask cross Vão devolver o meu dinheiro ou tenho de ir ao Procon?
094 say plain Deitaram abaixo o muro velho e plantaram laranjeiras.
095 say cross Esperei o ano todo por esta mostra e as melhores peças estavam tapadas com lonas.
096 ask plain falta muito para acabar a obra do átrio
097 say warm Adorámos o passeio a vapor, os miúdos não falam de outra coisa.
098 say plain Fez ontem cinquenta anos que circulou a última locomotiva a carvão.
099 ask plain Boa tarde, onde posso deixar o carro durante a visita
100 say cross Serviram o bolo ainda congelado por dentro, e quando reclamei riram-se.
101 say warm Admito que duvidava, mas devolveram-me cada cêntimo e ainda ligaram a confirmar. Respeito.
102 ask plain O que é que faço se perdi a senha do bengaleiro?
103 say plain Próxima estação: Vila Branca. Saída pelo lado esquerdo.
104 say cross Parabéns aos envolvidos, conseguiram estragar um programa que funcionava.
105 ask plain Me avisem quando voltar a ter pão de fermentação natural, por favor.
106 say warm Que noite mágica, aquele fado no meio das esculturas arrepiou toda a gente.
107 say plain Sindicato entrega pré-aviso e negociação recomeça na quarta.
108 ask plain Vai ter trem extra no carnaval
109 say cross Trocaram os menus de lugar sem perguntar a ninguém e agora perco meia hora por dia.
110 say plain Farinha, água, sal e tempo; o resto é conversa.
111 ask plain A entrada de quinta à tarde é grátis para todos, ou é preciso reservar?
112 say warm Croissant de amêndoa: nota mil.
113 say warm Como não amar um lugar que dá pão quente a quem espera na chuva?
114 say plain Quer emagrecer até ao verão? Fale connosco sem compromisso.
115 say cross Isso é sério? Vinte reais por um pão com manteiga?
116 say plain O que aconteceu aos elétricos antigos? Dois estão no museu de Sintra.
117 say warm Que fofura as bolachinhas em forma de locomotiva
118 say cross Que falta de respeito fechar o guichê com trinta pessoas na fila.
119 say warm Quem disse que museu é chato? Passei a tarde a rir.
120 ask plain Digam-me se é preciso levar o comprovativo impresso.
121 say plain Na porta lia-se "esqueceu-se de alguma coisa?" em letra miúda.
`,
)
