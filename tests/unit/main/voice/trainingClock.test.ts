import { describe, expect, it } from 'vitest';

import type { AdaptationProgress } from '../../../../src/contract/voice';
import { type KnownPace, TrainingClock } from '../../../../src/main/voice/trainingClock';

const step = (number: number, secondsLeft: number): AdaptationProgress => ({
  type: 'step',
  step: number,
  steps: 10,
  loss: 1,
  learningRate: 1e-4,
  secondsLeft,
});
const judged: KnownPace = { judgingSeconds: 200, estimatedSeconds: 300 };
const neverJudged: KnownPace = { judgingSeconds: 0, estimatedSeconds: null };

function stage() {
  let seconds = 0;
  const clock = new TrainingClock(() => seconds * 1000);
  clock.begin();
  return { clock, pass: (more: number) => (seconds += more) };
}

describe('TrainingClock', () => {
  it('counts steps and judging in from the first recording that is read', () => {
    const { clock, pass } = stage();
    expect(clock.hear({ type: 'preparing', done: 0, total: 40 }, judged)).toMatchObject({ secondsLeft: null });
    pass(10);
    const left = clock.hear({ type: 'preparing', done: 10, total: 40 }, judged);
    expect(left).toMatchObject({ secondsLeft: 330, countsJudging: true });
    expect(left?.fraction).toBeCloseTo(10 / 340);
  });

  it('adds the judging to the steps that are left', () => {
    const { clock, pass } = stage();
    pass(60);
    expect(clock.hear(step(4, 60), judged)).toMatchObject({ secondsLeft: 260, countsJudging: true });
  });

  it('tells of the training alone where nothing was ever judged, and leaves room for it in the bar', () => {
    const { clock, pass } = stage();
    pass(40);
    const left = clock.hear(step(4, 60), neverJudged);
    expect(left).toMatchObject({ secondsLeft: 60, countsJudging: false });
    // Forty done, sixty of steps to come, and as much again as all steps take.
    expect(left?.fraction).toBeCloseTo(40 / 200);
  });

  it('times the judging by itself', () => {
    const { clock, pass } = stage();
    clock.hear({ type: 'judging', done: 1, total: 101 }, neverJudged);
    pass(20);
    expect(clock.hear({ type: 'judging', done: 21, total: 101 }, neverJudged)).toMatchObject({
      secondsLeft: 80,
      countsJudging: true,
    });
  });

  it('never goes back', () => {
    const { clock, pass } = stage();
    pass(90);
    const before = clock.hear(step(9, 1), { ...judged, judgingSeconds: 9 })?.fraction ?? 0;
    clock.hear({ type: 'judging', done: 0, total: 100 }, judged);
    pass(30);
    const after = clock.hear({ type: 'judging', done: 1, total: 100 }, judged)?.fraction ?? 0;
    expect([before, after]).toEqual([0.9, 0.9]);
  });
});
