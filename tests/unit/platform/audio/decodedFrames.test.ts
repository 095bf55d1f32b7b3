import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it, vi } from 'vitest';

import { decodedFrames } from '../../../../src/platform/audio/decodedFrames';
import { chirp } from '../../../support/audio';
import { childrenOf } from '../../../support/processMemory';
import { chunk, coded, formatChunk, wav } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

const coding = { tag: 1, bits: 24 };
/** A megabyte of floats: much more than a pipe holds. */
const seconds = 20;

describe.runIf(process.platform === 'linux')('a decoder that is killed in the middle of a file', () => {
  let path = '';

  beforeEach(() => {
    path = join(temporaryFolder(), 'sound.wav');
    writeFileSync(path, wav(formatChunk(coding), chunk('data', coded(chirp(200, 4000, seconds), coding))));
  });

  /** What is said of the file where what decodes it is killed so many times: each process as soon as something of it comes. */
  async function samplesWithKills(kills: number): Promise<{ readonly bytes: Buffer; readonly last: string }> {
    const pieces: Uint8Array[] = [];
    let last = '';
    let left = kills;
    const killed = new Set<number>();
    for await (const frame of decodedFrames({ path, extension: '.wav' })) {
      last = frame?.type ?? 'broken';
      if (frame?.type !== 'samples') continue;
      pieces.push(frame.bytes);
      // What one has written before it was killed comes behind it.
      const living = left > 0 ? childrenOf(process.pid).filter((pid) => !killed.has(pid)) : [];
      if (living.length > 0) left -= 1;
      for (const pid of living) {
        killed.add(pid);
        process.kill(pid, 'SIGKILL');
      }
    }
    return { bytes: Buffer.concat(pieces), last };
  }

  it('costs nothing: another one goes on', async () => {
    const [whole, killed] = [await samplesWithKills(0), await samplesWithKills(1)];
    expect(whole.bytes.length).toBe(4 * 16_000 * seconds);
    expect(killed.last).toBe('end');
    expect(killed.bytes.equals(whole.bytes)).toBe(true);
  });

  it('costs the rest where it happens again and again, which is told', async () => {
    const { bytes, last } = await samplesWithKills(3);
    expect(last).toBe('broken');
    expect(bytes.length).toBeLessThan(4 * 16_000 * seconds);
  });

  it('is not waited for where it never begins: another one takes the file', async () => {
    // What waits for a file has begun already: it makes room.
    for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => childrenOf(process.pid).length === 0);
    const frames = decodedFrames({ path, extension: '.wav' }, [300, 60_000]);
    const first = frames.next();
    const stopped = await vi.waitUntil(() => childrenOf(process.pid)[0], { interval: 1 });
    process.kill(stopped, 'SIGSTOP');
    expect((await first).value).toMatchObject({ type: 'format' });
    await vi.waitUntil(() => !childrenOf(process.pid).includes(stopped));
    let last = '';
    for await (const frame of frames) last = frame?.type ?? 'broken';
    expect(last).toBe('end');
  });
});
