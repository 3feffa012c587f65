import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,resources,scripts,bench}/**/*.test.ts', 'renderer/**/*.test.tsx'],
    // Native modules and real servers: one process each, as in the product.
    pool: 'forks',
  },
})
