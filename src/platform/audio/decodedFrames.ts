import type { DecoderFrame, DecoderJob } from './decoderFrames';
import { type DecoderAnswer, DecoderProcess } from './decoderProcess';

/** Null: the decoder broke down over the file, or hung. */
export type DecodedFrame = Exclude<DecoderFrame, { type: 'alive' }> | null;

/**
 * How long a process may take to begin, for each time that a file is begun: one that is killed, or does not begin, says nothing of the file. It
 * compiles FFmpeg first, which took more than a minute where twenty others wanted the core; and one was found waiting once, nobody knows why.
 */
const startMilliseconds: readonly number[] = [60_000, 300_000, 300_000];

/** The process that has nothing to do, kept for the next file. */
let waiting: DecoderProcess | null = null;

function takeProcess(): DecoderProcess {
  const process = waiting?.isOver === false ? waiting : new DecoderProcess();
  waiting = null;
  return process;
}

function keepProcess(process: DecoderProcess): void {
  if (waiting === null && !process.isOver) waiting = process;
  else process.dispose();
}

/**
 * What the decoder says of a file, up to "refused" or "end", or null in place of it. Where its process is killed, another one decodes the
 * file from its beginning, and what was said already is not said twice: the same file gives the same frames.
 */
export async function* decodedFrames(job: DecoderJob, limits = startMilliseconds): AsyncGenerator<DecodedFrame, void> {
  let said = 0;
  for (const [attempt, limit] of limits.entries()) {
    const isLast = attempt === limits.length - 1;
    let heard = 0;
    let isKilled = false;
    for await (const frame of answers(job, limit)) {
      isKilled = frame === 'killed';
      heard += 1;
      if (heard <= said || (isKilled && !isLast)) continue;
      said = heard;
      yield frame === 'killed' ? null : frame;
    }
    if (!isKilled) return;
  }
}

/** Of a process that waits for the next file, or a new one. */
async function* answers(job: DecoderJob, limit: number): AsyncGenerator<DecoderAnswer, void> {
  const process = takeProcess();
  try {
    yield* process.decode(job, limit);
  } finally {
    keepProcess(process);
  }
}
