import { describe, expect, it } from 'vitest';

import { joinSamples } from '../../../../src/core/audio/pcm';
import { checkSound } from '../../../../src/core/voice/recordingChecks';
import { noise, silence, tone } from '../../../support/audio';

const letters = 24;
const add = (a: Float32Array, b: Float32Array): Float32Array => a.map((sample, index) => sample + (b[index] ?? 0));
/** Two seconds of a tone between silences. */
const spoken = (level: number): Float32Array => joinSamples([silence(0.5), tone(300, 2, level), silence(0.5)]);
const findings = (samples: Float32Array, count = letters): string[] => checkSound(samples, count, null).findings;

describe('checkSound', () => {
  it('finds nothing in a clear recording, and measures it', () => {
    const checks = checkSound(spoken(0.2), letters, null);
    expect(checks.findings).toEqual([]);
    expect(checks.peakDbfs).toBeCloseTo(-14, 0);
    expect(checks.speechDbfs).toBeCloseTo(-17, 0);
    expect(checks.lettersPerSecond).toBeCloseTo(12, 0);
    expect(checks.seconds).toBe(3);
  });

  it.each([
    ['silent', silence(2)],
    ['clipped', spoken(1.5).map((sample) => Math.max(-1, Math.min(1, sample)))],
    ['quiet', spoken(0.004)],
    ['noisy', add(spoken(0.1), noise(3, 0.05, 1))],
    ['start-cut', joinSamples([tone(300, 2, 0.2), silence(0.5)])],
    ['end-cut', joinSamples([silence(0.5), tone(300, 2, 0.2)])],
  ])('finds what is %s', (finding, samples) => {
    expect(findings(samples)).toContain(finding);
  });

  it('finds what is read too fast or too slowly', () => {
    expect(findings(spoken(0.2), 80)).toEqual(['fast']);
    expect(findings(spoken(0.2), 5)).toEqual(['slow']);
  });

  it('bears a recording that is empty', () => {
    expect(findings(new Float32Array(0))).toEqual(['silent']);
  });
});
