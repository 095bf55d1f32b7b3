import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readTrainingConfig } from '../../../src/platform/trainingConfig';
import { temporaryFolder } from '../../support/temporaryFolder';

const shipped = resolve(__dirname, '../../../configs');

describe('readTrainingConfig', () => {
  it.each(readdirSync(shipped))('reads %s', (file) => {
    expect(readTrainingConfig(join(shipped, file))).toMatchObject({
      ok: true,
      value: { features: { sampleRateHz: 16_000 } },
    });
  });

  it('names the place of what does not fit', () => {
    const path = join(temporaryFolder(), 'wrong.json');
    writeFileSync(path, '{ "name": "wrong", "seed": -1 }');
    expect(readTrainingConfig(path)).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', message: expect.stringContaining('seed') as string },
    });
    writeFileSync(path, 'not JSON');
    expect(readTrainingConfig(path)).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
  });
});
