import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultSpeechRules, SpeechGate } from '../../../../src/core/dictation/speechGate';
import { posteriors } from '../../../support/ctc';

const labels = 29;
const blank = labels - 1;

/** A timestep in which `heard` of the probability is spread over so many letters, and the rest is blank. */
const timestep = (heard: number, letters: number): number[] =>
  Array.from({ length: labels }, (_, label) => (label === blank ? 1 - heard : label < letters ? heard / letters : 0));

function opensAfter(timesteps: readonly number[][]): number | null {
  const gate = new SpeechGate(defaultSpeechRules, blank);
  for (const [index, step] of posteriors(timesteps).entries()) {
    gate.step(step);
    if (gate.isOpen()) return index + 1;
  }
  return null;
}

describe('SpeechGate', () => {
  const [clear, pause] = [timestep(0.97, 1), timestep(0.02, 1)];

  /** Clear letters with pauses between them, and the gate after them. */
  function afterClear(letters: number): SpeechGate {
    const gate = new SpeechGate(defaultSpeechRules, blank);
    for (const step of posteriors(Array.from({ length: letters }, () => [pause, clear]).flat())) gate.step(step);
    return gate;
  }

  it('opens at six clear letters, and not before', () => {
    expect(opensAfter(Array.from({ length: 5 }, () => [clear, pause]).flat())).toBeNull();
    expect(opensAfter(Array.from({ length: 6 }, () => [clear, pause]).flat())).toBe(11);
  });

  it('admits an utterance of a few clear letters when its words fit together, and of two when they fit well', () => {
    expect(afterClear(3).admits([0.6])).toBe(true);
    expect(afterClear(3).admits([0.8, 0.2, 0.2])).toBe(false);
    expect(afterClear(2).admits([0.6])).toBe(false);
    expect(afterClear(2).admits([0.9])).toBe(true);
    expect(afterClear(1).admits([1])).toBe(false);
  });

  it('admits what it opened for whatever the words are, but nothing without words', () => {
    expect(afterClear(7).admits([0.01])).toBe(true);
    expect(afterClear(7).admits([])).toBe(false);
  });

  it('doubts what it does not admit where a letter was clear and every word fits somewhat', () => {
    expect(afterClear(1).doubts([0.4])).toBe(true);
    expect(afterClear(1).doubts([0.9, 0.1])).toBe(false);
    expect(afterClear(0).doubts([0.9])).toBe(false);
    expect(afterClear(1).doubts([])).toBe(false);
  });

  it('stays shut over silence, and over a little of many letters, however long', () => {
    expect(opensAfter(Array.from({ length: 2000 }, () => timestep(0.01, 1)))).toBeNull();
    expect(opensAfter(Array.from({ length: 2000 }, () => timestep(0.4, 12)))).toBeNull();
  });

  it('stays open until the utterance ends', () => {
    const gate = new SpeechGate(defaultSpeechRules, blank);
    const speech = posteriors(Array.from({ length: 7 }, () => clear));
    const noise = posteriors(Array.from({ length: 50 }, () => timestep(0.4, 12)));
    for (const step of [...speech, ...noise]) gate.step(step);
    expect(gate.isOpen()).toBe(true);
    gate.finish();
    expect(gate.isOpen()).toBe(false);
    for (const step of noise) gate.step(step);
    expect(gate.isOpen()).toBe(false);
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
