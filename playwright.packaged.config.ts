import { defineConfig } from '@playwright/test';

import base from './playwright.config';

/** The app as it is installed; `npm test -- --packaged`. */
// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({ ...base, testDir: 'tests/packaged', workers: 1 });
