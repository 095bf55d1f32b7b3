import { defineConfig } from '@playwright/test';

/** The whole app in the real Electron; one after another, since there is one microphone. */
// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/display.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
});
