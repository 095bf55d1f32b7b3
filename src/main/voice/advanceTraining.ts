import type { TrainingState } from '../../contract/training';
import type { AdaptationProgress } from '../../contract/voice';

/** The window draws no more points than this. */
const mostPoints = 500;

export const noTraining: TrainingState = {
  phase: 'none',
  usableSeconds: 0,
  estimatedSeconds: null,
  documents: [],
  settings: null,
  done: 0,
  total: 0,
  secondsLeft: null,
  countsJudging: false,
  fraction: null,
  steps: [],
  scores: [],
  sentences: [],
  result: null,
  failure: null,
};

/**
 * What is known of a job after one more thing that its process told. A process that was started again repeats steps that came after
 * its last checkpoint: those take the place of the ones before.
 */
export function advanceTraining(state: TrainingState, progress: AdaptationProgress): TrainingState {
  switch (progress.type) {
    case 'preparing':
    case 'judging': {
      const { type: phase, done, total } = progress;
      return { ...state, phase, done, total, secondsLeft: null };
    }
    case 'step': {
      const { step, steps: total, loss, learningRate, secondsLeft } = progress;
      const before = state.steps.filter((point) => point.step < step);
      const isKept = step % Math.ceil(total / mostPoints) === 0;
      const steps = isKept ? [...before, { step, loss, learningRate }] : before;
      return { ...state, phase: 'training', done: step, total, secondsLeft, steps };
    }
    case 'score': {
      const { step, wer, loss, canaryWer, sentences } = progress;
      const before = state.scores.filter((score) => score.step < step);
      return { ...state, scores: [...before, { step, wer, loss, canaryWer }], sentences };
    }
    case 'done': {
      const { scores, isBetter, sentences } = progress;
      return { ...state, phase: 'done', secondsLeft: null, sentences, result: { scores, isBetter } };
    }
    case 'left-out':
      return state;
    case 'stopped':
      return { ...state, phase: 'paused', secondsLeft: null };
  }
}
