import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { goesOnBehindSound } from '../../../../src/platform/audio/wavStructure';
import { chirp } from '../../../support/audio';
import { caf, chunk, coded, formatChunk, id3, wav } from '../../../support/soundFiles';
import { readingOf } from '../../../support/mutations';
import { temporaryFolder } from '../../../support/temporaryFolder';

const pcm = { tag: 1, bits: 16 };
const sound = coded(chirp(200, 4000, 1, 0.5), pcm);
const [format, data] = [formatChunk(pcm), chunk('data', sound)];
/** Sizes as they were when half of it was there. */
const unfinished = Buffer.concat([wav(format, chunk('data', sound.subarray(0, 16_000))), sound.subarray(16_000)]);

async function written(bytes: Uint8Array, name = 'sound.wav'): Promise<string> {
  const path = join(temporaryFolder(), name);
  await writeFile(path, bytes);
  return path;
}

async function goesOn(bytes: Uint8Array): Promise<boolean> {
  const file = await open(await written(bytes), 'r');
  try {
    return await goesOnBehindSound(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

it.each([
  ['nothing', wav(format, data)],
  ['a chunk', wav(format, data, chunk('LIST', Buffer.alloc(9)))],
  ['a tag', Buffer.concat([wav(format, data), id3(500)])],
  ['zeros', Buffer.concat([wav(format, data), Buffer.alloc(500)])],
  ['sound, whose end nobody knew', wav(format, chunk('data', sound, 0))],
  [
    'a chunk, with an odd byte in front of it or not',
    wav(
      formatChunk({ tag: 1, bits: 8 }),
      chunk('data', sound.subarray(0, 999)).subarray(0, -1),
      chunk('LIST', Buffer.alloc(9)),
    ),
  ],
])('a WAV file may have %s behind its sound', async (_, bytes) => {
  expect(await goesOn(bytes)).toBe(false);
});

it('a WAV file whose sizes tell of half of its sound is told', async () => {
  expect(await goesOn(unfinished)).toBe(true);
  const { seconds, told } = await readingOf(await written(unfinished));
  expect(seconds).toBe(0.5);
  expect(told).toBe('“sound.wav” is damaged: not all of it can be read.');
});

it('a WAV file that was cut, and whose sound has a size no file has, is told by the size of the whole', async () => {
  const absurd = chunk('data', sound, 0xb15a_9000);
  const whole = await readingOf(await written(wav(format, absurd)));
  expect(whole).toMatchObject({ seconds: 1, told: null });
  const { seconds, told } = await readingOf(await written(wav(format, absurd).subarray(0, 16_000)));
  expect(seconds).toBeCloseTo(0.5, 2);
  expect(told).toBe('“sound.wav” is cut off at 0.50 s: about 0.50 s is missing there.');
});

it('a CAF file whose size tells of less sound than there is is told', async () => {
  const whole = caf(chirp(200, 4000, 1, 0.5));
  const bytes = Buffer.from(whole);
  bytes.writeBigUInt64BE(2010n, bytes.indexOf('data') + 4);
  expect([await goesOn(whole), await goesOn(bytes)]).toEqual([false, true]);
  expect((await readingOf(await written(bytes, 'sound.caf'))).told).toBe(
    '“sound.caf” is damaged: not all of it can be read.',
  );
});
