import type { PartialMarks, Utterance } from '../../contract/transcript';
import type { Alphabet } from '../alphabet';
import { joinSamples } from '../audio/pcm';
import { countEdits, editsOf } from '../corpus/edits';
import type { DecodedWord, Decoder, PartialTranscript } from '../decode/decoder';
import { type AcousticModel, type PosteriorStream, timestepSecondsOf } from './acousticModel';
import type { Endpoint } from './endpoint';
import type { MarkedSpeech, PartialWords } from './markedSpeech';
import type { SpeechGate } from './speechGate';

export type SessionEvent =
  | ({
      readonly type: 'partial';
      readonly committed: string;
      readonly unfinished: string;
      readonly words?: { readonly text: string; readonly startSeconds: number }[];
      /** Committed words that the lexicon lacks; missing where it has all of them. */
      readonly unlisted?: string[];
    } & PartialMarks)
  | { readonly type: 'final'; readonly utterance: Utterance }
  /** Words that may have been said; they are no part of the text. */
  | { readonly type: 'doubted'; readonly utterance: Utterance };

/** The stages that one session runs its samples through: but for the model all of them its own, and at the start of an utterance. */
export interface Stages {
  readonly model: AcousticModel;
  readonly stream: PosteriorStream;
  readonly decoder: Decoder;
  /** What each utterance is decoded and judged with once more at its end, heard whole; null keeps what was heard at first. */
  readonly again: Pick<Stages, 'decoder' | 'gate'> | null;
  readonly endpoint: Endpoint;
  readonly gate: SpeechGate;
  /** Null where nothing listens for marks. */
  readonly marks: MarkedSpeech | null;
  readonly alphabet: Alphabet;
}

/** Of a word that the lexicon lacks, at most: it is to be looked at, however clear its letters were. */
const unlistedConfidence = 0.4;

/** What is told where there are no words. */
const noWords = '|';

/** Samples that go through the stages together: what an endpoint in a long push makes them do again is at most this and the look-ahead. */
const blockSamples = 8000;

/**
 * From Start to Stop: one utterance after another.
 *
 *     session.push(samples)   as they come, any length; gives what has become known
 *     session.finish()        at the end; gives the last words; then ready for a new stream
 *
 * An utterance ends by the endpoint rules at a timestep, and the next begins with the very next sample, its stages afresh.
 * What of it had already run through the stages, the look-ahead, runs again. So however the samples are cut into pushes,
 * utterances, words and times are the same, and a session that begins where an utterance ended gives the same as one that
 * was there from the start. Utterances without words, or in which nobody seems to speak, are not told, or told as doubted where somebody
 * may have spoken; where words were shown of one, an empty partial takes them back.
 *
 * What a stream can know of a word is less than what its whole utterance tells. So an utterance that has ended may be heard once more,
 * whole, and that is what is told of it; where nothing is heard then, what was shown before stands.
 */
export class Session {
  readonly #stages: Stages;
  readonly #startSample: number;
  /** First sample of the utterance, counted from the session's. */
  #utteranceSample = 0;
  /** Samples of the utterance so far. */
  #kept: Float32Array[] = [];
  #timesteps = 0;
  /** Posteriors of what lies behind the last decoded timestep, as they are now. */
  #ahead: readonly Float32Array[] = [];
  #toldPartial = noWords;
  #changedWords = 0;

  /** @param startSeconds where the session's first sample lies in its take */
  constructor(stages: Stages, startSeconds: number) {
    this.#stages = stages;
    this.#startSample = Math.round(startSeconds * stages.model.sampleRateHz);
  }

  /** Words of first hearings that second ones took away, put in or replaced, so far. */
  get changedWords(): number {
    return this.#changedWords;
  }

  /** Samples of the take up to the end of the last utterance: a session that begins there tells what this one has yet to tell. */
  get settledSamples(): number {
    return this.#startSample + this.#utteranceSample;
  }

  /** @param samples 16 kHz mono, −1 … 1; copied */
  push(samples: Float32Array): SessionEvent[] {
    const events: SessionEvent[] = [];
    let isNews = false;
    for (let start = 0; start < samples.length; start += blockSamples)
      isNews = this.#advance(samples.slice(start, start + blockSamples), events) || isNews;
    if (isNews) this.#tellPartial(events);
    return events;
  }

  finish(): SessionEvent[] {
    const events: SessionEvent[] = [];
    let ended = true;
    while (ended) {
      ended = this.#decode(this.#stages.stream.finish());
      this.#endUtterance(ended ? this.#boundary() : this.#keptSamples(), events);
    }
    this.#utteranceSample = 0;
    this.#kept = [];
    return events;
  }

  dispose(): void {
    this.#stages.stream.dispose();
  }

  /** True where more of the utterance is known than before. */
  #advance(block: Float32Array, events: SessionEvent[]): boolean {
    this.#kept.push(block);
    const { settled, ahead } = this.#stages.stream.push(block);
    if (settled.length === 0) return false;
    this.#ahead = ahead;
    if (this.#decode(settled)) {
      this.#stages.stream.restart();
      this.#endUtterance(this.#boundary(), events);
    }
    return true;
  }

  /** Decodes timesteps up to where the utterance ends; true where it does. */
  #decode(rows: readonly Float32Array[]): boolean {
    const { decoder, endpoint, gate, alphabet } = this.#stages;
    return rows.some((logProbs) => {
      decoder.step(logProbs);
      gate.step(logProbs);
      this.#timesteps += 1;
      const best = alphabet.symbols[mostProbable(logProbs)] ?? ' ';
      return endpoint.step(best === ' ');
    });
  }

  /** Tells the utterance that ends at `end`, counted from its first sample, and begins the next with what was kept beyond. */
  #endUtterance(end: number, events: SessionEvent[]): void {
    const { decoder, endpoint, gate, model, marks } = this.#stages;
    const samples = joinSamples(this.#kept);
    const first = decoder.finish();
    const { words: settled, verdict } = this.#settle(samples.subarray(0, end), first);
    const words = settled.map((word) => this.#timed(word));
    const endSeconds = this.#secondsAt(end / model.sampleRateHz);
    const heard = { startSeconds: this.#secondsAt(0), endSeconds, words };
    const utterance = verdict === 'speech' && marks !== null ? marks.finish(heard) : heard;
    if (verdict === 'speech') {
      events.push({ type: 'final', utterance });
      this.#changedWords += editsOf(countEdits(first.map(wordOf), settled.map(wordOf)));
    } else if (this.#toldPartial !== noWords) events.push({ type: 'partial', committed: '', unfinished: '' });
    if (verdict === 'doubted') events.push({ type: 'doubted', utterance });
    marks?.restart();
    endpoint.finish();
    gate.finish();
    this.#utteranceSample += end;
    this.#kept = [];
    this.#timesteps = 0;
    this.#ahead = [];
    this.#toldPartial = noWords;
    if (end < samples.length) this.#advance(samples.slice(end), events);
  }

  /** The words of an utterance heard whole, or as they were at first where there are none then but some were shown, and what to think of them. */
  #settle(samples: Float32Array, first: DecodedWord[]): Judged {
    const { again, gate, model } = this.#stages;
    if (again === null || first.length === 0) return judged(first, gate);
    for (const logProbs of model.hearWhole(samples)) {
      again.decoder.step(logProbs);
      again.gate.step(logProbs);
    }
    const words = again.decoder.finish();
    const settled = judged(words, again.gate);
    again.gate.finish();
    // What was shown while it was said has something to stand for it; a stream's word alone that never was is a noise.
    return words.length === 0 && gate.isOpen() ? judged(first, gate) : settled;
  }

  /** Samples of the utterance up to the last decoded timestep. */
  #boundary(): number {
    return Math.min(this.#timesteps * this.#stages.model.timestepSamples, this.#keptSamples());
  }

  #keptSamples(): number {
    return this.#kept.reduce((sum, block) => sum + block.length, 0);
  }

  #timed({ text, startTimestep, endTimestep, confidence, isUnlisted }: DecodedWord): Utterance['words'][number] {
    const seconds = timestepSecondsOf(this.#stages.model);
    return {
      text,
      startSeconds: this.#secondsAt(startTimestep * seconds),
      endSeconds: this.#secondsAt(endTimestep * seconds),
      confidence: isUnlisted ? Math.min(confidence, unlistedConfidence) : confidence,
    };
  }

  #timedPartial({ committed, unfinished }: PartialTranscript): PartialWords {
    return {
      committed: committed.map((word) => this.#timed(word)),
      unfinished: unfinished.map((word) => this.#timed(word)),
      heardSeconds: this.#secondsAt(this.#timesteps * timestepSecondsOf(this.#stages.model)),
    };
  }

  /** Seconds in the take of a time in the utterance. */
  #secondsAt(seconds: number): number {
    return (this.#startSample + this.#utteranceSample) / this.#stages.model.sampleRateHz + seconds;
  }

  #tellPartial(events: SessionEvent[]): void {
    const { decoder, gate, marks } = this.#stages;
    if (!gate.isOpen(this.#ahead)) return;
    const partial = decoder.partial(this.#ahead);
    const [committed, unfinished] = [textOf(partial.committed), textOf(partial.unfinished)];
    const told = `${committed}${noWords}${unfinished}`;
    if (told === this.#toldPartial) return;
    this.#toldPartial = told;
    const timed = this.#timedPartial(partial);
    const words = [...timed.committed, ...timed.unfinished].map(({ text, startSeconds }) => ({ text, startSeconds }));
    const unlisted = partial.committed.filter(({ isUnlisted }) => isUnlisted).map(wordOf);
    const heard = { committed, unfinished, words, ...(unlisted.length > 0 && { unlisted }) };
    events.push({ type: 'partial', ...heard, ...marks?.commit(timed) });
  }
}

interface Judged {
  readonly words: DecodedWord[];
  readonly verdict: 'speech' | 'doubted' | 'noise';
}

function judged(words: DecodedWord[], gate: SpeechGate): Judged {
  const confidences = words.map(({ confidence }) => confidence);
  if (gate.admits(confidences)) return { words, verdict: 'speech' };
  return { words, verdict: gate.doubts(confidences) ? 'doubted' : 'noise' };
}

const wordOf = ({ text }: DecodedWord): string => text;
const textOf = (words: readonly DecodedWord[]): string => words.map(wordOf).join(' ');

function mostProbable(logProbs: Float32Array): number {
  let best = 0;
  for (let label = 1; label < logProbs.length; label += 1) if (logProbs[label]! > logProbs[best]!) best = label;
  return best;
}
