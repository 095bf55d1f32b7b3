import type { Bridge, RequestInput } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { FoldersSearched, TranscriptionQueue } from '../../contract/transcription';
import type { Notice, NoticeState } from './notice.svelte';

type Job = TranscriptionQueue['jobs'][number];

/** What is being written down of sound files and of takes, and what waits for it. */
export class TranscriptionsState {
  queue = $state.raw<TranscriptionQueue>({ isPaused: false, jobs: [], watched: null });
  failure = $state.raw<Failure | null>(null);
  readonly #bridge: Bridge;
  readonly #notices: NoticeState;
  readonly #onText: (takeId: string) => void;
  #notice: Notice | null = null;
  /** What the notice says is written down, and the jobs that it says have failed. */
  #told: { readonly written: readonly string[]; readonly failedIds: readonly string[] } = noneTold;
  /** Written down, and not told yet. */
  #untold: readonly string[] = [];
  /** Whether it was told that something is written down since there was last nothing to do. */
  #isRunTold = false;

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
    const stops = [
      this.#bridge.on('transcriptions:changed', (queue) => {
        this.#hear(queue);
      }),
      this.#bridge.on('transcriptions:searched', (searched) => {
        this.#notices.show({ text: sentenceOfSearch(searched) });
      }),
    ];
    void this.#load();
    return () => {
      for (const stop of stops) stop();
    };
  }

  async #load(): Promise<void> {
    const answer = await this.#bridge.request('transcriptions:state');
    if (answer.ok) this.queue = answer.value;
    else this.failure = answer.error;
  }

  #hear(queue: TranscriptionQueue): void {
    // There may be thousands of them, and the queue is told several times a second.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read here alone, and thrown away
    const before = new Map(this.queue.jobs.map((job) => [job.id, job]));
    this.queue = queue;
    const changed = queue.jobs.filter(({ id, state }) => before.get(id)?.state !== state);
    const isNew = ({ id }: Job): boolean => !before.has(id);
    const done = changed.filter(({ state, takeId }) => state === 'done' && takeId !== null);
    for (const { takeId } of done) if (takeId !== null) this.#onText(takeId);
    const written = done.filter((job) => !isNew(job));
    this.#untold = [...this.#untold, ...written.map(({ name }) => name)];
    const texts = [
      // One that was cancelled is off the list, and comes back as what was heard of it.
      ...done.filter(isNew).map(({ name }) => `What was heard of “${name}” is kept.`),
      ...sentencesOfWaiting(changed.filter((job) => job.takeId === null && job.state !== 'failed' && isNew(job))),
    ];
    const failed = changed.filter(({ state, takeId }) => state === 'failed' && takeId === null);
    const isAwaited = written.some(({ id }) => before.get(id)?.takeId !== null);
    if (texts.length > 0 || failed.length > 0 || isAwaited || this.#areUntoldDue) this.#say(texts, failed);
    if (this.#isAtRest) this.#isRunTold = false;
  }

  get #isAtRest(): boolean {
    return this.queue.isPaused || this.ahead.length === 0;
  }

  /** Of many files the first is told, and the others together at the end: one notice after the other would be in the way. */
  get #areUntoldDue(): boolean {
    return this.#untold.length > 0 && (this.#isAtRest || !this.#isRunTold);
  }

  /** What is written down and what failed is told as long as it is shown: more may follow at once. */
  #say(texts: readonly string[], failed: readonly Job[]): void {
    const earlier = this.#notice !== null && this.#notices.holds(this.#notice) ? this.#told : noneTold;
    const ids = [...earlier.failedIds, ...failed.map(({ id }) => id)];
    const all = this.queue.jobs.filter(({ id, state }) => ids.includes(id) && state === 'failed');
    const written = [...earlier.written, ...this.#untold];
    this.#told = { written, failedIds: all.map(({ id }) => id) };
    this.#isRunTold ||= this.#untold.length > 0;
    this.#untold = [];
    const before = this.#notice;
    this.#notice = { text: [...sentencesOfWritten(written), ...texts, ...sentencesOfFailed(all)].join(' ') };
    this.#notices.tell(this.#notice, before);
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

  /** What lies in the folder already would be waited for, were it not said that it is left alone. */
  async watch(): Promise<boolean> {
    const answer = await this.#bridge.request('transcriptions:watch');
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok && answer.value !== null && answer.value > 0)
      this.#notices.show({ text: sentenceOfLeftAlone(answer.value) });
    return answer.ok;
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

const noneTold = { written: [], failedIds: [] };

function sentencesOfWritten([first, ...others]: readonly string[]): string[] {
  if (first === undefined) return [];
  const [second = ''] = others;
  if (others.length === 0) return [`“${first}” is written down.`];
  return [`“${first}” and ${others.length === 1 ? `“${second}”` : `${others.length} others`} are written down.`];
}

function sentencesOfWaiting(waiting: readonly Job[]): string[] {
  const repeated = waiting.filter(({ isRepeated }) => isRepeated).length;
  const again = 'already in the list and will be written down once more.';
  if (waiting.length === 1) {
    const [{ name } = { name: '' }] = waiting;
    return [repeated === 0 ? 'One file waits to be written down.' : `“${name}” is ${again}`];
  }
  const of = repeated === 1 ? 'One of them is' : `${repeated} of them are`;
  return [
    ...(waiting.length === 0 ? [] : [`${waiting.length} files wait to be written down.`]),
    ...(repeated === 0 ? [] : [`${of} ${again}`]),
  ];
}

const countFormat = new Intl.NumberFormat('en-GB');

/** Of one why it failed: its sentence names the file, or is told of it. */
function sentencesOfFailed(failed: readonly Job[]): string[] {
  const [first] = failed;
  if (first === undefined) return [];
  if (failed.length > 1)
    return [`${failed.length} files could not be written down. Sound files, in the Library, says why.`];
  const { name, note } = first;
  return [note?.includes(name) === true ? note : `“${name}” could not be written down. ${note ?? ''}`.trim()];
}

const sentenceOfLeftAlone = (count: number): string =>
  count === 1
    ? 'One sound file was in the folder already and is left alone. Add files has it written down, too.'
    : `${count} sound files were in the folder already and are left alone. Add files has them written down, too.`;

function sentenceOfSearch({ count, isCut, refused }: FoldersSearched): string {
  if (refused > 0) {
    const [taken, others] = [count, refused].map((each) => countFormat.format(each));
    return `The list of sound files is full: ${taken ?? ''} of these were added and ${others ?? ''} were not. Add those once others are written down.`;
  }
  if (!isCut) return 'There are no sound files in what was dropped.';
  return count === 0
    ? 'No sound files were found, and not all of what was dropped was looked through. Drop the folder that holds them.'
    : `${count} sound files were taken, and not all of what was dropped was looked through. Drop what is left by itself.`;
}
