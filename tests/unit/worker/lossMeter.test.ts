import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LossMeter } from '../../../src/worker/lossMeter';

/** Chunks of 10 ms for some seconds from a time on; `rateHz` of the source's own clock. */
function hear(meter: LossMeter, from: number, seconds: number, rateHz = 16_000): number {
  for (let chunk = 1; chunk <= seconds * 100; chunk += 1) meter.push(160, from + (chunk * 160_000) / rateHz);
  return from + (seconds * 100 * 160_000) / rateHz;
}

describe('LossMeter', () => {
  it('counts what is missing', () => {
    const meter = new LossMeter();
    const end = hear(meter, 0, 5);
    hear(meter, end + 500, 5);
    expect(meter.lostSamples).toBe(8000);
  });

  it('knows each loss', () => {
    const meter = new LossMeter();
    let at = 0;
    for (let loss = 0; loss < 3; loss += 1) at = hear(meter, at, 3) + 100;
    hear(meter, at, 3);
    expect(meter.lostSamples).toBe(3 * 1600);
  });

  it('counts nothing that is only late', () => {
    const meter = new LossMeter();
    const end = hear(meter, 0, 5);
    for (let chunk = 0; chunk < 250; chunk += 1) meter.push(160, end + 2500);
    hear(meter, end + 2500, 5);
    expect(meter.lostSamples).toBe(0);
  });

  it('takes back what comes after all', () => {
    const meter = new LossMeter();
    const end = hear(meter, 0, 5);
    const middle = hear(meter, end + 1000, 3);
    for (let chunk = 0; chunk < 100; chunk += 1) meter.push(160, middle);
    hear(meter, middle, 3);
    expect(meter.lostSamples).toBe(0);
  });

  it('lets clocks differ', () => {
    const meter = new LossMeter();
    hear(meter, 0, 600, 15_996);
    expect(meter.lostSamples).toBe(0);
  });

  it('counts nothing however unevenly the chunks come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 100, maxLength: 600 }),
        (delays) => {
          const meter = new LossMeter();
          let at = 0;
          for (const [chunk, delay] of delays.entries()) {
            at = Math.max(at, (chunk + 1) * 10 + delay * (chunk % 25 === 0 ? 0 : 1));
            meter.push(160, at);
          }
          expect(meter.lostSamples).toBe(0);
        },
      ),
    );
  });
});
