import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readAudio } from '../../../../src/platform/audio/audioFile';
import { seededRandom } from '../../../support/audio';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'utter-no-sound-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said of a file with this content that cannot be read. */
async function saidOf(bytes: Uint8Array, name: string): Promise<string> {
  await writeFile(join(folder, name), bytes);
  const read = await readAudio(join(folder, name));
  return read.ok ? '' : read.error.message;
}

describe('a file that is no sound file', () => {
  it.each(['flac', 'wav', 'm4a', 'ogg', 'wma'])('says so where it is noise that is called .%s', async (ending) => {
    const random = seededRandom(7);
    const noise = Buffer.from(Array.from({ length: 20_000 }, () => Math.floor(random() * 256)));
    expect(await saidOf(noise, `noise.${ending}`)).toBe(
      `“noise.${ending}” cannot be read: it is no sound file, or its beginning is damaged.`,
    );
  });

  it.each(['text.wav', 'text.flac', 'text.mp3', 'text'])('says that it is a text: %s', async (name) => {
    const text = Buffer.from('Grüße an alle, und was sonst noch war.\n'.repeat(100));
    expect(await saidOf(text, name)).toBe(`“${name}” cannot be read: it is a text and no sound file.`);
  });
});
