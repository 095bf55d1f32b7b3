import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readingOf } from '../../../support/mutations';
import { chirpBytes } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function toldOf(file: Buffer): Promise<string | null> {
  const path = join(temporaryFolder(), 'sound.mp3');
  writeFileSync(path, file);
  return (await readingOf(path)).told;
}

describe('an MP3 file that counts more frames than there are', () => {
  const file = chirpBytes('chirp.mp3');
  const frames = file.indexOf('Info') + 8;
  file.writeUInt32BE(2 * file.readUInt32BE(frames), frames);

  it('is whole where the bytes that it counts are there', async () => {
    expect(await toldOf(file)).toBeNull();
  });

  it('is cut where they are not', async () => {
    const cut = Buffer.from(file);
    cut.writeUInt32BE(file.length + 1000, frames + 4);
    expect(await toldOf(cut)).toMatch(/^“sound\.mp3” is cut off/u);
  });
});
