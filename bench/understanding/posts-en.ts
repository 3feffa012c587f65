import { readPosts } from './post.ts'

/** English: what a bakery, a railway, a museum and a maker of software hear. */
export const posts = readPosts(
  'en',
  String.raw`
001 ask plain Do you still have the dark rye on Saturdays, or is that only for orders now?
002 say warm Picked up the birthday cake this morning and my daughter actually squealed. Thank you so much!
003 say cross Forty minutes on platform 4 and not one announcement. Brilliant service as ever, Northline.
004 ask plain what time does the last train to Harwick leave on sundays
005 say plain The museum's west wing closes for rewiring from Monday until the end of May.
006 say warm The new export in version 5 saved me an entire afternoon, hats off to the team.
007 ask cross Why does the app log me out every single time I switch networks? This has been going on for months.
008 say plain Crumb of the day: a bread crumb photographed under a microscope at 400x.
009 ask plain @hearthbakery could you tell me whether the sourdough contains any milk
010 say cross Third time this week the 7:42 is cancelled. I'm done with this line.
011 say plain How to proof dough overnight: five steps that work in any kitchen https://bread.example/proof?step=1
012 ask plain Is the planetarium show suitable for a four year old?
013 say warm Honestly the kindest ticket inspector I've ever met, made my nan's whole day 😊
014 say cross Who needs sleep when your update bricks the laptop at 2am, right?
015 ask plain Anyone know if Lumen imports calendars from the old desktop version
016 say plain We are hiring two night bakers. Apply by the 14th at the shop.
017 say cross Stale croissants again. For four pounds each. Really?
018 ask plain Hi there, I was wondering if group tickets can be changed to another date.
019 say plain A lumen is the unit of luminous flux, a candela that of intensity.
020 say warm Your cinnamon knots are dangerously good 😍 I've already eaten three.
021 ask plain Does the free plan still allow two projects? The pricing page says one.
022 say cross Thanks for nothing. Two hours on hold and then you hung up on me.
023 say plain She asked the guide "is any of this real?" and the whole room laughed.
024 ask plain How long do I have to keep my ticket after the journey
025 say warm Big shoutout to Maya at the Harwick desk, she found my lost scarf within an hour!
026 say plain CHEAP FOLLOWERS ✅ 1000 for 9.99 ✅ DM us today ✅ no password needed
027 ask plain Please let me know when the gift boxes are back in stock.
028 say cross The audio guide crashed in every room and nobody at the desk cared.
029 say plain Northline will run a reduced timetable over the bank holiday weekend.
030 ask plain Which entrance should we use with a double pram?
031 say cross So you raised the price and removed the one feature I paid for. Wonderful.
032 say warm Not gonna lie, I expected little from a railway café and it was lovely.
033 ask plain @lumenapp quick one: is there a keyboard shortcut for archiving
034 say plain Looking back at our first oven, bought second-hand in 1987.
035 say cross I have emailed support four times since March and still no answer.
036 ask warm Absolutely loved the lace exhibition! Will there be a catalogue to buy?
037 say plain Train your crumb shot: natural light, no flash, cut when cold.
038 ask plain Would a wheelchair fit through the doors of the old carriages
039 say cross Your website ate my booking and kept the money.
040 say warm After ten years abroad, that first bite of your malt loaf felt like home ❤️
041 say plain Want to earn 500 a day from your sofa? Click the link in our bio 👉 https://win.example/?ref=77
042 ask plain Can I return a jumper from the museum shop without the receipt?
043 say cross This is the worst migration guide I have ever read. Half the links are dead.
044 say plain Minutes of the parish council, item six: parking near the old bakery.
045 ask plain I'd like to know if dogs are allowed on the heritage line.
046 say warm Support answered within five minutes on a Sunday. Five! You people are amazing.
047 say cross How hard can it be to put the platform number on the board?
048 ask plain Any chance of gluten free hot cross buns this year
049 say plain The dinosaurs are on loan to Oslo until the autumn, the whale stays.
050 say cross Never again. The bread had mould on it and the lady shrugged.
051 ask plain Are there lockers at the museum big enough for a suitcase?
052 say warm What a day at the railway museum! The kids are still making steam noises.
053 say plain Release notes for 5.2.1: faster start, fixed a crash when printing, new icons.
054 ask cross Where is my refund? You promised it by the first and it's the nineteenth.
055 say plain My band is called The Anchor and we play the Anchor pub on Friday, come along
056 say cross Love paying first class prices to stand next to a broken toilet.
057 ask plain You're open on Easter Monday, aren't you?
058 say warm I don't usually write to companies but your driver waited for my mum. Thank you.
059 say plain Interest rates rose by a quarter point on Thursday.
060 ask plain Has anyone managed to get the Lumen plugin working behind a proxy
061 say cross Not impressed. The tour was twenty minutes shorter than advertised.
062 say warm Whoever came up with the pear and cardamom bun deserves a medal 🏅
063 ask plain What's the difference between the day pass and the rover ticket?
064 say plain Retweet: strike ballot closes on Friday, results expected the week after.
065 say cross You can't be serious, another forced password reset?
066 ask plain Could somebody from accounts ring me back today, order 20417
067 say warm The view from the clock tower was worth every step. Beautiful restoration work too.
068 say plain I baked four loaves today and froze two of them.
069 ask plain Did the 17:05 from Elmsted actually leave, the board says nothing
070 say cross Your new logo looks like a dropped pie and the app is slower than before.
071 say plain Meeting at the north entrance at ten, bring the printed tickets.
072 say warm Best flapjack in the county, no question.
073 ask plain hello, do I need to book the members' evening in advance
074 say cross The card machine was down, the queue was out the door and nobody said a word about it.
075 say plain Lumen Field hosts the final on Sunday, kick-off at eight.
076 ask plain Is it me or is the status page down as well?
077 say cross Charged twice for the same ticket. Sort it out.
078 say warm Thank you for keeping the reading room open late during exams, it really helped.
079 say plain 50% OFF everything this weekend only!!! Use code SPRING at checkout!!!
080 ask plain Just checking whether the vegan sausage rolls are baked on separate trays
081 say cross What is the point of a quiet carriage if the staff shout through it?
082 say warm My grandfather worked on that very engine. I had tears in my eyes. Wonderful exhibit.
083 ask plain When will the dark theme come to the phone app?
084 say plain Old photo: queue outside the bakery on VE Day, photographer unknown.
085 say cross Delivery came a day late and the tarts were upside down 😡
086 ask plain can you ship to the isle of man
087 say plain A reader asks: should bread be kept in the fridge? Our answer is in the magazine.
088 say warm Smooth journey, clean seats, on time to the minute. More of this please!
089 ask cross Seriously, is anybody actually reading these messages?
090 say plain He wondered if the museum would ever open again, and then it did.
091 say cross I wouldn't recommend this app to my worst enemy.
092 say warm Fixed by the hotfix, everything syncs again. Great work, folks 🙌
093 ask plain Tell me, which flour do you use for the baguettes?
094 say plain Tickets for the night train go on sale on 3 June at 09:00.
095 say cross Every seat reserved, none of the reservations displayed. Chaos all the way to Harwick.
096 say warm We got engaged under your whale skeleton yesterday. Thanks for playing along, night guard!
097 ask plain How do I get an invoice with our VAT number on it
098 say plain Crumb, the cat, is missing since Tuesday near Mill Lane. Grey, white paws.
099 say cross Whatever you did to the seeded batch, please undo it. Tastes of cardboard.
100 ask plain Is Sunday's workshop fully booked already? Asking for two adults.
101 say warm Not bad at all, this new timetable. I get home before dinner now!
102 ask plain Need help: the installer stops at 80 percent on my old machine, what can I do
103 say plain The line between Elmsted and Harwick was opened in 1869 and doubled in 1904.
104 say cross Apparently "fully accessible" means three steps and a heavy door.
105 say warm Can we talk about how good that poppy seed cake is? Wow.
106 ask plain Am I right that children under five travel free
107 say plain Six people were treated for smoke after a small kitchen fire, nobody was badly hurt.
108 say cross Rude staff, cold soup, dirty tables. The exhibition deserved better.
109 ask plain Will you be at the farmers' market this Saturday? And if so, with the walnut bread?
110 say plain Opening hours over the holidays: 24th until noon, closed on the 25th and 26th.
111 say warm Been using Lumen since the beta and it just keeps getting better.
112 ask plain Wondering what happened to the lemon slices, they were gone all week
113 say plain To whom it may concern: the lift at platform 2 is out of order.
114 say cross If I wanted to be ignored I'd have stayed at home with my teenagers.
115 say warm Who knew a museum of buttons could be this much fun?
116 say warm How good are those cheese twists though
117 say cross What a joke. Six pounds for a slice and a plastic fork.
118 say plain Tired of your boss? Join our team and be your own!
`,
)
