import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { Random } from '../../../../src/core/training/random';
import { isSameSound, soundPrint } from '../../../../src/core/voice/soundPrint';
import { readAudio } from '../../../../src/platform/audio/audioFile';

const folder = 'tests/recordings';
const names = readdirSync(folder).filter((name) => name.endsWith('.opus'));

async function samplesOf(name: string): Promise<Float32Array> {
  const audio = await readAudio(join(folder, name));
  if (!audio.ok) throw new Error(audio.error.message);
  return audio.value;
}

/** As another program may have kept it: quieter, later by some milliseconds, with a little noise of coding. */
function copyOf(samples: Float32Array): Float32Array {
  const random = new Random(1);
  const later = 640;
  return Float32Array.from({ length: samples.length + later }, (_, index) =>
    index < later ? 0 : 0.4 * samples[index - later]! + 0.0005 * (random.uniform() - 0.5),
  );
}

describe('isSameSound', () => {
  it('knows a recording again, and none of the others', async () => {
    const samples = await Promise.all(names.map(samplesOf));
    const prints = samples.map(soundPrint);
    const copies = samples.map((each) => soundPrint(copyOf(each)));
    const pairs = names.flatMap((name, index) =>
      names.filter((_, other) => isSameSound(prints[index]!, copies[other]!)).map((other) => `${name} ${other}`),
    );
    expect(pairs).toEqual(names.map((name) => `${name} ${name}`));
  });

  it('tells sounds of one length apart', () => {
    const tone = (pauses: number): Float32Array =>
      Float32Array.from({ length: 48_000 }, (_, at) => (Math.sin((at / 48_000) * Math.PI * pauses) > 0 ? 0.3 : 0.001));
    expect(isSameSound(soundPrint(tone(7)), soundPrint(tone(9)))).toBe(false);
    expect(isSameSound(soundPrint(new Float32Array(48_000)), soundPrint(new Float32Array(48_000)))).toBe(false);
    expect(isSameSound(soundPrint(new Float32Array(0)), soundPrint(new Float32Array(0)))).toBe(false);
  });
});
