import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Before all tests: the app is built of the sources that are there. An older one hears otherwise than the command line, which runs from them. */
async function build(): Promise<void> {
  const { buildIfStale } = (await import(pathToFileURL(resolve('scripts/build.mjs')).href)) as {
    buildIfStale: () => Promise<void>;
  };
  await buildIfStale();
}

// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default build;
