import type { EventPayload, Partial } from '../../contract/ipc';
import type { Result } from '../../contract/result';
import type { Take, Utterance, Word } from '../../contract/transcript';
import type { ShapingRules } from '../../core/shaping/rules';
import { settleMarkBefore, shapeFinal, shapePartial } from '../../core/shaping/shape';
import { takeSampleRateHz } from '../../platform/audio/takeWav';
import { Silence } from './silence';

/** Where takes are kept; TakeStore is one. */
export interface TakeKeeper {
  /** @param model the name of what hears it */
  create(model: string): Promise<Result<Take>>;
  save(take: Take): Promise<Result<Take>>;
  discard(id: string): Promise<void>;
  /** Until the app is started again it can be brought back. */
  delete(id: string): Promise<Result<undefined>>;
  /** Keeps room on the disk for words, so that those of a take that fills it can be saved; none where there is none. */
  reserve(id: string): Promise<void>;
  /** Gives that room back. */
  release(id: string): Promise<void>;
  wavPath(id: string): string;
  /** Also puts the header of the audio right. */
  audioSeconds(id: string): Promise<number>;
}

/** How sure a word is that is shown and not settled: it looks uncertain, and is to be reviewed. */
const unsettled = 0.3;

/** What is known of the take that is being recorded: its words so far, its length so far. */
export class TakeInProgress {
  readonly wavPath: string;
  readonly silence = new Silence();
  readonly #shaping: ShapingRules;
  #take: Take;
  #keptSamples = 0;
  /** Before the unfinished utterance, as it was when its first word was shown, so that no paragraph comes and goes; null while there is none. */
  #pauseSeconds: number | null = null;
  #asksToStop = false;
  #partial: Partial | null = null;
  /** The utterances as they are shown meanwhile, with the mark that the unfinished one has settled; null while it has none. */
  #settled: readonly Utterance[] | null = null;

  /** @param shaping stays the same for the whole take, because committed text never changes */
  constructor(take: Take, wavPath: string, shaping: ShapingRules) {
    this.#take = take;
    this.#shaping = shaping;
    this.wavPath = wavPath;
  }

  get id(): string {
    return this.#take.id;
  }

  /** As they are shown. */
  get utterances(): Utterance[] {
    return [...(this.#settled ?? this.#take.utterances)];
  }

  /** Whether "stop dictation" was said last. */
  get asksToStop(): boolean {
    return this.#asksToStop;
  }

  get keptSamples(): number {
    return this.#keptSamples;
  }

  get keptSeconds(): number {
    return this.#keptSamples / takeSampleRateHz;
  }

  /** Where a recognizer that is started again begins: the end of the last final utterance. */
  get resumeSample(): number {
    return Math.round(this.#lastEndSeconds * takeSampleRateHz);
  }

  /** The capture process has this many samples on disk. It never goes back: the file only grows. */
  keep(samples: number): void {
    this.#keptSamples = Math.max(this.#keptSamples, samples);
  }

  /** The same, and how loud the last of them were. */
  hear(rmsDbfs: number, keptSamples: number): void {
    this.keep(keptSamples);
    this.silence.hear(rmsDbfs, keptSamples);
  }

  /**
   * The take with one more final utterance, to be saved and then given to `accept`; null for one that is there already: after the
   * line to the recognizer was laid anew, words on their way over the old line may be recognized a second time.
   */
  with(utterance: Utterance): Take | null {
    const middle = (utterance.startSeconds + utterance.endSeconds) / 2;
    if (middle < this.#lastEndSeconds) return null;
    return { ...this.#take, seconds: this.keptSeconds, utterances: this.#followedBy(utterance) };
  }

  /**
   * Shows the mark before the unfinished utterance that its words have settled; true where that changes what is shown. What is kept is changed by
   * the final utterance alone.
   */
  settleMarkBefore({ markBefore }: Partial): boolean {
    if (markBefore === undefined) return false;
    const shown = this.#settled ?? this.#take.utterances;
    const utterances = settleMarkBefore(this.#shaping, shown, markBefore);
    if (utterances === shown) return false;
    this.#settled = utterances;
    return true;
  }

  /** The take with what is shown of the unfinished utterance as its last one, and cut off with that; null where nothing is. */
  withShown(): Take | null {
    const { words = [], marks = [], markBefore } = this.#partial ?? {};
    const first = words[0];
    if (first === undefined) return null;
    const endSeconds = Math.max(this.keptSeconds, words.at(-1)?.startSeconds ?? 0);
    const heard = words.map((word, index): Word => {
      const until = words[index + 1]?.startSeconds ?? endSeconds;
      return { ...word, ...marks[index], endSeconds: Math.max(word.startSeconds, until), confidence: unsettled };
    });
    const before = markBefore === undefined ? {} : { markBefore };
    const take = this.with({ startSeconds: first.startSeconds, endSeconds, words: heard, ...before });
    return take && { ...take, isCutOff: true };
  }

  /** The unfinished utterance with the text to be shown of it. */
  shown(partial: Partial): Partial {
    this.#partial = partial;
    const first = partial.words?.[0];
    if (first === undefined) this.#pauseSeconds = null;
    else this.#pauseSeconds ??= first.startSeconds - this.#lastWordSeconds;
    const pauseSeconds = this.#pauseSeconds ?? 0;
    return { ...partial, shaped: shapePartial(this.#shaping, this.utterances, partial, pauseSeconds) };
  }

  accept(take: Take): void {
    this.#take = take;
    this.#pauseSeconds = null;
    this.#partial = null;
    this.#settled = null;
  }

  /** The take with the length that its audio has on disk; with what is shown where it was not heard to its end. */
  finished(seconds: number, isHeard: boolean): Take {
    if (isHeard) return { ...this.#take, seconds };
    return { ...(this.withShown() ?? this.#take), seconds, isCutOff: true };
  }

  #followedBy(utterance: Utterance): Utterance[] {
    const shaped = shapeFinal(this.#shaping, this.#take.utterances, utterance);
    this.#asksToStop = shaped.asksToStop;
    return [...shaped.earlier, shaped.utterance];
  }

  get #lastWordSeconds(): number {
    return this.#take.utterances.findLast(({ words }) => words.length > 0)?.words.at(-1)?.endSeconds ?? 0;
  }

  get #lastEndSeconds(): number {
    return this.#take.utterances.at(-1)?.endSeconds ?? 0;
  }
}

interface SilenceParts {
  readonly takes: Pick<TakeKeeper, 'delete'>;
  readonly tell: (name: 'takes:removed', payload: EventPayload<'takes:removed'>) => void;
}

/** A take in which nobody can have said anything is deleted as a user deletes, and that is told; where it cannot be, it stays. */
export async function deleteSilent(
  { takes, tell }: SilenceParts,
  { silence }: TakeInProgress,
  kept: Take,
): Promise<void> {
  if (silence.isIn(kept) && (await takes.delete(kept.id)).ok)
    tell('takes:removed', { ids: [kept.id], because: 'silence' });
}
