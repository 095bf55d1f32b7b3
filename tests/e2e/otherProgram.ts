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

/** An editor with a file of its own, in front of all other windows. */
export class OtherEditor {
  readonly #path: string;
  readonly #process: ChildProcess;

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
    await expect.poll(() => editor.#windows(), { timeout: 30_000 }).not.toBe('');
    await editor.comeToFront();
    return editor;
  }

  async comeToFront(): Promise<void> {
    press('search', '--sync', '--onlyvisible', '--name', 'elsewhere', 'windowactivate', '--sync');
    await expect.poll(() => press('getactivewindow', 'getwindowname')).toContain('elsewhere');
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

  #windows(): string {
    try {
      return press('search', '--onlyvisible', '--name', 'elsewhere');
    } catch {
      // It finds nothing yet, and says so by its exit code.
      return '';
    }
  }
}
