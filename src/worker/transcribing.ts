import { ok, type Result } from '../contract/result';
import type { Utterance } from '../contract/transcript';
import type { HearCommand, HeardSound, TranscriberEvent } from '../contract/transcription';
import { float32ToInt16, sampleRateHz } from '../core/audio/pcm';
import { RecordingFilter } from '../core/audio/recordingFilter';
import type { Session, SessionEvent } from '../core/dictation/session';
import { type AudioStream, openAudio } from '../platform/audio/audioStream';
import { damageSentence } from '../platform/audio/damage';
import { unreadable } from '../platform/audio/unreadable';
import { WavWriter } from '../platform/audio/wavWriter';
import { type OpenedRecognizer, openRecognizer } from '../platform/recognition/openRecognizer';
import type { Post } from './port';

/** Half a second: a pause, and what else main says, is heard between two of them. */
const blockSamples = 8000;

/** Writes down what is said in sound files, one after the other, with one model at a time in memory; memory does not grow with a file. */
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
    const { path, name, wavPath, terms } = command;
    const opened = await this.#load(command);
    if (!opened.ok) return opened;
    const stream = await openAudio(path, { name });
    if (!stream.ok) return stream;
    const writer = wavPath === null ? ok(null) : WavWriter.open(wavPath);
    if (!writer.ok) return writer;
    const session = opened.value.recognizer.openSession({ terms });
    try {
      const heard = await this.#run(stream.value, session, writer.value, post);
      return heard.ok ? told(heard.value, opened.value.modelName, name, stream.value) : heard;
    } finally {
      session.dispose();
    }
  }

  async #run(
    stream: AudioStream,
    session: Session,
    writer: WavWriter | null,
    post: Post<TranscriberEvent>,
  ): Promise<Result<{ seconds: number; utterances: Utterance[] }>> {
    const utterances: Utterance[] = [];
    const keep = (events: readonly SessionEvent[]): void => {
      for (const event of events) if (event.type === 'final') utterances.push(event.utterance);
    };
    const filter = new RecordingFilter();
    let samples = 0;
    for await (const piece of stream.pieces) {
      for (let from = 0; from < piece.length; from += blockSamples) {
        await this.#turn();
        const block = piece.subarray(from, from + blockSamples);
        const written = writer?.push(float32ToInt16(block));
        if (written?.ok === false) {
          writer?.finish();
          return written;
        }
        keep(session.push(filter.push(block)));
        samples += block.length;
        post({ type: 'progress', doneSeconds: samples / sampleRateHz, totalSeconds: stream.announcedSeconds });
      }
    }
    keep(session.push(filter.finish()));
    keep(session.finish());
    const finished = writer?.finish();
    return finished?.ok === false ? finished : ok({ seconds: samples / sampleRateHz, utterances });
  }

  /** Messages are heard between two turns of the loop. */
  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await this.#gate;
  }

  async #load({
    modelPath,
    languageModelPath,
    encoderPath,
    hearsAgain,
  }: HearCommand): Promise<Result<OpenedRecognizer>> {
    const options = {
      modelPath,
      hearsAgain,
      ...(languageModelPath !== undefined && { languageModelPath }),
      ...(encoderPath !== undefined && { encoderPath }),
    };
    const key = JSON.stringify(options);
    if (this.#opened?.key === key) return ok(this.#opened.recognizer);
    this.#opened?.recognizer.recognizer.dispose();
    this.#opened = null;
    const opened = await openRecognizer(options);
    if (opened.ok) this.#opened = { key, recognizer: opened.value };
    return opened;
  }
}

type Heard = Pick<HeardSound, 'seconds' | 'utterances'>;

/** What was heard, with what turned out about the file; a failure where there was no sound. */
function told(heard: Heard, model: string, name: string, stream: AudioStream): Result<HeardSound> {
  const { damage } = stream.findings();
  if (heard.seconds === 0) return unreadable(name, damage === null ? 'there is no sound in it' : 'it is damaged');
  return ok({ ...heard, model, damage: damage === null ? null : damageSentence(name, damage) });
}
