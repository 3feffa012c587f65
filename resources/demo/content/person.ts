import type { Person } from '../world.ts'

type Written = Partial<Person> & Pick<Person, 'key' | 'name' | 'bio'>

/** A person with what most have in common filled in. */
export function person(written: Written): Person {
  return {
    lang: 'en',
    bot: false,
    followers: 120,
    following: 150,
    joinedDaysAgo: 700,
    followed: false,
    fields: [],
    ...written,
  }
}
