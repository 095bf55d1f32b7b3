import type { TrainingPhase, TrainingState } from '../../contract/training';
import { type AdaptationProgress, adaptationPresets } from '../../contract/voice';
import { expectedSteps } from '../../core/training/adaptationRecipe';
import type { TrainingJobStore, TrainingPace } from './trainingJobStore';

/** About so much of the voice is learnt from; the rest is held out. */
const learntShare = 0.88;

/** Measures how long the work of a training takes on this machine, and tells from that how long the next will. */
export class PaceMeter {
  readonly #store: TrainingJobStore;
  #pace: TrainingPace | null = null;
  #judgingSince = 0;

  constructor(store: TrainingJobStore) {
    this.#store = store;
  }

  async open(): Promise<void> {
    this.#pace = await this.#store.pace();
  }

  /** Null before any step was timed. @param usableSeconds speech of the voice, held-out sentences among it */
  estimate(usableSeconds: number): TrainingState['estimatedSeconds'] {
    const pace = this.#pace;
    if (pace === null) return null;
    const seconds = adaptationPresets.map((preset) => {
      const steps = expectedSteps({ preset, advanced: {} }, usableSeconds * learntShare);
      return [preset, Math.round(steps * pace.secondsPerStep + pace.judgingSeconds)] as const;
    });
    return Object.fromEntries(seconds) as Record<(typeof adaptationPresets)[number], number>;
  }

  /** For the new model to hear what it has not learnt; 0 before any has. */
  get judgingSeconds(): number {
    return this.#pace?.judgingSeconds ?? 0;
  }

  /** @param before the phase that the job was in */
  hear(progress: AdaptationProgress, before: TrainingPhase): void {
    if (progress.type === 'step') this.#timeStep(progress.secondsLeft, progress.steps - progress.step);
    if (progress.type === 'judging' && before !== 'judging') this.#judgingSince = performance.now();
    if (progress.type === 'done' && before === 'judging') this.#timeJudging();
  }

  #timeStep(secondsLeft: number, stepsLeft: number): void {
    if (stepsLeft === 0 || secondsLeft === 0) return;
    this.#pace = { secondsPerStep: secondsLeft / stepsLeft, judgingSeconds: this.#pace?.judgingSeconds ?? 0 };
  }

  #timeJudging(): void {
    if (this.#pace === null) return;
    this.#pace = { ...this.#pace, judgingSeconds: (performance.now() - this.#judgingSince) / 1000 };
    // An estimate that is lost is measured again.
    void this.#store.savePace(this.#pace);
  }
}
