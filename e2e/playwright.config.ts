import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testIgnore: 'real/**',
  outputDir: '../test-results',
  // One window at a time, and no second chances: a test that passes sometimes is a bug.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter:
    process.env['E2E_JSON'] === undefined
      ? [['list']]
      : [['list'], ['json', { outputFile: process.env['E2E_JSON'] }]],
})
