import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readTrainingConfig } from '../../../../src/platform/training/trainingConfig';
import { temporaryFolder } from '../../../support/temporaryFolder';

const shipped = resolve(__dirname, '../../../../configs');

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

  it('takes learned features, with sizes of their own, and refuses to change them after the fact', () => {
    const path = join(temporaryFolder(), 'learned.json');
    const { augmentation: _augmentation, ...first } = JSON.parse(
      readFileSync(join(shipped, 'first.json'), 'utf8'),
    ) as Record<string, unknown>;
    const learned = { ...first, features: { kind: 'encoder', context: 3 } };
    writeFileSync(path, JSON.stringify(learned));
    expect(readTrainingConfig(path)).toMatchObject({
      ok: true,
      value: { features: { kind: 'encoder', width: 512, context: 3 } },
    });
    for (const [change, place] of [
      [{ features: { kind: 'encoder', bands: 80 } }, 'features'],
      [{ augmentation: { speed: [0.9, 1.1] } }, 'augmentation: learned features cannot be changed'],
    ] as const) {
      writeFileSync(path, JSON.stringify({ ...learned, ...change }));
      expect(readTrainingConfig(path)).toMatchObject({
        ok: false,
        error: { code: 'config-invalid', message: expect.stringContaining(place) as string },
      });
    }
  });

  it('names what is missing', () => {
    const path = join(temporaryFolder(), 'nameless.json');
    const first = JSON.parse(readFileSync(join(shipped, 'first.json'), 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...first, name: undefined }));
    expect(readTrainingConfig(path)).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', message: `“${path}” lacks “name”, which is a text.` },
    });
  });

  it('says that a file is not there', () => {
    const path = join(temporaryFolder(), 'none.json');
    expect(readTrainingConfig(path)).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', message: `There is no configuration “${path}”.` },
    });
  });

  it('reads a file that begins with a byte order mark', () => {
    const path = join(temporaryFolder(), 'marked.json');
    writeFileSync(path, `\uFEFF${readFileSync(join(shipped, 'first.json'), 'utf8')}`);
    expect(readTrainingConfig(path)).toMatchObject({ ok: true });
  });

  it.each(['chunk', 'lookAhead'])('refuses a range of %s that falls', (name) => {
    const path = join(temporaryFolder(), 'falling.json');
    const first = JSON.parse(readFileSync(join(shipped, 'first.json'), 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...first, [name]: [16, 6] }));
    expect(readTrainingConfig(path)).toMatchObject({
      ok: false,
      error: { code: 'config-invalid', message: `“${path}” is not valid at ${name}: the lowest comes first.` },
    });
  });
});
