import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { readJsonFile } from '../../../../src/platform/files/jsonFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('readJsonFile', () => {
  it('reads a file that begins with a byte order mark', async () => {
    const path = join(temporaryFolder(), 'marked.json');
    writeFileSync(path, '\uFEFF[1]');
    expect(await readJsonFile(path, z.array(z.number()), 100)).toEqual({ found: 'value', value: [1] });
  });
});
