/**
 * The process in which sound files are decoded: FFmpeg in WebAssembly, asked for one file after another. A line of JSON on standard
 * input is a job, frames on standard output are its answer (decoderFrames). It works one call after another without an event loop:
 * whoever reads slowly makes it wait. A file that makes FFmpeg fail or hang costs this process and nothing else.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

import { withContainerBits } from './containerBits';
import { type DecoderFrame, encodeFrame, type DecoderJob, type SoundFormat } from './decoderFrames';
import { FfmpegCore, type FfmpegInput } from './ffmpegCore';
import { withPads } from './missingPads';
import { withOpusEnd } from './opusEnd';

const [standardInput, standardOutput] = [0, 1];
/** Samples are sent in pieces of this many bytes: a second of one channel. */
const pieceBytes = 64_000;
/** After so much more of a file was read a frame tells it, so that a long search for sound is not taken for a hang. */
const tellEveryBytes = 4_000_000;

function send(frame: DecoderFrame): void {
  const bytes = encodeFrame(frame);
  for (let sent = 0; sent < bytes.length;)
    sent += patiently(() => writeSync(standardOutput, bytes, sent), fullMilliseconds);
}

const nobody = new Int32Array(new SharedArrayBuffer(4));
const [fullMilliseconds, emptyMilliseconds] = [2, 20];

/** A pipe that is full, or empty, says so where its other end has switched waiting off. */
function patiently(transfer: () => number, waitMilliseconds: number): number {
  for (;;) {
    try {
      return transfer();
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) throw cause;
      Atomics.wait(nobody, 0, 0, waitMilliseconds);
    }
  }
}

function* jobs(): Generator<DecoderJob, void> {
  const chunk = Buffer.alloc(65_536);
  let line = Buffer.alloc(0);
  for (;;) {
    const read = patiently(() => readSync(standardInput, chunk, 0, chunk.length, null), emptyMilliseconds);
    if (read === 0) return;
    line = Buffer.concat([line, chunk.subarray(0, read)]);
    for (let end = line.indexOf(10); end >= 0; end = line.indexOf(10)) {
      yield JSON.parse(line.toString('utf8', 0, end)) as DecoderJob;
      line = line.subarray(end + 1);
    }
  }
}

/** A file as FFmpeg sees it. */
function inputOf(file: number, extension: string): FfmpegInput {
  const { size } = fstatSync(file);
  let told = 0;
  return {
    size,
    extension,
    read: (bytes, offset, length, position) => {
      if (position + length > told + tellEveryBytes) {
        told = position + length;
        send({ type: 'alive' });
      }
      return readSync(file, bytes, offset, length, position);
    },
  };
}

/** Collects what FFmpeg writes into pieces. */
class Pieces {
  bytes = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  readonly push = (bytes: Uint8Array): void => {
    this.bytes += bytes.length;
    this.#waiting.push(Buffer.from(bytes));
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= pieceBytes) this.flush();
  };

  flush(): void {
    if (this.#waitingBytes > 0) send({ type: 'samples', bytes: Buffer.concat(this.#waiting) });
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** The largest sample of a file of floats, which may lie far above full scale; what is no number is left out. */
async function peakOf(core: FfmpegCore, input: FfmpegInput, format: SoundFormat): Promise<number> {
  let peak = 0;
  await core.decode(input, format, (bytes) => {
    for (const sample of new Float32Array(Uint8Array.from(bytes).buffer)) {
      const size = Math.abs(sample);
      if (size > peak && size < Infinity) peak = size;
    }
  });
  return peak;
}

async function answer(core: FfmpegCore, { path, extension }: DecoderJob): Promise<void> {
  const file = openSync(path, 'r');
  try {
    const input = withOpusEnd(withContainerBits(withPads(inputOf(file, extension))));
    const probed = await core.probe(input);
    if (probed.format === null) {
      send({ type: 'refused', refusal: probed.refusal });
      return;
    }
    const { format } = probed;
    const peak = format.codec.startsWith('pcm_f') ? await peakOf(core, input, format) : null;
    send({ type: 'format', format: { ...format, peak } });
    const pieces = new Pieces();
    const end = await core.decode(input, format, pieces.push);
    pieces.flush();
    send({ type: 'end', end });
  } finally {
    closeSync(file);
  }
}

async function main(): Promise<void> {
  const core = await FfmpegCore.load(readFileSync);
  send({ type: 'alive' });
  for (const job of jobs()) await answer(core, job);
}

void main();
