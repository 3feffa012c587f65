/** Query keys. The first part is the noun that `changed` events name. */
export const keys = {
  app: () => ['app'] as const,
  networks: () => ['networks'] as const,
  accounts: () => ['accounts'] as const,
  streams: () => ['streams'] as const,
  coverage: (id: number, fromMs: number) => ['streams', 'coverage', id, fromMs] as const,
  lanes: () => ['lanes'] as const,
  outbox: () => ['outbox'] as const,
  ledger: (midnightMs: number) => ['ledger', midnightMs] as const,
  conversation: (id: number) => ['conversations', id] as const,
  revisions: (itemId: number) => ['items', 'revisions', itemId] as const,
  doctor: () => ['doctor'] as const,
}
