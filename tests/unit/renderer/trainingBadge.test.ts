import { describe, expect, it } from 'vitest';

import { trainingBadge } from '../../../src/renderer/trainingBadge';
import type { TrainingState } from '../../../src/contract/training';
import { runningJob } from '../../support/trainScenes';

const job = (changes: Partial<TrainingState>): TrainingState => Object.assign({}, runningJob as TrainingState, changes);

describe('trainingBadge', () => {
  it('tells nothing while there is no job', () => {
    expect(trainingBadge(null)).toBeNull();
    expect(trainingBadge(job({ phase: 'none' }))).toBeNull();
  });

  it('tells how far a running training is, and that one waits or is over', () => {
    expect(trainingBadge(job({ phase: 'training', done: 10, total: 40 }))).toEqual({
      kind: 'running',
      fraction: 0.25,
      text: 'training, 25 %',
    });
    expect(trainingBadge(job({ phase: 'judging', done: 0, total: 0 }))?.fraction).toBeNull();
    expect(trainingBadge(job({ phase: 'paused' }))).toEqual({
      kind: 'paused',
      fraction: null,
      text: 'training is paused',
    });
    expect(trainingBadge(job({ phase: 'done' }))?.kind).toBe('done');
  });
});
