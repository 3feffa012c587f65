import { post, type WrittenThread } from './written.ts'

/** What was said to the bakery lately and waits for an answer now. */
export const waitingThreads: readonly WrittenThread[] = [
  [
    post(
      '7h 40m',
      'halima',
      '@crumb Morning! Could you do 28 plain rolls for Friday, no seeds at all? One of mine has a sesame allergy and I would rather not gamble. We could collect at 8:15.',
    ),
  ],
  [
    post(
      '6h 5m',
      'marguerite',
      '@crumb The seeded loaf I bought on Saturday had a piece of blue plastic in it. I kept it. I am not cross, but I think you should know.',
    ),
  ],
  [
    post(
      '24m',
      'zofia',
      '@crumb hello, I am new here! Is there anything left after two in the afternoon, or should I set an alarm?',
    ),
  ],
]
