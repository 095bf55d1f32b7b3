import { describe, expect, it } from 'vitest';

import { spectrumBands } from '../../../src/contract/spectrum';
import { SpectrumMeter } from '../../../src/worker/spectrumMeter';

const tone = (hertz: number, samples = 800, amplitude = 8000): Int16Array =>
  Int16Array.from({ length: samples }, (_, n) => amplitude * Math.sin((2 * Math.PI * hertz * n) / 16_000));

function columnsOf(...pushes: Int16Array[]): Uint8Array[] {
  const meter = new SpectrumMeter();
  for (const samples of pushes) meter.push(samples);
  const bytes = meter.take();
  return Array.from({ length: bytes.length / spectrumBands }, (_, column) =>
    bytes.subarray(column * spectrumBands, (column + 1) * spectrumBands),
  );
}

const loudest = (column: Uint8Array | undefined): number => column?.indexOf(Math.max(...column)) ?? -1;

describe('SpectrumMeter', () => {
  it('tells four columns for 50 ms, once its first frame is whole', () => {
    const meter = new SpectrumMeter();
    meter.push(tone(440));
    expect(meter.take()).toHaveLength(3 * spectrumBands);
    meter.push(tone(440));
    expect(meter.take()).toHaveLength(4 * spectrumBands);
    expect(meter.take()).toHaveLength(0);
  });

  it('is black for silence, and brightest where the tone is', () => {
    expect(columnsOf(new Int16Array(800)).every((column) => column.every((byte) => byte === 0))).toBe(true);
    const [low, high] = [loudest(columnsOf(tone(300))[0]), loudest(columnsOf(tone(3000))[0])];
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low + 10);
  });

  it('gives the same however the samples are cut', () => {
    const whole = tone(700, 1600);
    const pieces = [whole.subarray(0, 1), whole.subarray(1, 411), whole.subarray(411)];
    expect(columnsOf(...pieces)).toEqual(columnsOf(whole));
  });
});
