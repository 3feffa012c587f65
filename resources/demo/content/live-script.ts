/** What happens while the town is live, one step after the other, then from the start. */
export type LiveStep =
  | { do: 'say'; by: string; text: string; lang?: string; warning?: string; toLast?: boolean }
  | { do: 'edit'; text: string }
  | { do: 'remove' }

export const liveScript: readonly LiveStep[] = [
  { do: 'say', by: 'oskar', text: '@crumb I am outside with the flour delivery. Front door or the yard?' },
  { do: 'say', by: 'gwen', text: 'Whole street smells of cinnamon again. I blame Lemon Street. #townmarket' },
]
