import { existsSync } from 'node:fs';

/** Before all tests: the app has been built. */
function requireBuild(): void {
  if (!existsSync('out/main/index.js')) throw new Error('the app is not built: run `npx electron-vite build`');
}

// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default requireBuild;
