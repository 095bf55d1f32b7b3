import type { Bridge, DictationPhase, DictationStatus, Partial } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import type { Take, Utterance } from '../../contract/transcript';
import { pageText, settledText } from '../pageText';
import { type Hint, SoundHint } from '../soundHint';
import { wordsOf } from '../transcriptPosition';

/** Some words for a screen reader; each settled word is in exactly one. */
export interface Announcement {
  readonly id: number;
  readonly text: string;
}

const tickMilliseconds = 200;
/** Most takes have their last words sooner after Stop. */
const lastWordsMilliseconds = 500;
const announcementsKept = 20;
const doubtedKept = 3;
const nothing: Partial = { committed: '', unfinished: '' };
const noLevelDbfs = -120;

/** What the Dictate view shows. Main owns the truth; this holds the last that it told, and what follows from time passing. */
export class DictationState {
  phase = $state<DictationPhase>('idle');
  /** Of the take in progress; after it, of the take just kept, until the next one. */
  utterances = $state.raw<readonly Utterance[]>([]);
  partial = $state.raw<Partial>(nothing);
  /** Words that may have been said, which the take does not hold; the last few. */
  doubted = $state.raw<readonly Utterance[]>([]);
  failure = $state.raw<Failure | null>(null);
  /** The take just stopped, as it is in the Library. */
  kept = $state.raw<Take | null>(null);
  /** True once the take just kept was taken back. */
  isDiscarded = $state(false);
  /** The take just kept, from when it was in the list. */
  #listedId: string | null = null;
  levelDbfs = $state(noLevelDbfs);
  elapsedSeconds = $state(0);
  hint = $state<Hint | null>(null);
  announcements = $state.raw<readonly Announcement[]>([]);
  readonly isBusy = $derived(this.phase !== 'idle');
  /** Of what is on the page, committed or not. */
  readonly text = $derived(pageText(this.utterances, this.partial));
  readonly isBlank = $derived(
    this.utterances.length === 0 && this.partial.committed === '' && this.partial.unfinished === '',
  );

  readonly #bridge: Bridge;
  #takeId: string | null = null;
  /** From Stop in this window until its answer. */
  #isStopping = false;
  #startedAt = 0;
  readonly #soundHint = new SoundHint();
  /** The take in which nothing was said, which is not kept. */
  #silentId: string | null = null;
  #announcedWords = 0;
  #ticking: ReturnType<typeof setInterval> | null = null;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Asks for main's state and follows its events. Returns the function that stops. */
  follow(): () => void {
    const stops = [
      this.#bridge.on('dictation:state', (status) => {
        this.#apply(status);
      }),
      this.#bridge.on('dictation:partial', (partial) => {
        this.#showPartial(partial);
      }),
      this.#bridge.on('dictation:final', (utterance) => {
        this.#addFinal(utterance);
      }),
      this.#bridge.on('dictation:doubted', (utterance) => {
        const others = this.doubted.filter(({ startSeconds }) => startSeconds !== utterance.startSeconds);
        this.doubted = [...others, utterance].slice(-doubtedKept);
      }),
      this.#bridge.on('takes:removed', ({ ids, because }) => {
        if (because === 'silence') this.#silentId = ids[0] ?? null;
      }),
      this.#bridge.on('dictation:sound', (level) => {
        this.#showLevel(level);
      }),
    ];
    void this.#refresh();
    return () => {
      for (const stop of stops) stop();
      this.#stopTicking();
    };
  }

  async toggle(deviceName: string | null): Promise<void> {
    if (this.phase === 'idle') await this.start(deviceName);
    else if (this.phase === 'listening' || this.phase === 'interrupted') await this.stop();
  }

  async start(deviceName: string | null): Promise<void> {
    this.#clear();
    this.#enter('starting');
    const started = await this.#bridge.request('dictation:start', { deviceName });
    if (!started.ok) {
      this.failure = started.error;
      this.#enter('idle');
      return;
    }
    this.#takeId = started.value.takeId;
    // Main's own event may have come first, and may already say more.
    if (this.phase === 'starting') this.#enter('listening');
  }

  async stop(): Promise<void> {
    this.#enter('stopping');
    this.#isStopping = true;
    const stopped = await this.#bridge.request('dictation:stop');
    this.#isStopping = false;
    if (stopped.ok) {
      this.#keep(stopped.value);
      return;
    }
    await this.#refresh();
    this.failure = stopped.error;
  }

  /** Takes the take just kept back, or brings it again. */
  async setDiscarded(isDiscarded: boolean): Promise<void> {
    if (this.kept === null) return;
    const id = this.kept.id;
    const answer = await this.#bridge.request(isDiscarded ? 'takes:delete' : 'takes:restore', { ids: [id] });
    if (answer.ok) this.isDiscarded = isDiscarded;
    else this.failure = answer.error;
  }

  /** Follows what becomes of the take just kept in the Library. A list from before it was there says nothing of it. */
  noteTakes(takes: readonly Pick<Take, 'id'>[]): void {
    const { kept } = this;
    if (kept === null) return;
    const isThere = takes.some(({ id }) => id === kept.id);
    if (isThere) this.#listedId = kept.id;
    if (this.#listedId === kept.id) this.isDiscarded = !isThere;
    if (isThere) void this.#reread(kept.id);
  }

  /** A list does not tell whether the text was changed. Where it was not, the page stays: it may have words that the disk refused. */
  async #reread(id: string): Promise<void> {
    const answer = await this.#bridge.request('takes:get', { id });
    const { kept } = this;
    if (!answer.ok || kept?.id !== id) return;
    const { utterances } = answer.value;
    if (JSON.stringify(utterances) !== JSON.stringify(kept.utterances)) this.utterances = utterances;
    this.kept = answer.value;
  }

  /** Puts the text of the page on the clipboard. True when it is there. */
  async copy(): Promise<boolean> {
    const answer = await this.#bridge.request('text:copy', { text: this.text });
    if (!answer.ok) this.failure = answer.error;
    return answer.ok;
  }

  dismissFailure(): void {
    this.failure = null;
  }

  async #refresh(): Promise<void> {
    const answer = await this.#bridge.request('dictation:state');
    if (answer.ok) this.#apply(answer.value);
    else this.failure = answer.error;
  }

  #apply(status: DictationStatus): void {
    if (status.phase === 'idle') this.#applyIdle();
    else this.#applyActive(status);
    this.failure = status.failure;
  }

  #applyIdle(): void {
    const takeId = this.#takeId;
    this.#takeId = null;
    this.#enter('idle');
    // Stopped from elsewhere: a shortcut, a full disk. Its text stays on the page.
    if (takeId !== null && !this.#isStopping) void this.#keepFromElsewhere(takeId);
  }

  #applyActive(status: DictationStatus): void {
    // Begun from elsewhere, or another take than the one that is shown.
    if (this.phase === 'idle' || (this.#takeId !== null && status.takeId !== this.#takeId)) this.#clear();
    this.#takeId = status.takeId;
    if (status.utterances.length > this.utterances.length) this.partial = nothing;
    this.utterances = status.utterances;
    this.elapsedSeconds = status.keptSeconds;
    this.#startedAt = performance.now() - status.keptSeconds * 1000;
    this.#enter(status.phase);
    this.#announce();
  }

  #showPartial(partial: Partial): void {
    if (partial.committed !== this.partial.committed || partial.unfinished !== this.partial.unfinished)
      this.#heardWords();
    this.partial = partial;
  }

  #addFinal(utterance: Utterance): void {
    // The state that main tells at the same time may hold it already.
    const isKnown = this.utterances.some((each) => each.startSeconds === utterance.startSeconds);
    if (!isKnown) this.utterances = [...this.utterances, utterance];
    this.partial = nothing;
    if (utterance.words.length > 0) this.#heardWords();
    this.#announce();
  }

  #showLevel(level: { readonly rmsDbfs: number; readonly peakDbfs: number }): void {
    if (this.phase === 'idle') return;
    this.levelDbfs = level.rmsDbfs;
    this.#soundHint.hearLevel(level, performance.now());
  }

  #heardWords(): void {
    this.#soundHint.hearWords(performance.now());
    if (this.hint === 'no-words') this.hint = null;
  }

  /** @param page what is to stand on the page */
  #keep(take: Take, page = take.utterances): void {
    const isSilent = take.id === this.#silentId;
    this.kept = isSilent ? null : take;
    this.isDiscarded = false;
    this.utterances = page;
    this.partial = nothing;
    this.elapsedSeconds = isSilent ? 0 : take.seconds;
    this.#takeId = null;
    this.#enter('idle');
    this.#announce();
  }

  async #keepFromElsewhere(id: string): Promise<void> {
    const answer = await this.#bridge.request('takes:get', { id });
    if (!answer.ok || this.phase !== 'idle') return;
    // A disk that was full may have refused the last words: they stay on the page, from where they can be copied.
    const isWhole = answer.value.utterances.length >= this.utterances.length;
    this.#keep(answer.value, isWhole ? answer.value.utterances : [...this.utterances]);
  }

  #clear(): void {
    this.utterances = [];
    this.partial = nothing;
    this.doubted = [];
    this.failure = null;
    this.kept = null;
    this.elapsedSeconds = 0;
    this.announcements = [];
    this.#announcedWords = 0;
  }

  #enter(phase: DictationPhase): void {
    const isSame = this.phase === phase;
    this.phase = phase;
    if (isSame && (phase === 'listening' || phase === 'stopping')) return;
    if (phase !== 'listening') {
      this.hint = null;
      this.levelDbfs = noLevelDbfs;
      this.#stopTicking();
      if (phase === 'stopping') this.#ticking = setInterval(() => (this.hint = 'last-words'), lastWordsMilliseconds);
      return;
    }
    this.#startedAt = performance.now() - this.elapsedSeconds * 1000;
    this.#soundHint.begin(performance.now());
    this.#ticking ??= setInterval(() => {
      this.#tick();
    }, tickMilliseconds);
  }

  #tick(): void {
    const now = performance.now();
    this.elapsedSeconds = (now - this.#startedAt) / 1000;
    this.hint = this.#soundHint.at(now);
  }

  #stopTicking(): void {
    if (this.#ticking !== null) clearInterval(this.#ticking);
    this.#ticking = null;
  }

  /** What was announced is the beginning of what stands there now, unless a final utterance took words back. */
  #announce(): void {
    const words = wordsOf(settledText(this.utterances));
    const isTakenBack = words.length < this.#announcedWords;
    if (words.length <= this.#announcedWords && !isTakenBack) return;
    const text = isTakenBack ? 'Taken back' : words.slice(this.#announcedWords).join(' ');
    this.#announcedWords = words.length;
    const id = (this.announcements.at(-1)?.id ?? 0) + 1;
    this.announcements = [...this.announcements, { id, text }].slice(-announcementsKept);
  }
}
