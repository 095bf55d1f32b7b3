import { rm, stat } from 'node:fs/promises';

import { ok, type Result } from '../contract/result';
import type { HearCommand, HeardSound, Hearing, TranscriberEvent } from '../contract/transcription';
import { sampleRateHz } from '../core/audio/pcm';
import { type AudioStream, openAudio } from '../platform/audio/audioStream';
import { damageSentence } from '../platform/audio/damage';
import { reasonOf, unreadable } from '../platform/audio/unreadable';
import { WavWriter } from '../platform/audio/wavWriter';
import { type OpenedRecognizer, openRecognizer } from '../platform/recognition/openRecognizer';
import { HeardSoFar } from '../platform/userFolder/heardSoFar';
import type { Post } from './port';
import { ResumedHearing } from './resumedHearing';

/** Half a second: a pause, and what else main says, is heard between two of them. */
const blockSamples = 8000;

/**
 * Writes down what is said in sound files, one after the other, with one model at a time in memory; its sound is never in memory as a
 * whole. What has settled is on disk at once: whoever hears the same file again goes on there, with the same result.
 */
export class Transcribing {
  #opened: { readonly key: string; readonly recognizer: OpenedRecognizer } | null = null;
  /** Resolves when work may go on. */
  #gate: Promise<void> = Promise.resolve();
  #open: () => void = () => undefined;

  pause(): void {
    this.#open();
    this.#gate = new Promise((resolve) => (this.#open = resolve));
  }

  resume(): void {
    this.#open();
  }

  async hear(command: HearCommand, post: Post<TranscriberEvent>): Promise<TranscriberEvent> {
    const heard = await this.#hear(command, post);
    return heard.ok ? { type: 'heard', ...heard.value } : { type: 'failed', failure: heard.error };
  }

  async #hear(command: HearCommand, post: Post<TranscriberEvent>): Promise<Result<HeardSound>> {
    const begun = await begin(command);
    if (!begun.ok) return begun;
    const soFar = begun.value;
    try {
      const opened = await this.#load(soFar.hearing);
      return opened.ok ? await this.#goOn(command, soFar, opened.value, post) : opened;
    } finally {
      soFar.close();
    }
  }

  async #goOn(
    { path, name, wavPath }: HearCommand,
    soFar: HeardSoFar,
    { recognizer, modelName }: OpenedRecognizer,
    post: Post<TranscriberEvent>,
  ): Promise<Result<HeardSound>> {
    const stream = await openAudio(path, { name });
    if (!stream.ok) return stream;
    // What lies there of a file that is begun anew is another's.
    if (wavPath !== null && soFar.settledSamples === 0) await rm(wavPath, { force: true });
    const writer = wavPath === null ? ok(null) : WavWriter.open(wavPath);
    if (!writer.ok) return writer;
    const startSeconds = soFar.settledSamples / sampleRateHz;
    const before = soFar.utterances.flatMap(({ words }) => words);
    const session = recognizer.openSession({ terms: soFar.hearing.terms, startSeconds, before });
    const hearing = new ResumedHearing({ session, writer: writer.value, soFar });
    try {
      const heard = await this.#run(stream.value, hearing, post);
      if (!heard.ok) return heard;
      return told({ seconds: hearing.seconds, utterances: soFar.utterances }, modelName, name, stream.value);
    } finally {
      session.dispose();
    }
  }

  async #run(stream: AudioStream, hearing: ResumedHearing, post: Post<TranscriberEvent>): Promise<Result<undefined>> {
    const tell = (): void => {
      post({ type: 'progress', ...hearing.place, totalSeconds: stream.announcedSeconds });
    };
    tell();
    let heard: Result<undefined> = ok(undefined);
    for await (const piece of stream.pieces) {
      for (let from = 0; from < piece.length && heard.ok; from += blockSamples) {
        await this.#turn();
        heard = hearing.push(piece.subarray(from, from + blockSamples));
        tell();
      }
      if (!heard.ok) break;
    }
    if (heard.ok) heard = hearing.finish();
    const closed = hearing.close();
    return heard.ok ? closed : heard;
  }

  /** Messages are heard between two turns of the loop. */
  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await this.#gate;
  }

  async #load({ terms: _terms, ...options }: Hearing): Promise<Result<OpenedRecognizer>> {
    const key = JSON.stringify(options);
    if (this.#opened?.key === key) return ok(this.#opened.recognizer);
    this.#opened?.recognizer.recognizer.dispose();
    this.#opened = null;
    const opened = await openRecognizer(options);
    if (opened.ok) this.#opened = { key, recognizer: opened.value };
    return opened;
  }
}

/** What was heard of the file so far; fails where there is no such file. */
async function begin({ path, name, soFarPath, wavPath: _wavPath, ...hearing }: HearCommand) {
  try {
    const { size, mtimeMs } = await stat(path);
    return HeardSoFar.open(soFarPath, { version: 1, path, stamp: `${size} ${Math.round(mtimeMs)}`, hearing });
  } catch (cause) {
    return unreadable(name, reasonOf(cause));
  }
}

type Heard = Pick<HeardSound, 'seconds' | 'utterances'>;

/** What was heard, with what turned out about the file; a failure where there was no sound. */
function told(heard: Heard, model: string, name: string, stream: AudioStream): Result<HeardSound> {
  const { damage } = stream.findings();
  if (heard.seconds === 0) return unreadable(name, damage === null ? 'there is no sound in it' : 'it is damaged');
  return ok({ ...heard, model, damage: damage === null ? null : damageSentence(name, damage) });
}
