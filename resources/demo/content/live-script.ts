/** What happens while the town is live, one step after the other, then from the start. */
export type LiveStep =
  | { do: 'say'; by: string; text: string; lang?: string; warning?: string; toLast?: boolean }
  | { do: 'edit'; text: string }
  | { do: 'remove' }

export const liveScript: readonly LiveStep[] = [
  {
    do: 'say',
    by: 'oskar',
    text: '@crumb Found the yard bell. It is behind the ivy. Are you expecting two sacks or three?',
  },
  {
    do: 'say',
    by: 'gwen',
    text: 'The whole street smells of cinnamon again. I blame Lemon Street. #townmarket',
  },
  { do: 'say', by: 'kwame', text: '@gwen I prescribe a bun.', toLast: true },
  { do: 'say', by: 'tidebot', text: 'Lindenbrook: low water 13:04 (0.7 m). Wind south-west 7. #tides' },
  {
    do: 'say',
    by: 'beatrix',
    text: '@crumb Forty chairs are out and there are already three people on them. The evening starts in four hours. Could you bring a sixth loaf?',
  },
  { do: 'say', by: 'priya', text: 'Rye at 80%, second try. It stands! It leans, but it stands. #sourdough' },
  { do: 'say', by: 'leo_t', text: '@crumb is mina in. i have the tins. all of them' },
  { do: 'edit', text: '@crumb is mina in. i have the tins. nearly all of them' },
  { do: 'say', by: 'marguerite', text: '@crumb I sat on the new chair. It is a good chair. Who do I thank?' },
  {
    do: 'say',
    by: 'dimitri',
    text: 'There is a sign on the door of the bakery. In ink. I have nothing to add. #townmarket',
  },
  { do: 'say', by: 'odalys', text: '@dimitri We should mark the day.', toLast: true },
  {
    do: 'say',
    by: 'mathilde',
    text: '@crumb Vous restez ouverts malgré le vent ? Je descends de la colline avec un violon et une faim de loup.',
  },
  { do: 'say', by: 'ferdi', text: 'Whose awning is this? Green stripes, flies well. #townmarket' },
  { do: 'say', by: 'bramble', text: '@ferdi Ours. Is it happy?', toLast: true },
  { do: 'say', by: 'pip', text: '@crumb do you do bread for ducks' },
  { do: 'remove' },
  {
    do: 'say',
    by: 'pip',
    text: '@crumb do you have anything that is good for ducks? I read that bread is not',
  },
  { do: 'say', by: 'haruki_m', text: '今日の風はすごい。でもパンは静かに膨らんでいる。 #sourdough' },
  {
    do: 'say',
    by: 'ana',
    text: '@crumb The 17:40 leaves at 17:25 tonight, tell your people. Can you keep a rye for the crew?',
  },
  {
    do: 'say',
    by: 'halima',
    text: '@crumb Small update for Friday: 27 rolls, not 28. The hamster does not count, I am told.',
  },
  {
    do: 'edit',
    text: '@crumb Small update for Friday: 29 rolls, not 28. The hamster does count, I am told.',
  },
  {
    do: 'say',
    by: 'growth_wizard88',
    text: '#townmarket LAST CHANCE to go viral!! 🚀 https://boost-now.example/last',
  },
  { do: 'remove' },
  {
    do: 'say',
    by: 'lucia',
    text: '@crumb ¿Queda pan de aceite para mañana? Mi hermana ya está en el ferry y no acepta un no.',
  },
  {
    do: 'say',
    by: 'abel',
    text: 'The lamp is lit. If you can see it, you are home. If you can smell bread, you are nearly home. #townmarket',
  },
  {
    do: 'say',
    by: 'sunniva',
    text: '@crumb Page 4 of the folder has a coffee ring exactly over the word “oat”. Is it still yes?',
  },
]
