import { readPosts } from './post.ts'

/** Spanish, of Spain and of America: what a bakery, a railway, a museum and a maker of software hear. */
export const posts = readPosts(
  'es',
  String.raw`
001 say warm Los alfajores llegaron enteritos y estaban de muerte. ¡Mil gracias!
002 ask plain ¿Siguen haciendo el pan de centeno los jueves?
003 say cross Otra vez el tren de las ocho cancelado y nadie da la cara.
004 ask plain alguien sabe si el museo abre el lunes de pascua
005 say plain La chispa eléctrica salta cuando los polos están lo bastante cerca.
006 ask plain Buenas, querría saber si la tarta de queso lleva frutos secos.
007 say cross Pagué el plan anual y ahora me sale que soy usuario gratuito. Un robo.
008 say plain Se busca panadero con experiencia para turno de noche.
009 say warm Qué maravilla de visita guiada, Julián es un crack 👏
010 ask plain a qué hora sale el último tren para Villanube
011 say cross Gracias por perderme la maleta y además tratarme como si fuera culpa mía.
012 say plain El domingo se corta la calle Mayor por la carrera popular.
013 ask plain ¿Me pueden decir dónde se recogen las audioguías?
014 say warm Desde que uso Chispa cierro el ordenador una hora antes. Encantado.
015 say plain Sorteo 🎁 Sigue la cuenta, comenta y etiqueta a dos amigos para participar
016 say cross Veinte minutos de cola para que te digan que no queda nada. ¿En serio?
017 ask plain Hay descuento para familia numerosa o solo para jubilados
018 say plain Según el ayuntamiento, la estación nueva estará lista en 2029.
019 say warm Se me saltaron las lágrimas con las fotos de la sala tres. Gracias por cuidar la memoria del barrio.
020 ask plain Oye, ¿la nueva versión ya deja exportar en PDF?
021 say cross El aire acondicionado no va, los baños cerrados y el vagón lleno. Un infierno.
022 say plain Me preguntó "¿y tú qué miras?" y seguí leyendo.
023 ask plain Cómo cambio el idioma de la aplicación
024 say warm Pedazo de bocadillo el de hoy, así da gusto empezar la mañana 😋
025 say cross Llevo una semana esperando que alguien me conteste el correo. Ni un acuse de recibo.
026 ask plain ¿Cuánto dura la exposición temporal?
027 say plain Receta de rosca: medio kilo de harina, tres huevos y paciencia.
028 ask plain puedo subir la bici al cercanías en hora punta
029 say warm Enhorabuena por el premio, os lo merecéis desde hace años.
030 say cross Menuda vergüenza de accesos, mi padre se quedó en la puerta con la silla de ruedas.
031 say plain El Museo del Ferrocarril cierra los lunes no festivos.
032 ask plain Me gustaría saber qué harina usan para las empanadas.
033 say cross Ah, perfecto, otra actualización que borra mis ajustes. Justo lo que necesitaba.
034 say plain Gana dinero desde casa sin experiencia 💰 escríbeme al privado
035 ask plain ¿Quedan entradas para la noche de los museos o ya está todo vendido?
036 say warm Rapidísimos: escribí a las diez y a las diez y cuarto estaba arreglado.
037 say plain Mi abuela medía la harina con una taza sin asa.
038 ask plain Quién me puede ayudar con un reembolso del mes pasado
039 say cross Las medialunas de ayer parecían de goma. No compro más ahí.
040 say plain Nuevo horario de invierno a partir del 1 de noviembre.
041 ask plain Disculpen, ¿el mirador es accesible con cochecito?
042 say warm Un aplauso para el maquinista que paró a dejar cruzar a los patos 🦆
043 say cross ¿Para qué quiero una app que se cierra sola cada vez que la abro?
044 say plain Fallece a los noventa años el pintor de los puertos.
045 ask plain se puede pagar con tarjeta en el puesto del mercado
046 say warm Qué ricos los buñuelos, por favor, no los quiten nunca de la carta.
047 say cross Tres trenes seguidos llenos y ustedes tuiteando sobre un concurso de dibujo.
048 ask plain Necesito saber si mi billete sirve también para el autobús.
049 say plain ¿Por qué sube la masa? Te lo contamos en el blog: https://masa.example/?p=41
050 say warm Tremenda la reforma del ala sur, luz por todas partes.
051 ask plain Cuándo estará disponible para Linux
052 say cross Mienten. Decía entrega en 24 horas y van ocho días.
053 say plain La reunión se pasa al martes, misma sala, misma hora.
054 ask plain ¿Tienen ustedes algo sin azúcar para un cumpleaños?
055 say warm La chica de información de Villanube se merece un aumento. Qué paciencia y qué simpatía.
056 say cross Me han cobrado dos veces y el teléfono no lo coge nadie.
057 ask plain El taller del sábado es para niños, ¿no?
058 say plain Accidente leve en la A-3, sin heridos, tráfico lento.
059 say cross No vuelvo. La guía llegó tarde, leyó un papel y se fue.
060 ask plain @trenesnube el de las 18:10 viene con retraso? el panel no dice nada
061 say warm Por fin un museo donde los niños pueden tocar cosas. Bravo.
062 say plain Chispa, perrita de dos años, busca familia. Vacunada y esterilizada.
063 ask plain Podrían enviarme otra vez la factura de abril
064 say cross Qué desastre de migración, perdí tres años de notas.
065 say plain Hoy pan de higos, mañana ya veremos.
066 ask plain ¿En qué andén para el tren turístico?
067 say warm Me atendieron de diez por teléfono, amables y claros.
068 say cross Vaya timo de entrada, once euros por dos salas y un vídeo.
069 ask plain Quisiera cambiar la fecha del viaje, qué tengo que hacer
070 say plain Dicen que el primer horno estaba donde hoy está la farmacia.
071 say cross Siete de cada diez días tarde. Y luego suben el abono.
072 ask plain ¿Aceptan mascotas en la terraza?
073 say warm Gracias, gracias y gracias, apareció el peluche de mi hijo en objetos perdidos 💛
074 say plain Curso gratuito de fotografía, plazas limitadas, inscripción en la web.
075 ask plain Tienen pensado abrir en el centro
076 say cross ¿Tan difícil es avisar de que el ascensor no funciona?
077 say warm Lo nuevo de la versión 4 es una pasada, sobre todo la búsqueda.
078 ask plain Hola, cuál es la diferencia entre el bono mensual y el de treinta viajes
079 say plain El índice de precios subió tres décimas en mayo.
080 say cross Encima de llegar tarde, el revisor con malos modos. Así no.
081 ask plain ¿Alguien más sin poder entrar en su cuenta desde esta mañana?
082 say warm Volvería solo por el olor que hay en la calle a las siete de la mañana. Riquísimo todo.
083 say plain Preguntaba si quedaba pan, y el panadero negó con la cabeza.
084 ask plain Hasta cuándo está la muestra de grabados
085 say cross Comida fría, mesas sucias y la cuenta equivocada. Completo.
086 say plain Vendo amasadora de diez litros, poco uso, recogida en Villanube.
087 ask plain ¿Sería posible visitar el taller de locomotoras con un grupo escolar?
088 say warm Da gusto viajar así: puntual, limpio y con enchufes que funcionan.
089 say cross Llamé, escribí, fui en persona. Nada. Pésima atención.
090 ask plain por qué no me deja guardar los cambios
091 say plain Ya en preventa: camisetas oficiales con envío gratis hasta el domingo.
092 say warm Un lujo tener una panadería así al lado de casa.
093 ask cross ¿Piensan devolverme el dinero o espero sentada?
094 say plain A las siete apagaron las luces de la galería y sonó un violín.
095 say cross Ni rampa, ni aviso, ni perdón. Ni ganas de volver.
096 ask plain Le falta mucho a la obra del vestíbulo
097 say warm ¡Qué detalle lo de las velas! La abuela no paraba de sonreír.
098 say plain El cuadro viajó a Lisboa en un camión con temperatura controlada.
099 ask plain Buenos días, dónde puedo dejar el carro mientras visito el museo
100 say cross El pan de molde traía un pelo. Y la respuesta fue encogerse de hombros.
101 say warm Así sí. Reclamé el viernes y el lunes tenía el dinero en la cuenta.
102 ask plain ¿Qué hago si perdí el tique del guardarropa?
103 say plain Este fin de semana cambia la hora: a las tres serán las dos.
104 say cross Felicidades, han conseguido que eche de menos la versión anterior.
105 ask plain Avísenme cuando vuelvan a tener masa madre, por favor.
106 say warm Espectacular el concierto en el patio, ojalá repitan.
107 say plain Huelga convocada para el día 12 en todas las líneas regionales.
108 ask plain Van a poner más trenes en la feria
109 say cross Inútil el buscador, inútil el chat, inútil el manual.
110 say plain Con dos barras, un litro de leche y el periódico volvía mi padre cada domingo.
111 ask plain ¿La entrada del jueves por la tarde es gratis para todos o hay que reservar antes?
112 say warm Me quito el sombrero, qué croissant.
113 say warm ¿Se puede ser más amable que el señor de la taquilla? Imposible.
114 say plain ¿Cansado de tu trabajo? Únete a nuestro equipo y sé tu propio jefe.
115 say cross ¿Pero qué broma es esta? Cinco euros por una botella de agua.
116 say plain ¿Qué fue de los viejos tranvías? Algunos acabaron de gallineros.
117 say warm Cómo mola la sala de los planetas
118 say cross Qué poca vergüenza, cerrar la ventanilla con treinta personas en fila.
119 say warm ¿Quién dijo que los lunes son feos? Con este café de olla, nadie.
120 ask plain Díganme si hay que llevar impreso el resguardo.
121 say plain El letrero decía "¿ha olvidado algo?" en cuatro idiomas.
`,
)
