import { Format, Presets, SingleBar } from 'cli-progress';

import type { Failure } from '../../contract/result';
import { complain, exitCodes, writeOut } from './output';

export { complain, exitCodes };

export const print = (text: string): void => {
  writeOut(`${text}\n`);
};

/** The one object that a command prints with `--json`. */
export const printJson = (value: unknown): void => {
  print(JSON.stringify(value));
};

/** Says what went wrong. @returns the exit code */
export function failWith(failure: Failure): number {
  complain(failure.message);
  return exitCodes.failure;
}

/** Stdout belongs to the output of the command: what libraries have to say goes to stderr. */
export function keepLibrariesOffStdout(): void {
  console.log = console.error;
  console.info = console.error;
  console.debug = console.error;
}

export interface Progress {
  /** @param done from 0 to the total, never less than before */
  update(done: number): void;
  stop(): void;
}

/** How often lines tell the progress where there is no terminal to draw a bar on. */
const plainSteps = 10;
/** So that a line fits a terminal of 80 columns. */
const barColumns = 30;
/** Seconds; what is left is told in steps of so many. */
const etaSteps = 5;

/** A bar on a terminal, ten plain lines elsewhere, on stderr either way. @param what "recordings" */
export function showProgress(total: number, what: string): Progress {
  return process.stderr.isTTY ? bar(total, what) : plainLines(total, what);
}

/** The cursor and the ends of lines stay as they are: whoever presses Ctrl-C would be left without them. */
function bar(total: number, what: string): Progress {
  const single = new SingleBar(
    {
      format: (options, { progress, value, eta }) => {
        const left = value === 0 ? '' : `, ${Format.TimeFormat(eta, options, etaSteps)} left`;
        return `${Format.BarFormat(progress, options)} ${value}/${total} ${what}${left}`;
      },
      barsize: barColumns,
      linewrap: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  single.start(total, 0);
  return {
    update(done): void {
      single.update(done);
    },
    stop(): void {
      single.stop();
    },
  };
}

function plainLines(total: number, what: string): Progress {
  let told = 0;
  return {
    update(done): void {
      const step = Math.floor((done * plainSteps) / total);
      if (step > told) complain(`${done} of ${total} ${what}`);
      told = step;
    },
    stop(): void {
      // Nothing is left to clear away.
    },
  };
}

/** Columns as wide as their widest cell: the first to the left, numbers to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}
