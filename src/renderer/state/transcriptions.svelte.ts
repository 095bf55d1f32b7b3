import type { Bridge, RequestInput } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { TranscriptionQueue } from '../../contract/transcription';
import type { NoticeState } from './notice.svelte';

/** What is being written down of sound files and of takes, and what waits for it. */
export class TranscriptionsState {
  queue = $state.raw<TranscriptionQueue>({ isPaused: false, jobs: [], watched: null });
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;
  readonly #notices: NoticeState;
  readonly #onText: (takeId: string) => void;

  /** @param onText told of a take that has got a text */
  constructor(bridge: Bridge, notices: NoticeState, onText: (takeId: string) => void) {
    this.#bridge = bridge;
    this.#notices = notices;
    this.#onText = onText;
  }

  /** Jobs that are not done: waiting, at work, or failed. */
  get open(): TranscriptionQueue['jobs'] {
    return this.queue.jobs.filter(({ state }) => state !== 'done');
  }

  /** Jobs that are still to be done by themselves: waiting or at work. */
  get ahead(): TranscriptionQueue['jobs'] {
    return this.open.filter(({ state }) => state !== 'failed');
  }

  /** Reads the queue and follows it. Returns the function that stops. */
  follow(): () => void {
    const stop = this.#bridge.on('transcriptions:changed', (queue) => {
      this.#hear(queue);
    });
    void this.#load();
    return stop;
  }

  async #load(): Promise<void> {
    const answer = await this.#bridge.request('transcriptions:state');
    if (answer.ok) this.queue = answer.value;
    else this.failure = answer.error;
  }

  #hear(queue: TranscriptionQueue): void {
    const { jobs: before } = this.queue;
    this.queue = queue;
    for (const { id, name, state, takeId } of queue.jobs) {
      const earlier = before.find((each) => each.id === id);
      if (state !== 'done' || takeId === null || earlier?.state === 'done') continue;
      this.#onText(takeId);
      // One that was cancelled is off the list, and comes back as what was heard of it.
      const text = earlier === undefined ? `What was heard of “${name}” is kept.` : `“${name}” is written down.`;
      this.#notices.show({ text });
    }
    const fresh = queue.jobs.filter(
      ({ id, takeId }) => takeId === null && before.every((each) => each.id !== id),
    ).length;
    if (fresh > 0)
      this.#notices.show({
        text: fresh === 1 ? 'One file waits to be written down.' : `${fresh} files wait to be written down.`,
      });
  }

  pickFiles(): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:add-files'));
  }

  again(settings: RequestInput<'transcriptions:again'>): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:again', settings));
  }

  togglePause(): Promise<boolean> {
    return this.#ask(this.#bridge.request(this.queue.isPaused ? 'transcriptions:resume' : 'transcriptions:pause'));
  }

  cancel(id: string): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:cancel', { id }));
  }

  retry(id: string): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:retry', { id }));
  }

  clear(): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:clear'));
  }

  watch(): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:watch'));
  }

  unwatch(): Promise<boolean> {
    return this.#ask(this.#bridge.request('transcriptions:unwatch'));
  }

  async #ask(request: Promise<Result<undefined>>): Promise<boolean> {
    const answer = await request;
    this.failure = answer.ok ? null : answer.error;
    return answer.ok;
  }
}
