import { defineConfig } from '@playwright/test';

import base from './playwright.config';

/** Nothing lost, whatever is killed, full or closed: see scripts/safety.mjs. One after another, because moments count. */
// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({ ...base, testDir: 'tests/safety', workers: 1 });
