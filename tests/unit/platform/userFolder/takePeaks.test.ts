import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { formatWav } from '../../../../src/core/audio/wav';
import { peakCount, takePeaks } from '../../../../src/platform/userFolder/takePeaks';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** Twenty seconds: silence, then half of full scale, then silence. */
function writeTake(folder: string, loud: number): string {
  const path = join(folder, 'audio.wav');
  const samples = new Int16Array(320_000).fill(Math.round(loud * 32_767), 160_000, 240_000);
  writeFileSync(path, formatWav(samples));
  return path;
}

describe('takePeaks', () => {
  it('tells how loud each part of a take is', async () => {
    const peaks = await takePeaks(writeTake(temporaryFolder(), -0.5));
    if (!peaks.ok) throw new Error(peaks.error.message);
    expect(peaks.value).toHaveLength(peakCount);
    expect([0, 499, 500, 749, 750, 999].map((part) => peaks.value[part])).toEqual([0, 0, 127, 127, 0, 0]);
  });

  it('reads the audio once, and again where that has changed', async () => {
    const folder = temporaryFolder();
    const path = writeTake(folder, 0.5);
    await takePeaks(path);
    const kept = JSON.parse(readFileSync(join(folder, 'peaks.json'), 'utf8')) as { peaks: number[] };
    writeFileSync(join(folder, 'peaks.json'), JSON.stringify({ ...kept, peaks: [7] }));
    expect(await takePeaks(path)).toEqual({ ok: true, value: [7] });
    writeFileSync(path, formatWav(new Int16Array(16_000).fill(32_767)));
    expect(await takePeaks(path)).toMatchObject({ value: new Array(100).fill(255) });
  });

  it('has nothing to draw where there is no audio', async () => {
    expect(await takePeaks(join(temporaryFolder(), 'audio.wav'))).toEqual({ ok: true, value: [] });
  });
});
