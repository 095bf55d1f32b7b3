import { fstatSync } from 'node:fs';

import { codeOf, writeAll } from '../../platform/files/wholeFile';

/** Exit codes of every command. */
export const exitCodes = { ok: 0, failure: 1, usage: 2 } as const;

const stdout = 1;

/**
 * Writes what a command gives, whole: where it cannot be written, the process says so and ends with 1, since a script must not go on
 * without it. Where nobody reads any more, as behind `| head`, it ends quietly.
 */
export function writeOut(text: string): void {
  if (!isWrittenAtOnce()) {
    process.stdout.write(text);
    return;
  }
  try {
    // Node writes to a file what fits and does not look how much that was.
    writeAll(stdout, Buffer.from(text));
  } catch (cause) {
    endWithoutOutput(cause);
  }
}

/** One plain sentence for people, beside the output. */
export const complain = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** To be called once, before anything is written: an error of a pipe comes later than the write that it belongs to. */
export function watchOutput(): void {
  process.stdout.on('error', endWithoutOutput);
  process.stderr.on('error', () => {
    // There is nowhere left to say so, and the output is worth more than what is said beside it.
  });
}

/** Until all that was written has gone out; without it, `process.exit` would lose what a pipe has not taken yet. */
export const outputWritten = (): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write('', (error) => {
      if (error) endWithoutOutput(process.stdout.errored ?? error);
      resolve();
    });
  });

/** Of a file, or of a device that is no terminal. */
function isWrittenAtOnce(): boolean {
  const kind = fstatSync(stdout);
  return kind.isFile() || (kind.isCharacterDevice() && !process.stdout.isTTY);
}

function endWithoutOutput(cause: unknown): never {
  const code = codeOf(cause);
  if (code === null) throw cause;
  if (code === 'EPIPE') process.exit(exitCodes.ok);
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  complain(`The output could not be written: ${isFull ? 'the disk is full' : `the system says ${code}`}.`);
  process.exit(exitCodes.failure);
}
