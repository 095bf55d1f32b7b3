import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { electronPath } from '../support/electronPath';

interface FuseReader {
  readonly fusesOf: (executable: string) => Record<string, boolean>;
  readonly wrongFuses: (actual: Record<string, boolean>, wanted: Record<string, boolean>) => string[];
}

describe('the fuses of a package', () => {
  it('are read from the executable, and what differs from the configuration is told', async () => {
    const script = pathToFileURL(join(__dirname, '../../scripts/fuses.mjs')).href;
    const { fusesOf, wrongFuses } = (await import(script)) as FuseReader;
    // Electron as it comes: everything that can be switched off is on, and cookies are not encrypted.
    const actual = fusesOf(electronPath());
    expect(actual).toMatchObject({ runAsNode: true, enableCookieEncryption: false, onlyLoadAppFromAsar: false });
    expect(wrongFuses(actual, { runAsNode: true, onlyLoadAppFromAsar: true })).toEqual([
      'The fuse onlyLoadAppFromAsar is off or missing.',
    ]);
  });
});
