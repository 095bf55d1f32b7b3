import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { fail } from '../../../../src/contract/result';
import { formatWav } from '../../../../src/core/audio/wav';
import { WavWriter } from '../../../../src/platform/audio/wavWriter';
import { temporaryFolder } from '../../../support/temporaryFolder';

const ramp = (length: number, from = 0): Int16Array =>
  Int16Array.from({ length }, (_, index) => (from + index) % 30_000);

function opened(path: string): WavWriter {
  const writer = WavWriter.open(path);
  if (!writer.ok) throw new Error(writer.error.code);
  return writer.value;
}

describe('WavWriter', () => {
  it('writes the same file in chunks as in one piece', () => {
    const path = join(temporaryFolder(), 'audio.wav');
    const writer = opened(path);
    for (let from = 0; from < 40_000; from += 160) writer.push(ramp(160, from));
    expect(writer.finish().ok).toBe(true);
    expect(readFileSync(path).equals(formatWav(ramp(40_000)))).toBe(true);
  });

  it('has every sample in the file before it returns, and lengths at most a second old', () => {
    const path = join(temporaryFolder(), 'audio.wav');
    const writer = opened(path);
    for (let chunk = 0; chunk < 150; chunk += 1) writer.push(ramp(160, chunk * 160));
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(44 + 24_000 * 2);
    expect(bytes.readUInt32LE(40)).toBe(16_000 * 2);
  });

  it('goes on with a file that a killed process left, without its half sample', () => {
    const path = join(temporaryFolder(), 'audio.wav');
    opened(path).push(ramp(100));
    appendFileSync(path, Buffer.from([7]));
    const writer = opened(path);
    expect(writer.samples).toBe(100);
    writer.push(ramp(60, 100));
    writer.finish();
    expect(readFileSync(path)).toEqual(Buffer.from(formatWav(ramp(160))));
  });

  it('writes chunks of every length, and makes room only for one that is longer than those before', () => {
    const path = join(temporaryFolder(), 'audio.wav');
    const writer = opened(path);
    const made = vi.spyOn(Buffer, 'alloc');
    let from = 0;
    for (const length of [160, 40, 160, 0, 320, 1, 320]) {
      writer.push(ramp(length, from));
      from += length;
    }
    expect(made).toHaveBeenCalledTimes(2);
    made.mockRestore();
    writer.finish();
    expect(readFileSync(path).equals(formatWav(ramp(from)))).toBe(true);
  });

  it('says that the place cannot be written', () => {
    expect(WavWriter.open(join(temporaryFolder(), 'gone', 'audio.wav'))).toEqual(fail('file-unwritable'));
  });

  it.runIf(process.platform === 'linux')('says that the disk is full', () => {
    expect(WavWriter.open('/dev/full')).toEqual(fail('disk-full'));
  });
});
