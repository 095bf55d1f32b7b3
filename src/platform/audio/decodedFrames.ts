import type { DecoderFrame, DecoderJob } from './decoderFrames';
import { type DecoderAnswer, DecoderProcess } from './decoderProcess';

/** Null: the decoder broke down over the file, or hung. */
export type DecodedFrame = Exclude<DecoderFrame, { type: 'alive' }> | null;

/** How often a file is begun; a process that is killed says nothing of the file. */
const mostAttempts = 2;

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
export async function* decodedFrames(job: DecoderJob): AsyncGenerator<DecodedFrame, void> {
  let said = 0;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    let heard = 0;
    let isKilled = false;
    for await (const frame of answers(job)) {
      isKilled = frame === 'killed';
      heard += 1;
      if (heard <= said || (isKilled && attempt < mostAttempts)) continue;
      said = heard;
      yield frame === 'killed' ? null : frame;
    }
    if (!isKilled) return;
  }
}

/** Of a process that waits for the next file, or a new one. */
async function* answers(job: DecoderJob): AsyncGenerator<DecoderAnswer, void> {
  const process = takeProcess();
  try {
    yield* process.decode(job);
  } finally {
    keepProcess(process);
  }
}
