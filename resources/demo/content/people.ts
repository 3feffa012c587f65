import type { Person } from '../world.ts'
import { peopleElsewhere } from './people-elsewhere.ts'
import { person } from './person.ts'

/** People of the town's own server. */
const townspeople: readonly Person[] = [
  person({
    key: 'crumb',
    name: 'Crumb Bakery :crumb:',
    bio: 'Bread, buns and the odd burnt tray, since 1987. 4 Lemon Street, Lindenbrook.\n\nTue to Sat 6:30 to 14:00, market stall on Saturdays. We read everything and answer nearly all of it.',
    followers: 1843,
    following: 212,
    joinedDaysAgo: 1620,
    fields: [
      { name: 'Shop', value: '4 Lemon Street' },
      { name: 'Orders', value: 'https://crumb.example/orders' },
    ],
  }),
  person({
    key: 'tomas',
    name: 'Tomas Lindqvist',
    bio: 'Clocks repaired, time not included. Market Square 9.',
    followers: 233,
    followed: true,
    joinedDaysAgo: 1400,
  }),
  person({
    key: 'ferdi',
    name: 'Ferdi',
    bio: 'Runs the Saturday market. If it is muddy, it was not me.',
    followers: 702,
    followed: true,
    joinedDaysAgo: 1600,
  }),
  person({
    key: 'odalys',
    name: 'Odalys Brandt-Montgomery van der Lindenbrook-Achterberg (she/her) 🌻 | Chair of the Friends of the Old Bandstand | opinions are the bandstand’s',
    bio: 'Long names, short meetings.',
    followers: 1310,
    followed: true,
  }),
  person({ key: 'pip', name: 'pip', bio: '', followers: 3, following: 11, joinedDaysAgo: 2 }),
  person({
    key: 'kwame',
    name: 'Kwame Asante',
    bio: 'GP at the Lemon Street surgery. Not your doctor on here.',
    followers: 960,
    followed: true,
  }),
  person({
    key: 'oskar',
    name: 'Oskar 🚲',
    bio: 'Courier. I have carried your cake. It was level.',
    followers: 188,
    followed: true,
  }),
  person({
    key: 'halima',
    name: 'Halima Yusuf',
    bio: 'Year 4 teacher at Brook Primary. 28 children, one hamster.',
    followers: 320,
    followed: true,
  }),
  person({
    key: 'beatrix',
    name: 'Beatrix Moor',
    bio: 'Librarian, Lemon Street. Shh, but with cake.',
    followers: 541,
    followed: true,
  }),
  person({
    key: 'leo_t',
    name: 'Leo Tanaka-Reyes',
    bio: 'student. hungry.',
    followers: 86,
    joinedDaysAgo: 90,
  }),
  person({
    key: 'rufus',
    name: 'Rufus Oyelaran',
    bio: 'Landlord, the Anchor & Plum. We do lunch.',
    followers: 611,
    followed: true,
  }),
  person({
    key: 'nils',
    name: 'Nils Aaberg',
    bio: 'Town council, roads and bins. DMs are not a complaint form.',
    followers: 1490,
    followed: true,
  }),
  person({
    key: 'gwen',
    name: 'Gwen Pryce',
    bio: 'Runs the choir. Alto in public, soprano in the car.',
    followers: 402,
    followed: true,
  }),
  person({
    key: 'binday',
    name: 'bin day',
    bot: true,
    bio: 'Tells you which bin. Built by @nils on a rainy weekend.',
    followers: 877,
  }),
]

/** Everybody who speaks in the town. */
export const people: readonly Person[] = [...townspeople, ...peopleElsewhere]
