import { describe, expect, it } from 'vitest';

import { timeLeft, trainingBadge } from '../../../src/renderer/trainingBadge';
import type { TrainingState } from '../../../src/contract/training';
import { runningJob } from '../../support/trainScenes';

const job = (changes: Partial<TrainingState>): TrainingState => Object.assign({}, runningJob as TrainingState, changes);

describe('trainingBadge', () => {
  it('tells nothing while there is no job', () => {
    expect(trainingBadge(null)).toBeNull();
    expect(trainingBadge(job({ phase: 'none' }))).toBeNull();
  });

  it('tells how far a running training is, and that one waits or is over', () => {
    expect(trainingBadge(job({ phase: 'training', fraction: 0.25 }))).toEqual({
      kind: 'running',
      fraction: 0.25,
      text: 'training, 25 %',
    });
    expect(trainingBadge(job({ phase: 'preparing', fraction: null }))?.fraction).toBeNull();
    expect(trainingBadge(job({ phase: 'paused' }))).toEqual({
      kind: 'paused',
      fraction: null,
      text: 'training is paused',
    });
    expect(trainingBadge(job({ phase: 'done' }))?.kind).toBe('done');
  });
});

describe('timeLeft', () => {
  it('counts the judging in where it was ever timed here, and says so where not', () => {
    expect(timeLeft({ secondsLeft: 240, countsJudging: true })).toBe('about 4 min left');
    expect(timeLeft({ secondsLeft: 120, countsJudging: false })).toBe(
      'about 2 min of training left, then the new model is judged',
    );
    expect(timeLeft({ secondsLeft: null, countsJudging: false })).toBe('');
  });
});
