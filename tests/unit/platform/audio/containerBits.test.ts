import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { readAudio } from '../../../../src/platform/audio/audioFile';
import { chirp } from '../../../support/audio';
import { chunk, coded, formatChunk, wav } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

it.each([
  [24, 32, true],
  [20, 32, true],
  [16, 32, true],
  [16, 24, true],
  [24, 32, false],
])('%i bits of samples in the place of %i are read (extensible: %s)', async (bits, place, extensible) => {
  const sound = chirp(200, 4000, 1, 0.375);
  const format = formatChunk({ tag: 1, bits: place, extensible });
  format.writeUInt16LE(bits, 8 + (extensible ? 18 : 14));
  const samples = coded(sound, { tag: 1, bits: place });
  // What is below the bits that count is 0; in the plain format that tells them from floats.
  const zeros = Math.floor((place - bits) / 8);
  for (let at = 0; at < samples.length; at += place / 8) samples.fill(0, at, at + zeros);
  const path = join(temporaryFolder(), 'sound.wav');
  await writeFile(path, wav(format, chunk('data', samples)));
  const read = await readAudio(path);
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value).toHaveLength(sound.length);
  expect(read.value.every((sample, index) => Math.abs(sample - sound[index]!) < 1e-4)).toBe(true);
});
