import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: ['{shared,electron,renderer,resources,scripts,bench}/**/*.test.ts', 'renderer/**/*.test.tsx'],
    // Native modules and real servers: one process each, as in the product.
    pool: 'forks',
    // By itself one core is left idle; of two that is half.
    maxWorkers: '100%',
  },
})
