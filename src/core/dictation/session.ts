import type { Utterance } from '../../contract/transcript';
import type { StreamingNetwork } from '../acoustic/streamingNetwork';
import type { Alphabet } from '../alphabet';
import { joinSamples } from '../audio/pcm';
import type { DecodedWord, Decoder } from '../decode/decoder';
import type { FeatureStream } from '../features/featureStream';
import type { Endpoint } from './endpoint';
import type { SpeechGate } from './speechGate';

export type SessionEvent =
  | { readonly type: 'partial'; readonly committed: string; readonly unfinished: string }
  | { readonly type: 'final'; readonly utterance: Utterance };

/** The stages that one session runs its samples through; all of them its own, and all at the start of an utterance. */
export interface Stages {
  readonly features: FeatureStream;
  readonly network: StreamingNetwork;
  readonly decoder: Decoder;
  readonly endpoint: Endpoint;
  readonly gate: SpeechGate;
  readonly alphabet: Alphabet;
  readonly sampleRateHz: number;
  /** Samples from one timestep to the next. */
  readonly timestepSamples: number;
}

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
 * was there from the start. Utterances without words, or in which nobody seems to speak, are not told; where words were shown of one,
 * an empty partial takes them back.
 */
export class Session {
  readonly #stages: Stages;
  readonly #startSample: number;
  /** First sample of the utterance, counted from the session's. */
  #utteranceSample = 0;
  /** Samples of the utterance so far. */
  #kept: Float32Array[] = [];
  #timesteps = 0;
  #toldPartial = noWords;

  /** @param startSeconds where the session's first sample lies in its take */
  constructor(stages: Stages, startSeconds: number) {
    this.#stages = stages;
    this.#startSample = Math.round(startSeconds * stages.sampleRateHz);
  }

  /** @param samples 16 kHz mono, −1 … 1; copied */
  push(samples: Float32Array): SessionEvent[] {
    const events: SessionEvent[] = [];
    for (let start = 0; start < samples.length; start += blockSamples) {
      this.#advance(samples.slice(start, start + blockSamples), events);
    }
    this.#tellPartial(events);
    return events;
  }

  finish(): SessionEvent[] {
    const { features, network } = this.#stages;
    const events: SessionEvent[] = [];
    let ended = true;
    while (ended) {
      const logProbs = [...network.push(features.finish()), ...network.finish()];
      ended = logProbs.some((row) => this.#step(row));
      this.#endUtterance(ended ? this.#boundary() : this.#keptSamples(), events);
    }
    this.#utteranceSample = 0;
    this.#kept = [];
    this.#toldPartial = noWords;
    return events;
  }

  dispose(): void {
    this.#stages.network.dispose();
  }

  #advance(block: Float32Array, events: SessionEvent[]): void {
    this.#kept.push(block);
    const logProbs = this.#stages.network.push(this.#stages.features.push(block));
    const ended = logProbs.some((row) => this.#step(row));
    if (ended) {
      this.#stages.features.finish();
      this.#stages.network.finish();
      this.#endUtterance(this.#boundary(), events);
    }
  }

  /** Decodes a timestep; true where the utterance ends with it. */
  #step(logProbs: Float32Array): boolean {
    const { decoder, endpoint, gate, alphabet } = this.#stages;
    decoder.step(logProbs);
    gate.step(logProbs);
    this.#timesteps += 1;
    const best = alphabet.symbols[mostProbable(logProbs)] ?? ' ';
    return endpoint.step(best === ' ');
  }

  /** Tells the utterance that ends at `end`, counted from its first sample, and begins the next with what was kept beyond. */
  #endUtterance(end: number, events: SessionEvent[]): void {
    const { decoder, endpoint, gate, sampleRateHz } = this.#stages;
    const words = decoder.finish().map((word) => this.#timed(word));
    const startSeconds = this.#secondsAt(0);
    if (gate.admits(words.map(({ confidence }) => confidence)))
      events.push({
        type: 'final',
        utterance: { startSeconds, endSeconds: this.#secondsAt(end / sampleRateHz), words },
      });
    else if (this.#toldPartial !== noWords) events.push({ type: 'partial', committed: '', unfinished: '' });
    endpoint.finish();
    gate.finish();
    const beyond = joinSamples(this.#kept).slice(end);
    this.#utteranceSample += end;
    this.#kept = [];
    this.#timesteps = 0;
    this.#toldPartial = noWords;
    if (beyond.length > 0) this.#advance(beyond, events);
  }

  /** Samples of the utterance up to the last decoded timestep. */
  #boundary(): number {
    return Math.min(this.#timesteps * this.#stages.timestepSamples, this.#keptSamples());
  }

  #keptSamples(): number {
    return this.#kept.reduce((sum, block) => sum + block.length, 0);
  }

  #timed({ text, startTimestep, endTimestep, confidence }: DecodedWord): Utterance['words'][number] {
    const seconds = this.#stages.timestepSamples / this.#stages.sampleRateHz;
    return {
      text,
      startSeconds: this.#secondsAt(startTimestep * seconds),
      endSeconds: this.#secondsAt(endTimestep * seconds),
      confidence,
    };
  }

  /** Seconds in the take of a time in the utterance. */
  #secondsAt(seconds: number): number {
    return (this.#startSample + this.#utteranceSample) / this.#stages.sampleRateHz + seconds;
  }

  #tellPartial(events: SessionEvent[]): void {
    if (!this.#stages.gate.isOpen) return;
    const partial = this.#stages.decoder.partial();
    const [committed, unfinished] = [textOf(partial.committed), textOf(partial.unfinished)];
    const told = `${committed}${noWords}${unfinished}`;
    if (told === this.#toldPartial) return;
    this.#toldPartial = told;
    events.push({ type: 'partial', committed, unfinished });
  }
}

const textOf = (words: readonly DecodedWord[]): string => words.map((word) => word.text).join(' ');

function mostProbable(logProbs: Float32Array): number {
  let best = 0;
  for (let label = 1; label < logProbs.length; label += 1) if (logProbs[label]! > logProbs[best]!) best = label;
  return best;
}
