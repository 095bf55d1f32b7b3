import { defineConfig } from '@playwright/test';

const longest = '**/trainJourney.spec.ts';

/**
 * The whole app in the real Electron. Each worker has a display of its own on Linux, and each test that speaks a microphone. They wait for
 * what is spoken more than they compute, so there are more of them than the machines of CI have cores. What takes longest begins first.
 */
// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './tests/e2e/built.ts',
  workers: process.platform === 'linux' ? 3 : 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'longest', testMatch: longest },
    { name: 'others', testIgnore: longest },
  ],
});
