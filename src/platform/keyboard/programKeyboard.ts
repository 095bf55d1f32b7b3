import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import type { Keyboard } from './keyboard';

/** How a program that presses keys is told what. */
interface Dialect {
  readonly paste: readonly string[];
  /** The text comes on standard input. */
  readonly type: readonly string[];
  readonly erase: (count: number) => readonly string[];
}

const repeated = (count: number, ...words: string[]): string[] => Array.from({ length: count }).flatMap(() => words);

/** Programs of the system that press keys, the best one first. Input events of ydotool are numbers: 29 Ctrl, 47 V, 14 Backspace. */
export const keyPrograms = {
  xdotool: {
    paste: ['key', '--clearmodifiers', 'ctrl+v'],
    type: ['type', '--clearmodifiers', '--delay', '12', '--file', '-'],
    erase: (count) => ['key', '--clearmodifiers', '--delay', '12', '--repeat', String(count), 'BackSpace'],
  },
  wtype: {
    paste: ['-M', 'ctrl', '-k', 'v', '-m', 'ctrl'],
    type: ['-'],
    erase: (count) => repeated(count, '-k', 'BackSpace'),
  },
  ydotool: {
    paste: ['key', '29:1', '47:1', '47:0', '29:0'],
    type: ['type', '--file', '-'],
    erase: (count) => ['key', ...repeated(count, '14:1', '14:0')],
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type KeyProgram = keyof typeof keyPrograms;

/** Runs a program with the text on its standard input; resolves to what it has to complain, or null. */
export type RunProgram = (name: string, words: readonly string[], input: string) => Promise<string | null>;

/** A keyboard that a program of the system presses. */
export class ProgramKeyboard implements Keyboard {
  readonly #name: KeyProgram;
  readonly #run: RunProgram;

  constructor(name: KeyProgram, run: RunProgram = runProgram) {
    this.#name = name;
    this.#run = run;
  }

  paste(): Promise<Result<undefined>> {
    return this.#press(keyPrograms[this.#name].paste);
  }

  type(text: string): Promise<Result<undefined>> {
    return this.#press(keyPrograms[this.#name].type, text);
  }

  erase(count: number): Promise<Result<undefined>> {
    return this.#press(keyPrograms[this.#name].erase(count));
  }

  async #press(words: readonly string[], input = ''): Promise<Result<undefined>> {
    const complaint = await this.#run(this.#name, words, input);
    return complaint === null
      ? ok(undefined)
      : fail('keys-unavailable', `${this.#name} could not press keys: ${complaint}`);
  }
}

/** Whether the program is installed. */
export const isInstalled = (name: string, path = process.env['PATH'] ?? ''): boolean =>
  path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));

const longestComplaint = 200;

function runProgram(name: string, words: readonly string[], input: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(name, words, { stdio: ['pipe', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => (complaint = (complaint + bytes.toString()).slice(0, longestComplaint)));
    child.on('error', (error) => {
      resolve(error.message);
    });
    child.on('close', (code) => {
      resolve(code === 0 ? null : complaint.trim() || `it ended with ${code}`);
    });
    // It may have ended before it has read everything; `close` tells how.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
