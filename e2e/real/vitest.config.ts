import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    pool: 'forks',
    // Real servers take their time: snac needs up to nine seconds until a reply shows.
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
})
