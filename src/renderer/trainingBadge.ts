import type { TrainingPhase, TrainingState } from '../contract/training';
import { formatAbout } from './format';

/** What is to be seen of a training from everywhere. */
export interface TrainingBadge {
  readonly kind: 'running' | 'paused' | 'done' | 'failed';
  /** 0 … 1, of the whole training; null where its length is not known. */
  readonly fraction: number | null;
  readonly text: string;
}

const badges: Readonly<Record<TrainingPhase, Omit<TrainingBadge, 'fraction'> | null>> = {
  none: null,
  preparing: { kind: 'running', text: 'training: reading the recordings' },
  training: { kind: 'running', text: 'training' },
  judging: { kind: 'running', text: 'training: hearing how the new model does' },
  paused: { kind: 'paused', text: 'training is paused' },
  done: { kind: 'done', text: 'training is done' },
  failed: { kind: 'failed', text: 'training has stopped' },
};

/** Null while there is nothing to tell. */
export function trainingBadge(job: TrainingState | null): TrainingBadge | null {
  const badge = job === null ? null : badges[job.phase];
  if (job === null || badge === null) return null;
  const fraction = badge.kind === 'running' ? job.fraction : null;
  const share = fraction === null ? '' : `, ${Math.floor(fraction * 100)} %`;
  return { ...badge, fraction, text: badge.text + share };
}

/** The one time left, or what is known of it: before any model was judged on this machine, that of the training alone. */
export function timeLeft({ secondsLeft, countsJudging }: Pick<TrainingState, 'secondsLeft' | 'countsJudging'>): string {
  if (secondsLeft === null) return '';
  const about = formatAbout(secondsLeft);
  return countsJudging ? `${about} left` : `${about} of training left, then the new model is judged`;
}
