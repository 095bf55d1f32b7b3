import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { chirp, seededRandom } from '../support/audio';
import { aiff, caf, chirpBytes, chunk, coded, formatChunk, wav } from '../support/soundFiles';
import { isThereFfmpeg, mutated, mutations, secondsOfFfmpeg, secondsRead } from '../support/mutations';

/**
 * Files of each format, damaged by chance: a few in CI, many with UTTER_DAMAGED_FILES=2000, on other ones with UTTER_SEED. None may
 * take long, break the decoder for the next, or give less sound than ffmpeg does, where there is one.
 */
const files = Number(process.env['UTTER_DAMAGED_FILES'] ?? 8);
const seed = Number(process.env['UTTER_SEED'] ?? 1);
/** The decoder is given up after 20 s without a sign of life; a busy machine takes longer to start it again. */
const longestMilliseconds = 60_000;

const sound = chirp(200, 4000, 1);
const pcm = { tag: 1, bits: 16 };
const originals: Readonly<Record<string, Buffer>> = {
  wav: wav(formatChunk(pcm), chunk('data', coded(sound, pcm))),
  aiff: aiff(sound),
  caf: caf(sound),
  ...Object.fromEntries(
    ['flac', 'mp3', 'opus', 'oga', 'ogg', 'm4a', 'webm', 'wma'].map((name) => [name, chirpBytes(`chirp.${name}`)]),
  ),
};

describe('damaged files', { timeout: 120_000 + files * 10_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'utter-damaged-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(originals))('of %s are read as far as they go', async (name, original) => {
    const random = seededRandom(seed);
    for (let file = 0; file < files; file += 1) {
      const mutation = mutations[file % mutations.length]!;
      const path = join(folder, `${mutation} ${file}.${name}`);
      writeFileSync(path, mutated(original, mutation, random));
      const start = performance.now();
      const seconds = await secondsRead(path);
      expect(performance.now() - start, path).toBeLessThan(longestMilliseconds);
      if (isThereFfmpeg) expect(seconds, path).toBeGreaterThan(secondsOfFfmpeg(path) - 0.1);
      rmSync(path);
    }
    const path = join(folder, `whole.${name}`);
    writeFileSync(path, original);
    expect(await secondsRead(path)).toBeGreaterThan(0.9);
  });
});
