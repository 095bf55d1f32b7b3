import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { filesIn } from '../../../../src/platform/files/folderWatch';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('filesIn', () => {
  it('tells of the files that stay where one goes between its name and its size', async () => {
    const folder = temporaryFolder();
    for (const name of ['goes.wav', 'stays.wav']) writeFileSync(join(folder, name), 'sound');
    const pattern = /\.wav$/u;
    // The names are read by then, and the sizes are not.
    pattern.test = (name: string) => {
      rmSync(join(folder, 'goes.wav'), { force: true });
      return name.endsWith('.wav');
    };
    expect((await filesIn(folder, pattern)).map(({ name }) => name)).toEqual(['stays.wav']);
  });
});
