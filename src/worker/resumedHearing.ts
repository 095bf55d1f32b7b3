import { ok, type Result } from '../contract/result';
import type { Utterance } from '../contract/transcript';
import { float32ToInt16, sampleRateHz } from '../core/audio/pcm';
import { RecordingFilter } from '../core/audio/recordingFilter';
import type { Session, SessionEvent } from '../core/dictation/session';
import type { WavWriter } from '../platform/audio/wavWriter';
import type { HeardSoFar } from '../platform/userFolder/heardSoFar';

interface ResumedParts {
  /** Begun where `soFar` ends. */
  readonly session: Session;
  readonly writer: WavWriter | null;
  readonly soFar: HeardSoFar;
}

/**
 * The samples of a file, from its start → what is heard of it, noted as it settles, and its sound, written.
 *
 *     hearing.push(samples)   16 kHz mono, any length
 *     hearing.finish()        the last words
 *     hearing.close()         the sound is complete, as far as it went
 *
 * What was heard before runs through the filter alone, which has to know it, and is written only where it is not yet. All fail where
 * the disk does; what is on it by then is gone on with.
 */
export class ResumedHearing {
  readonly #parts: ResumedParts;
  readonly #filter = new RecordingFilter();
  readonly #earlierSamples: number;
  readonly #unwritten: Beyond;
  readonly #unheard: Beyond;

  constructor(parts: ResumedParts) {
    this.#parts = parts;
    this.#earlierSamples = parts.soFar.settledSamples;
    this.#unwritten = new Beyond(parts.writer?.samples ?? 0);
    this.#unheard = new Beyond(this.#earlierSamples);
  }

  /** Length of what was pushed. */
  get seconds(): number {
    return this.#unwritten.passed / sampleRateHz;
  }

  /** How far it is heard, and how far it was before. */
  get place(): { readonly doneSeconds: number; readonly earlierSeconds: number } {
    const earlierSeconds = this.#earlierSamples / sampleRateHz;
    return { doneSeconds: Math.max(earlierSeconds, this.seconds), earlierSeconds };
  }

  push(samples: Float32Array): Result<undefined> {
    const unwritten = this.#unwritten.of(samples);
    const written = this.#parts.writer?.push(float32ToInt16(unwritten));
    return written?.ok === false ? written : this.#hear(this.#filter.push(samples));
  }

  finish(): Result<undefined> {
    const { session, soFar } = this.#parts;
    const heard = this.#hear(this.#filter.finish());
    return heard.ok ? soFar.note(this.#unwritten.passed, finals(session.finish())) : heard;
  }

  close(): Result<undefined> {
    return this.#parts.writer?.finish() ?? ok(undefined);
  }

  #hear(samples: Float32Array): Result<undefined> {
    const { session, soFar } = this.#parts;
    const utterances = finals(session.push(this.#unheard.of(samples)));
    return session.settledSamples > soFar.settledSamples
      ? soFar.note(session.settledSamples, utterances)
      : ok(undefined);
  }
}

/** Of a stream that is read from its start once more, what lies beyond a place in it. */
class Beyond {
  readonly #place: number;
  #passed = 0;

  /** @param place samples */
  constructor(place: number) {
    this.#place = place;
  }

  /** Samples so far. */
  get passed(): number {
    return this.#passed;
  }

  of(samples: Float32Array): Float32Array {
    const beyond = samples.subarray(Math.max(0, this.#place - this.#passed));
    this.#passed += samples.length;
    return beyond;
  }
}

const finals = (events: readonly SessionEvent[]): Utterance[] =>
  events.flatMap((event) => (event.type === 'final' ? [event.utterance] : []));
