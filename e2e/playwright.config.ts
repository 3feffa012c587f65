import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testIgnore: 'real/**',
  // One window at a time, and no second chances: a test that passes sometimes is a bug.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: '../test-results',
  reporter: 'list',
})
