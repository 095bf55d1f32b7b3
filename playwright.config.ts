import { defineConfig } from '@playwright/test';

/** The whole app in the real Electron. Each worker has a display of its own on Linux, and each test that speaks a microphone. */
// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/built.ts',
  workers: process.platform === 'linux' ? 2 : 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
});
