import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

import { programPath } from '../files/utterFolder';
import { bodyBytes, type DecoderFrame, type DecoderJob, decodeFrame, frameHeaderBytes } from './decoderFrames';

/** Nothing in a file takes a second by itself; the rest is for machines that are busy with something else. */
const longestSilenceMilliseconds = 60_000;
/** From the end of what it says to its own. */
const longestEndMilliseconds = 5_000;

/**
 * Megabytes of JavaScript's own objects, of which a file needs few: without a limit those of hundreds of files lie about until they are
 * collected. FFmpeg's memory does not count.
 */
const heapLimit = '--max-old-space-size=128';

export type DecoderAnswer = Exclude<DecoderFrame, { type: 'alive' }> | 'killed' | null;

/**
 * A process that decodes one file after another. It is started when it is first asked, and is in nobody's way when it has nothing to do:
 * a process that waits for it alone ends, and it ends with it.
 */
export class DecoderProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #output: AsyncIterator<Buffer, void>;
  /** What has come of the next frames. */
  #rest: Buffer = Buffer.alloc(0);
  #isReady = false;
  #startMilliseconds = Infinity;
  /** The signal that ended the process; null where it ended by itself, or was never there. */
  readonly #ending: Promise<NodeJS.Signals | null>;

  constructor() {
    const program = decoderProgramPath();
    this.#child = spawn(process.execPath, [heapLimit, ...loaderOf(program), program], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Within Electron the executable is Electron's own.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      windowsHide: true,
    });
    this.#ending = new Promise((resolve) => {
      this.#child.once('exit', (_code, signal) => {
        resolve(signal);
      });
      // A process that has died is noticed by the end of its output.
      this.#child.on('error', () => {
        resolve(null);
      });
    });
    this.#child.stdin.on('error', () => undefined);
    this.#output = (this.#child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]() as AsyncIterator<Buffer, void>;
    this.#release();
  }

  /**
   * What the process says of a file, up to "refused" or "end". In place of it `killed` where somebody else has ended the process, as a
   * system does that runs out of memory, or where it has not begun in time, which both say nothing of the file; and null where it died by itself
   * or fell silent. It is over then.
   */
  async *decode(job: DecoderJob, startMilliseconds: number): AsyncGenerator<DecoderAnswer, void> {
    this.#startMilliseconds = startMilliseconds;
    let isDone = false;
    try {
      this.#hold();
      this.#child.stdin.write(`${JSON.stringify(job)}\n`);
      while (!isDone) {
        const frame = await this.#next();
        isDone = frame === null || frame.type === 'refused' || frame.type === 'end';
        if (frame === null) yield (await this.#wasKilled()) ? 'killed' : null;
        else if (frame.type !== 'alive') yield frame;
      }
    } finally {
      // Whoever does not listen to the end leaves a process behind that is in the middle of a file.
      if (isDone) this.#release();
      else this.dispose();
    }
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.killed;
  }

  dispose(): void {
    this.#child.kill('SIGKILL');
  }

  /** To be asked where nothing comes any more; the process is over afterwards. One that we have ended ourselves was silent for too long. */
  async #wasKilled(): Promise<boolean> {
    if (this.#child.killed) return !this.#isReady;
    const signal = await within(this.#ending, longestEndMilliseconds);
    this.dispose();
    return signal === 'SIGKILL';
  }

  async #next(): Promise<DecoderFrame | null> {
    const header = await this.#read(frameHeaderBytes);
    const body = header && (bodyBytes(header) === 0 ? Buffer.alloc(0) : await this.#read(bodyBytes(header)));
    if (!body) return null;
    this.#isReady = true;
    return decodeFrame(header, body);
  }

  /** So many bytes, or null where they do not come. */
  async #read(length: number): Promise<Buffer | null> {
    const limit = this.#isReady ? longestSilenceMilliseconds : this.#startMilliseconds;
    const parts = [this.#rest];
    let missing = length - this.#rest.length;
    while (missing > 0) {
      const chunk = await within(this.#output.next(), limit);
      if (chunk === null) this.dispose();
      if (chunk === null || chunk.done === true) return null;
      parts.push(chunk.value);
      missing -= chunk.value.length;
    }
    const bytes = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = bytes.subarray(length);
    return bytes.subarray(0, length);
  }

  #hold(): void {
    for (const handle of this.#handles()) handle.ref();
  }

  #release(): void {
    for (const handle of this.#handles()) handle.unref();
  }

  /** Pipes are sockets, and hold a process as sockets do. */
  #handles(): readonly { ref(): void; unref(): void }[] {
    const { stdin, stdout } = this.#child;
    return [this.#child, ...([stdin, stdout] as unknown[] as { ref(): void; unref(): void }[])];
  }
}

/** Null where it takes longer. */
function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(null);
    }, milliseconds);
    const settle = (): void => {
      clearTimeout(timer);
    };
    promise.finally(settle).then(resolve, reject);
  });
}

/** Another process finds files only outside of the app's archive. */
const decoderProgramPath = (): string =>
  programPath(__dirname, 'decoderProgram').replace(/app\.asar(?=[/\\])/u, 'app.asar.unpacked');

/** Sources are TypeScript. */
const loaderOf = (program: string): string[] =>
  program.endsWith('.ts') ? ['--import', pathToFileURL(createRequire(__filename).resolve('tsx')).href] : [];
