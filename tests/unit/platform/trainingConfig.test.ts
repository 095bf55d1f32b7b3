import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    const shippedConfig = JSON.parse(readFileSync(join(shipped, 'first.json'), 'utf8')) as Record<string, unknown>;
    for (const [change, place] of [
      [{ features: { fftSize: 500 } }, 'features.fftSize: it must be a power of two'],
      [{ features: { frameLength: 600 } }, 'features.fftSize: it must be at least frameLength, 600'],
      [{ chunk: [16, 6] }, 'chunk: its lowest value must not be above its highest'],
    ] as const) {
      writeFileSync(path, JSON.stringify({ ...shippedConfig, ...change }));
      expect(readTrainingConfig(path)).toMatchObject({
        ok: false,
        error: { code: 'config-invalid', message: expect.stringContaining(place) as string },
      });
    }
    writeFileSync(path, 'not JSON');
    expect(readTrainingConfig(path)).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
  });
});
