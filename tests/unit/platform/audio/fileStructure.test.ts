import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { chirp } from '../../../support/audio';
import { type Reading, readingOf } from '../../../support/mutations';
import { caf, chirpBytes } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** @param bytes of a file whose name tells nothing */
async function reading(bytes: Uint8Array): Promise<Reading> {
  const path = join(temporaryFolder(), 'sound');
  await writeFile(path, bytes);
  return await readingOf(path);
}

const cutOff = /^“sound” is cut off at 0\.\d\d s: an unknown part is missing there\.$/u;
const damaged = /^“sound” is damaged: not all of it can be read/u;

describe('damage that FFmpeg says nothing of is told', () => {
  const aac = chirpBytes('short.aac');
  const webm = Buffer.from(chirpBytes('short.webm'));
  webm.writeUInt8(0xb6, webm.indexOf('1f43b675', 0, 'hex') + 3);
  const withoutFragment = Buffer.from(chirpBytes('short.mp4'));
  withoutFragment.write('moog', withoutFragment.indexOf('moof', 2000));
  const stream = chirpBytes('short.mpegts');
  const withoutPackets = Buffer.concat([stream.subarray(0, 10 * 188), stream.subarray(17 * 188)]);

  it.each([
    ['AAC frames without a container, cut in one', aac.subarray(0, 2000), cutOff],
    ['AAC frames with zeros in the place of some', Buffer.from(aac).fill(0, 2535, 3661), damaged],
    ['AAC frames with something else up to the end', Buffer.from(aac).fill(0x55, 913), damaged],
    ['AAC frames, zeros from the midst of one up to the end', Buffer.from(aac.subarray(0, 1409)).fill(0, 580), damaged],
    ['an MP4 file in fragments that is cut', chirpBytes('short.mp4').subarray(0, 4000), cutOff],
    ['an MP4 file in fragments, the mark of one', withoutFragment, /^“sound” is damaged/u],
    ['an MPEG transport stream that is cut', chirpBytes('short.mpegts').subarray(0, 4000), cutOff],
    ['an MPEG transport stream without some packets', withoutPackets, damaged],
    ['a WebM file, the mark of a cluster', webm, damaged],
    ['a Windows Media file that is cut', chirpBytes('short.wma').subarray(0, 4000), /^“sound” is cut off/u],
    ['a Windows Media file, a packet whose frames are gone', chirpBytes('short.wma').fill(0, 456, 900), /damaged/u],
  ])('%s', async (_, bytes, sentence) => {
    const { seconds, told } = await reading(bytes);
    expect(seconds).toBeLessThan(0.9);
    expect(told).toMatch(sentence);
  });

  it('a CAF file that is cut right behind the head of its sound', async () => {
    const file = caf(chirp(200, 4000, 1));
    const { told } = await reading(file.subarray(0, file.indexOf('data') + 18));
    expect(told).toBe('“sound” is cut off at 0.00 s: about 1.00 s is missing there.');
  });

  it('two MP3 frames and a bit of a third behind something else', async () => {
    const path = join(temporaryFolder(), 'sound.mp3');
    await writeFile(path, Buffer.concat([Buffer.alloc(16, 0x55), chirpBytes('short.mp3').subarray(0, 392)]));
    expect((await readingOf(path)).told).toMatch(/^“sound.mp3” is damaged/u);
  });

  it('and no damage where zeros only fill AAC frames up', async () => {
    const { seconds, told } = await reading(Buffer.concat([aac, Buffer.alloc(4096)]));
    expect(seconds).toBeGreaterThan(1);
    expect(told).toBeNull();
  });
});
