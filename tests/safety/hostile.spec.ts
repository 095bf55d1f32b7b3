import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { hostileBytes } from '../support/hostileBytes';
import { hostileKinds } from '../support/hostileInputs';
import { hostileReading } from '../support/hostileReading';
import { extent, seed } from './extent';
import { count } from './report';

test(`${extent.hostileInputs} hostile inputs of each kind are taken, or refused with a sentence, and nothing else happens`, async () => {
  test.setTimeout(3_600_000);
  const folder = mkdtempSync(join(tmpdir(), 'utter-hostile-'));
  try {
    for (const [name, kind] of Object.entries(await hostileKinds(folder)))
      for (let index = 0; index < extent.hostileInputs; index += 1) {
        const hostile = hostileBytes(kind, index, seed);
        const { faults } = await hostileReading(kind, hostile, folder);
        expect(faults, `${name} ${index}, ${hostile.what}`).toEqual([]);
        count({ hostileInputs: 1 });
      }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
