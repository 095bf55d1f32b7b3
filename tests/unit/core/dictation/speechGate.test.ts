import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultSpeechRule, SpeechGate } from '../../../../src/core/dictation/speechGate';
import { posteriors } from '../../../support/ctc';

const labels = 29;
const blank = labels - 1;

/** A timestep in which `heard` of the probability is spread over so many letters, and the rest is blank. */
const timestep = (heard: number, letters: number): number[] =>
  Array.from({ length: labels }, (_, label) => (label === blank ? 1 - heard : label < letters ? heard / letters : 0));

function opensAfter(timesteps: readonly number[][]): number | null {
  const gate = new SpeechGate(defaultSpeechRule, blank);
  for (const [index, step] of posteriors(timesteps).entries()) {
    gate.step(step);
    if (gate.isOpen) return index + 1;
  }
  return null;
}

describe('SpeechGate', () => {
  it('opens at three clear letters, and not before', () => {
    const [clear, pause] = [timestep(0.97, 1), timestep(0.02, 1)];
    expect(opensAfter([timestep(0, 1), clear, pause, clear, pause])).toBeNull();
    expect(opensAfter([timestep(0, 1), clear, pause, clear, pause, clear])).toBe(6);
  });

  it('stays shut over silence, and over a little of many letters, however long', () => {
    expect(opensAfter(Array.from({ length: 2000 }, () => timestep(0.01, 1)))).toBeNull();
    expect(opensAfter(Array.from({ length: 2000 }, () => timestep(0.4, 12)))).toBeNull();
  });

  it('stays open until the utterance ends', () => {
    const gate = new SpeechGate(defaultSpeechRule, blank);
    const clear = posteriors(Array.from({ length: 4 }, () => timestep(0.97, 1)));
    const noise = posteriors(Array.from({ length: 50 }, () => timestep(0.4, 12)));
    for (const step of [...clear, ...noise]) gate.step(step);
    expect(gate.isOpen).toBe(true);
    gate.finish();
    expect(gate.isOpen).toBe(false);
    for (const step of noise) gate.step(step);
    expect(gate.isOpen).toBe(false);
  });

  it('opens no later when noise went before', () => {
    const step = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 3 }));
    const steps = fc.array(
      step.map(([heard, letters]) => timestep(heard, letters)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, steps, (before, speech) => {
        const alone = opensAfter(speech);
        if (alone !== null) expect(opensAfter([...before, ...speech])).toBeLessThanOrEqual(before.length + alone);
      }),
    );
  });
});
