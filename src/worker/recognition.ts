import { closeSync, openSync, readSync } from 'node:fs';

import type { AudioMessage, RecognizerEvent } from '../contract/workerMessages';
import { int16ToFloat32 } from '../core/audio/pcm';
import { wavHeaderBytes } from '../core/audio/wav';
import type { Session, SessionEvent } from '../core/dictation/session';
import { PartialThrottle } from './partialThrottle';

/** What is used of a session. */
type HeardSession = Pick<Session, 'push' | 'finish' | 'dispose'>;

/** Half a second at a time, so that words appear while a long backlog is worked through. */
const blockSamples = 8000;

/**
 * One session of the recognizer on the audio of a take. Samples come over the line; what lies between the last one heard and
 * the next that comes is read from the file, where capture has put everything first.
 */
export class Recognition {
  readonly #session: HeardSession;
  readonly #wavPath: string;
  readonly #told: PartialThrottle;
  /** The next sample that the session is to hear, counted in the take. */
  #position: number;
  #isOver = false;

  /** @param session opened at `resumeSample`; it becomes this object's */
  constructor(
    session: HeardSession,
    { wavPath, resumeSample }: { readonly wavPath: string; readonly resumeSample: number },
    post: (event: RecognizerEvent) => void,
  ) {
    this.#session = session;
    this.#wavPath = wavPath;
    this.#position = resumeSample;
    this.#told = new PartialThrottle(post);
  }

  push(message: AudioMessage): void {
    if (this.#isOver) return;
    if (message.type === 'audio') {
      this.#readUpTo(message.firstSample);
      this.#hear(message.samples.subarray(Math.max(0, this.#position - message.firstSample)));
      return;
    }
    this.#readUpTo(message.totalSamples);
    this.#tell(this.#session.finish());
    this.dispose();
    this.#told.post({ type: 'finished' });
  }

  dispose(): void {
    if (!this.#isOver) this.#session.dispose();
    this.#told.dispose();
    this.#isOver = true;
  }

  #readUpTo(end: number): void {
    if (this.#position >= end) return;
    const file = openSync(this.#wavPath, 'r');
    try {
      while (this.#position < end) {
        const bytes = Buffer.alloc(Math.min(blockSamples, end - this.#position) * 2);
        const read = readSync(file, bytes, 0, bytes.length, wavHeaderBytes + this.#position * 2);
        if (read < 2) throw new Error(`the take ends at sample ${this.#position}, expected ${end}`);
        this.#hear(new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (read & ~1))));
      }
    } finally {
      closeSync(file);
    }
  }

  #hear(samples: Int16Array): void {
    this.#position += samples.length;
    this.#tell(this.#session.push(int16ToFloat32(samples)));
  }

  #tell(events: readonly SessionEvent[]): void {
    for (const event of events) this.#told.post(event);
  }
}
