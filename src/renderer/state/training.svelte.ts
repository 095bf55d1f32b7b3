import type { Bridge } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { TrainingPhase, TrainingState as Training } from '../../contract/training';
import type { AdaptationSettings } from '../../contract/voice';
import { TrainingChoices } from './trainingChoices.svelte';

export type TrainStep = 'recordings' | 'set-up' | 'training' | 'result';

/** Where the user is taken when the job gets there by itself. */
const stepOf: Partial<Record<TrainingPhase, TrainStep>> = {
  preparing: 'training',
  training: 'training',
  judging: 'training',
  paused: 'training',
  failed: 'training',
  done: 'result',
};

/** The training of the user's voice as main tells it, and the step of the Train view that is in front. */
export class TrainingViewState {
  step = $state<TrainStep>('recordings');
  job = $state.raw<Training | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Kept until a training has begun with them, whatever is looked at meanwhile. */
  choices = $state.raw(new TrainingChoices());
  /** What the new model is to be called, as typed; null: nothing yet. */
  name = $state<string | null>(null);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  follow(): () => void {
    const stop = this.#bridge.on('training:changed', (job) => {
      this.#show(job);
    });
    void this.load();
    return stop;
  }

  async load(): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('training:state'));
    if (answer.ok) this.#show(answer.value);
  }

  async start(settings: AdaptationSettings): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('training:start', settings));
    if (!answer.ok) return;
    this.choices = new TrainingChoices();
    this.name = null;
  }

  async chooseDocuments(): Promise<void> {
    this.#heard(await this.#bridge.request('training:choose-documents'));
  }

  async forgetDocuments(): Promise<void> {
    this.#heard(await this.#bridge.request('training:forget-documents'));
  }

  async pause(): Promise<void> {
    this.#heard(await this.#bridge.request('training:pause'));
  }

  async resume(): Promise<void> {
    this.#heard(await this.#bridge.request('training:resume'));
  }

  async cancel(): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('training:cancel'));
    if (answer.ok) this.step = 'set-up';
  }

  /** True when the new model is in use. */
  async keep(name: string): Promise<boolean> {
    const answer = this.#heard(await this.#bridge.request('training:keep', { name }));
    if (answer.ok) this.step = 'recordings';
    return answer.ok;
  }

  async discard(): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('training:discard'));
    if (answer.ok) this.step = 'set-up';
  }

  dismissFailure(): void {
    this.failure = null;
  }

  #show(job: Training): void {
    const before = this.job?.phase ?? 'none';
    this.job = job;
    if (stepOf[job.phase] !== stepOf[before]) this.step = stepOf[job.phase] ?? this.step;
  }

  #heard<Value>(answer: Result<Value>): Result<Value> {
    this.failure = answer.ok ? null : answer.error;
    return answer;
  }
}
