import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from '@playwright/test';

const press = (...words: string[]): string => execFileSync('xdotool', words, { encoding: 'utf8' }).trim();

/** Keys of the person at the keyboard. */
export const pressKeys = {
  tap: (keys: string): void => void press('key', keys),
  down: (keys: string): void => void press('keydown', keys),
  up: (keys: string): void => void press('keyup', keys),
};

/** A window manager, because only one decides which window is in front. */
export function startWindowManager(): ChildProcess {
  return spawn('openbox', ['--sm-disable'], { stdio: 'ignore' });
}

/** A window of another program, found by the name of its file, which stands in its title. */
class OtherWindow {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Resolves when it is there, and in front. */
  async wait(): Promise<void> {
    await expect.poll(() => this.#windows(), { timeout: 60_000 }).not.toBe('');
    await this.comeToFront();
  }

  async comeToFront(): Promise<void> {
    press('search', '--sync', '--onlyvisible', '--name', this.#name, 'windowactivate', '--sync');
    await expect.poll(() => press('getactivewindow', 'getwindowname')).toContain(this.#name);
  }

  #windows(): string {
    try {
      return press('search', '--onlyvisible', '--name', this.#name);
    } catch {
      // It finds nothing yet, and says so by its exit code.
      return '';
    }
  }
}

/** An editor with a file of its own, in front of all other windows. */
export class OtherEditor {
  readonly #path: string;
  readonly #process: ChildProcess;
  readonly #window = new OtherWindow('elsewhere');

  private constructor(path: string, process: ChildProcess) {
    this.#path = path;
    this.#process = process;
  }

  static async open(folder: string): Promise<OtherEditor> {
    const path = join(folder, 'elsewhere.txt');
    writeFileSync(path, '');
    const environment = { ...process.env, XDG_CONFIG_HOME: folder, GSETTINGS_BACKEND: 'memory', NO_AT_BRIDGE: '1' };
    const editor = new OtherEditor(
      path,
      spawn('mousepad', ['--disable-server', path], { env: environment, stdio: 'ignore' }),
    );
    await editor.#window.wait();
    return editor;
  }

  comeToFront(): Promise<void> {
    return this.#window.comeToFront();
  }

  /** What stands in it; saved first, as its user would. */
  async text(): Promise<string> {
    await this.comeToFront();
    pressKeys.tap('ctrl+s');
    return readFileSync(this.#path, 'utf8');
  }

  /** Empties it. */
  async clear(): Promise<void> {
    await this.comeToFront();
    pressKeys.tap('ctrl+a');
    pressKeys.tap('Delete');
    await expect.poll(() => this.text()).toBe('');
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }
}

/** A terminal, in front of all other windows, in which a program reads what is typed, line by line. */
export class OtherTerminal {
  readonly #path: string;
  readonly #process: ChildProcess;
  readonly #window = new OtherWindow('a terminal');

  private constructor(path: string, process: ChildProcess) {
    this.#path = path;
    this.#process = process;
  }

  static async open(folder: string): Promise<OtherTerminal> {
    const path = join(folder, 'typed.txt');
    writeFileSync(path, '');
    const terminal = new OtherTerminal(
      path,
      spawn('xterm', ['-title', 'a terminal', '-e', 'sh', '-c', 'exec cat > "$0"', path], { stdio: 'ignore' }),
    );
    await terminal.#window.wait();
    return terminal;
  }

  comeToFront(): Promise<void> {
    return this.#window.comeToFront();
  }

  /** The lines that the program in it has read; the one that stands there is ended first. */
  async lines(): Promise<string> {
    await this.comeToFront();
    pressKeys.tap('Return');
    return readFileSync(this.#path, 'utf8');
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }
}

/** What the session's bus says of a tray, in place of the program that is asked first. */
export class TrayOfDesktop {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.show(false);
    writeFileSync(join(folder, 'gdbus'), `#!/bin/sh\ncat "${this.#answer}"\n`, { mode: 0o755 });
  }

  /** For the app. */
  get environment(): Record<string, string> {
    const { PATH = '', DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nowhere' } = process.env;
    return { PATH: `${this.#folder}:${PATH}`, DBUS_SESSION_BUS_ADDRESS };
  }

  show(isShown: boolean): void {
    writeFileSync(this.#answer, `(<${isShown}>,)\n`);
  }

  get #answer(): string {
    return join(this.#folder, 'tray');
  }
}
