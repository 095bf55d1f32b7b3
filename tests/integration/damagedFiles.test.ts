import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { damagedFile, faultsOf, originals, originalSeconds, readingOf } from '../support/mutations';
import { childrenOf, mostMegabytesOf } from '../support/processMemory';

/** Of each format; tests/bench/damagedFiles.ts reads as many as one likes, and compares with ffmpeg. UTTER_SEED damages other ones. */
const files = 150;
/** Not even on a machine that is busy with something else. */
const longestSeconds = 60;
const mostMegabytes = 700;
const seed = Number(process.env['UTTER_SEED'] ?? 1);

describe('damaged files', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'utter-damaged-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(originals))(
    'of %s are read as far as they go, and no loss goes untold',
    async (name, original) => {
      const path = join(folder, `damaged.${name}`);
      for (let index = 0; index < files; index += 1) {
        const { mutation, bytes } = damagedFile(original, index, seed);
        writeFileSync(path, bytes);
        const faults = faultsOf(await readingOf(path), { originalSeconds, longestSeconds, referenceSeconds: 0 });
        expect(faults, `${name} ${index}, ${mutation}`).toEqual([]);
      }
      writeFileSync(path, original);
      const whole = await readingOf(path);
      expect(whole.seconds).toBeGreaterThan(0.9);
      expect(whole.told).toBeNull();
    },
  );

  it.skipIf(process.platform !== 'linux')('take no more memory than 700 MB', () => {
    expect(Math.max(...childrenOf(process.pid).map(mostMegabytesOf))).toBeLessThan(mostMegabytes);
  });
});
