import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(__dirname, '../..');
const longestMilliseconds = 120_000;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { utter: string } };

/** `utter train` in processes of its own, as `npm run utter` starts them; a signal goes to all of them, as from a terminal. */
export class TrainProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | NodeJS.Signals>;
  stdout = '';
  stderr = '';

  constructor(parameters: readonly string[], cacheFolder: string) {
    const [program = '', ...words] = scripts.utter.split(' ');
    this.#child = spawn(program, [...words, 'train', ...parameters], {
      cwd: root,
      detached: true,
      env: {
        ...process.env,
        XDG_CACHE_HOME: cacheFolder,
        PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
      },
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
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
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
