import type { Bridge, EventPayload } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { ImportReport, VoiceRecording } from '../../contract/voice';
import type { NoticeState } from './notice.svelte';

/** `checked`: a sentence was read and stands there with its verdict. */
export type ReadingPhase = 'ready' | 'starting' | 'recording' | 'checking' | 'checked';

const silenceDbfs = -120;

/** The user's recordings, and the sentence that is being read. */
export class VoiceState {
  recordings = $state.raw<readonly VoiceRecording[]>([]);
  isLoaded = $state(false);
  phase = $state<ReadingPhase>('ready');
  levelDbfs = $state(silenceDbfs);
  /** The recording that was just made, while it is looked at. */
  checked = $state.raw<VoiceRecording | null>(null);
  importing = $state.raw<EventPayload<'voice:importing'> | null>(null);
  /** The import ends when the recording that it is at is done. */
  isStopping = $state(false);
  report = $state.raw<ImportReport | null>(null);
  failure = $state.raw<Failure | null>(null);
  #prompts = $state.raw<readonly string[]>([]);
  /** The next one to read, or the one that is being read; null when there are none left. */
  readonly sentence = $derived(this.checked?.text ?? this.#prompts[0] ?? null);
  readonly used = $derived(this.recordings.filter(({ isUsed }) => isUsed));
  readonly usedSeconds = $derived(this.used.reduce((sum, { checks }) => sum + checks.seconds, 0));

  readonly #bridge: Bridge;
  readonly #notices: NoticeState;

  constructor(bridge: Bridge, notices: NoticeState) {
    this.#bridge = bridge;
    this.#notices = notices;
  }

  /** Reads what is there and follows main's events. Returns the function that stops. */
  follow(): () => void {
    const stops = [
      this.#bridge.on('voice:changed', () => void this.load()),
      this.#bridge.on('voice:level', ({ rmsDbfs }) => (this.levelDbfs = rmsDbfs)),
      this.#bridge.on('voice:lost', (failure) => {
        // The level check listens to the same microphone, and tells of it itself.
        if (!this.isReading) return;
        this.failure = failure;
        this.phase = 'ready';
      }),
      this.#bridge.on('voice:importing', (progress) => (this.importing = progress)),
    ];
    void this.load();
    return () => {
      for (const stop of stops) stop();
    };
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('voice:recordings');
    this.isLoaded = true;
    // A list that could be read takes back nothing that was said before of something else.
    if (answer.ok) this.recordings = answer.value.toReversed();
    else this.failure = answer.error;
    if (this.#prompts.length === 0) await this.#loadPrompts();
  }

  /** From Record until the recording is checked. */
  get isReading(): boolean {
    return this.phase !== 'ready' && this.phase !== 'checked';
  }

  /** Starts to record the sentence, or ends it. */
  async toggle(deviceName: string | null): Promise<void> {
    if (this.phase === 'recording') await this.#stop();
    else if (this.phase === 'ready' && this.sentence !== null) await this.#record(this.sentence, deviceName);
  }

  /** Nothing is kept of the recording in progress. */
  async cancel(): Promise<void> {
    if (this.phase !== 'recording') return;
    this.phase = 'ready';
    this.#heard(await this.#bridge.request('voice:cancel'));
  }

  /** On to the next sentence; a recording that was made stays as it is. */
  async next(): Promise<void> {
    this.#forgetChecked();
    this.#prompts = this.#prompts.slice(1);
    if (this.#prompts.length === 0) await this.#loadPrompts();
  }

  /** Takes the recording away that was just made, to read its sentence again. */
  async redo(): Promise<void> {
    const { checked } = this;
    if (checked === null) return;
    const answer = this.#heard(await this.#bridge.request('voice:remove', { id: checked.id }));
    if (answer.ok) this.#forgetChecked();
  }

  async use(id: string, isUsed: boolean): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('voice:use', { id, isUsed }));
    if (answer.ok && this.checked?.id === id) this.checked = answer.value;
  }

  /** The notice brings it back. */
  async remove(id: string): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('voice:remove', { id }));
    if (!answer.ok) return;
    if (this.checked?.id === id) this.#forgetChecked();
    this.#notices.show({
      text: 'The recording is deleted.',
      undo: async () => {
        this.#heard(await this.#bridge.request('voice:restore', { id }));
      },
    });
  }

  async import(from: 'folder' | 'list'): Promise<void> {
    this.report = null;
    const answer = this.#heard(await this.#bridge.request('voice:import', { from }));
    this.importing = null;
    this.isStopping = false;
    if (answer.ok) this.report = answer.value;
  }

  cancelImport(): void {
    this.isStopping = true;
    void this.#bridge.request('voice:cancel-import');
  }

  async collectCorrections(): Promise<void> {
    const answer = this.#heard(await this.#bridge.request('voice:collect-corrections'));
    if (!answer.ok) return;
    const { length } = answer.value;
    const text =
      length === 0
        ? 'There are no corrected words that are not here already.'
        : `${length} ${length === 1 ? 'clip was' : 'clips were'} made of corrected words.`;
    this.#notices.show({ text });
  }

  dismissFailure(): void {
    this.failure = null;
  }

  async #record(text: string, deviceName: string | null): Promise<void> {
    this.phase = 'starting';
    this.levelDbfs = silenceDbfs;
    const answer = this.#heard(await this.#bridge.request('voice:record', { text, deviceName }));
    this.phase = answer.ok ? 'recording' : 'ready';
  }

  async #stop(): Promise<void> {
    this.phase = 'checking';
    const answer = this.#heard(await this.#bridge.request('voice:stop'));
    this.checked = answer.ok ? answer.value : null;
    this.phase = answer.ok ? 'checked' : 'ready';
  }

  #forgetChecked(): void {
    this.checked = null;
    this.phase = 'ready';
  }

  async #loadPrompts(): Promise<void> {
    const answer = await this.#bridge.request('voice:prompts');
    if (answer.ok) this.#prompts = answer.value;
    else this.failure = answer.error;
  }

  #heard<Value>(answer: Result<Value>): Result<Value> {
    this.failure = answer.ok ? null : answer.error;
    return answer;
  }
}
