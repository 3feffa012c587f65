/** Query keys. The first part is the noun that `changed` events name. */
export const keys = {
  app: () => ['app'] as const,
  networks: () => ['networks'] as const,
  accounts: () => ['accounts'] as const,
  /** Under `streams`: every answer may change what is left. */
  accountHealth: () => ['streams', 'accounts'] as const,
  streams: () => ['streams'] as const,
  rules: () => ['rules'] as const,
  mutes: () => ['mutes'] as const,
  why: (itemId: number) => ['items', 'why', itemId] as const,
  lanes: () => ['lanes', 'list'] as const,
  ownLanes: () => ['lanes', 'own'] as const,
  queryNames: (field: string | undefined, begun: string) => ['query', 'names', field, begun] as const,
  queryPreview: (query: string, limit: number) => ['query', 'preview', query, limit] as const,
  mutePreview: (query: string) => ['query', 'mute', query] as const,
  /** Below the conversation, so that a change of it makes them untrue. */
  marks: (conversationId: number, query: string) =>
    ['conversations', conversationId, 'marks', query] as const,
  coverage: (id: number, fromMs: number) => ['streams', 'coverage', id, fromMs] as const,
  goals: () => ['goals'] as const,
  /** Under `lanes`: what is heard, said or deleted changes both. */
  goalProgress: (id: number) => ['lanes', 'goal', id] as const,
  outbox: () => ['outbox'] as const,
  /** Not under `outbox`: the words that are being written must not be asked for again under the hands. */
  post: (opening: number | undefined) => ['post', opening] as const,
  ledger: (midnightMs: number) => ['ledger', midnightMs] as const,
  conversation: (id: number) => ['conversations', id] as const,
  revisions: (itemId: number) => ['items', 'revisions', itemId] as const,
  catchUp: () => ['catchup'] as const,
  /** Not under `catchup`: the end of a pass says that noun itself. */
  passNote: (passId: number) => ['pass', passId] as const,
  desktop: () => ['desktop'] as const,
  spending: () => ['spending'] as const,
  doctor: () => ['doctor'] as const,
  imports: () => ['archives', 'list'] as const,
  importReport: (id: number) => ['archives', 'report', id] as const,
  /** Not under `archives`: they never change. */
  archiveFormats: () => ['archive-formats'] as const,
}
