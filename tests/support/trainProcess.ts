import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(__dirname, '../..');
const longestMilliseconds = 120_000;

/** `utter train` in a process of its own, as people run it. */
export class TrainProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | NodeJS.Signals>;
  stdout = '';
  stderr = '';

  constructor(parameters: readonly string[], cacheFolder: string) {
    this.#child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', 'train', ...parameters], {
      cwd: root,
      env: { ...process.env, XDG_CACHE_HOME: cacheFolder },
    });
    this.#child.stdout?.on('data', (text: Buffer) => (this.stdout += text.toString()));
    this.#child.stderr?.on('data', (text: Buffer) => (this.stderr += text.toString()));
    this.#ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code, signal) => {
        resolve(code ?? signal ?? 'SIGKILL');
      });
    });
  }

  /** The exit code, or the signal that ended it. */
  get ended(): Promise<number | NodeJS.Signals> {
    return this.#ended;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits until a run's journal holds so many steps. @throws after two minutes, or when the process ended before */
  async reaches(folder: string, steps: number): Promise<void> {
    const deadline = Date.now() + longestMilliseconds;
    while (stepLines(folder).length < steps) {
      if (Date.now() > deadline || this.#child.exitCode !== null) throw new Error(`no step ${steps}: ${this.stderr}`);
      await wait(5);
    }
  }
}

/** The lines of `steps.tsv` in a run's folder. */
export function stepLines(folder: string): string[] {
  const path = join(folder, 'steps.tsv');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}
