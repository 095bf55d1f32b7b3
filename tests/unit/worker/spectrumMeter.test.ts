import { afterEach, describe, expect, it, vi } from 'vitest';

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

/** Counts the arrays that are made, each with memory of its own. */
function countArrays(): { made: number } {
  const counted = { made: 0 };
  const plain = Float32Array;
  vi.stubGlobal(
    'Float32Array',
    class extends plain {
      constructor(...from: [length: number] | [memory: ArrayBuffer, offset?: number, length?: number]) {
        // TypeScript takes one overload, and not any of them.
        super(...(from as [length: number]));
        if (typeof from[0] === 'number') counted.made += 1;
      }
    },
  );
  return counted;
}

const loudest = (column: Uint8Array | undefined): number => column?.indexOf(Math.max(...column)) ?? -1;

describe('SpectrumMeter', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

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

  it('makes no array for a chunk like those before', () => {
    const meter = new SpectrumMeter();
    const counted = countArrays();
    meter.push(tone(440, 160));
    expect(counted.made).toBe(1);
    for (let chunk = 0; chunk < 20; chunk += 1) meter.push(tone(440, 160));
    expect(meter.take().length).toBeGreaterThan(10 * spectrumBands);
    expect(counted.made).toBe(1);
  });

  it('gives the same however the samples are cut', () => {
    const whole = tone(700, 1600);
    const pieces = [whole.subarray(0, 1), whole.subarray(1, 411), whole.subarray(411)];
    expect(columnsOf(...pieces)).toEqual(columnsOf(whole));
  });
});
