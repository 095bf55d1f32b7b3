import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { PasteSource } from '../../contract/keyboardMessages';
import { fail, ok, type Result } from '../../contract/result';
import type { Keyboard } from './keyboard';
import { terminalClasses } from './terminals';

/** How a program that presses keys is told what. */
interface Dialect {
  /** What prints the number of the window in front, and those of all terminals; null: neither can be known. */
  readonly windows: { readonly front: readonly string[]; readonly terminals: readonly string[] } | null;
  readonly paste: Readonly<Record<PasteSource, readonly string[]>>;
  /** The text comes on standard input. */
  readonly type: readonly string[];
  /** What presses Enter, `count` times; null where `type` presses it for a line break. */
  readonly enter: ((count: number) => readonly string[]) | null;
  readonly erase: (count: number) => readonly string[];
}

const repeated = (count: number, ...words: string[]): string[] => Array.from({ length: count }).flatMap(() => words);

/** Programs of the system that press keys, the best one first. Input events of ydotool are numbers: 29 Ctrl, 47 V, 42 Shift, 110 Insert, 14 Backspace. */
export const keyPrograms = {
  xdotool: {
    // Its versions of before 2021, which are in use, do not print the class of a window.
    windows: {
      front: ['getactivewindow'],
      terminals: ['search', '--onlyvisible', '--class', terminalClasses],
    },
    paste: {
      clipboard: ['key', '--clearmodifiers', 'ctrl+v'],
      selection: ['key', '--clearmodifiers', 'shift+Insert'],
    },
    type: ['type', '--clearmodifiers', '--delay', '12', '--file', '-'],
    // It would type a line break as the key Linefeed, of which programs of GTK make nothing.
    enter: (count) => ['key', '--clearmodifiers', '--delay', '12', '--repeat', String(count), 'Return'],
    erase: (count) => ['key', '--clearmodifiers', '--delay', '12', '--repeat', String(count), 'BackSpace'],
  },
  wtype: {
    windows: null,
    paste: {
      clipboard: ['-M', 'ctrl', '-k', 'v', '-m', 'ctrl'],
      selection: ['-M', 'shift', '-k', 'Insert', '-m', 'shift'],
    },
    type: ['-'],
    enter: null,
    erase: (count) => repeated(count, '-k', 'BackSpace'),
  },
  ydotool: {
    windows: null,
    paste: {
      clipboard: ['key', '29:1', '47:1', '47:0', '29:0'],
      selection: ['key', '42:1', '110:1', '110:0', '42:0'],
    },
    type: ['type', '--file', '-'],
    enter: null,
    erase: (count) => ['key', ...repeated(count, '14:1', '14:0')],
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type KeyProgram = keyof typeof keyPrograms;

/** What a program printed, and what it has to complain of, or null. */
export interface ProgramRun {
  readonly output: string;
  readonly complaint: string | null;
}

const searches = 5;

/** Runs a program with the text on its standard input. */
export type RunProgram = (name: string, words: readonly string[], input: string) => Promise<ProgramRun>;

/** A keyboard that a program of the system presses. */
export class ProgramKeyboard implements Keyboard {
  readonly #name: KeyProgram;
  readonly #run: RunProgram;

  constructor(name: KeyProgram, run: RunProgram = runProgram) {
    this.#name = name;
    this.#run = run;
  }

  async findFront(): Promise<string | null> {
    const { windows } = keyPrograms[this.#name];
    if (windows === null) return null;
    const { output, complaint } = await this.#run(this.#name, windows.front, '');
    return complaint === null ? output.trim() : null;
  }

  /** Where none is found it complains, and the clipboard it is. */
  async findSource(): Promise<PasteSource> {
    const { windows } = keyPrograms[this.#name];
    const front = await this.findFront();
    if (windows === null || front === null) return 'clipboard';
    const terminals = await this.#search(windows.terminals);
    return terminals.split('\n').includes(front) ? 'selection' : 'clipboard';
  }

  /** Where a window goes away under the search, it breaks off, and is begun anew. */
  async #search(words: readonly string[]): Promise<string> {
    for (let left = searches; ; left -= 1) {
      const { output, complaint } = await this.#run(this.#name, words, '');
      if (left === 1 || complaint?.includes('BadWindow') !== true) return output;
    }
  }

  paste(from: PasteSource): Promise<Result<undefined>> {
    return this.#press(keyPrograms[this.#name].paste[from]);
  }

  async type(text: string): Promise<Result<undefined>> {
    const { type, enter } = keyPrograms[this.#name];
    if (enter === null) return this.#press(type, text);
    for (const piece of text.split(/(\n+)/u).filter((each) => each !== '')) {
      const isBreak = piece.startsWith('\n');
      const pressed = await (isBreak ? this.#press(enter(piece.length)) : this.#press(type, piece));
      if (!pressed.ok) return pressed;
    }
    return ok(undefined);
  }

  erase(count: number): Promise<Result<undefined>> {
    return this.#press(keyPrograms[this.#name].erase(count));
  }

  async #press(words: readonly string[], input = ''): Promise<Result<undefined>> {
    const { complaint } = await this.#run(this.#name, words, input);
    return complaint === null
      ? ok(undefined)
      : fail('keys-unavailable', `${this.#name} could not press keys: ${complaint}`);
  }
}

/** Whether the program is installed. */
export const isInstalled = (name: string, path = process.env['PATH'] ?? ''): boolean =>
  path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));

/** More than a list of windows or a complaint for people has. */
const longestText = 20_000;

function runProgram(name: string, words: readonly string[], input: string): Promise<ProgramRun> {
  return new Promise((resolve) => {
    const child = spawn(name, words, { stdio: 'pipe' });
    let [output, complaint] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (output = (output + bytes.toString()).slice(0, longestText)));
    child.stderr.on('data', (bytes: Buffer) => (complaint = (complaint + bytes.toString()).slice(0, longestText)));
    child.on('error', (error) => {
      resolve({ output, complaint: error.message });
    });
    child.on('close', (code) => {
      resolve({ output, complaint: code === 0 ? null : complaint.trim() || `it ended with ${code}` });
    });
    // It may have ended before it has read everything; `close` tells how.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
