import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

interface FromWorker<Event> {
  readonly event?: Event;
  readonly line?: unknown;
}

/** A real entry of a utility process, in a Node process of its own. */
export class WorkerInNode<Command, Event extends { readonly type: string }> {
  readonly events: Event[] = [];
  /** What came over the line, such as the samples that capture sends to the recognizer. */
  readonly line: unknown[] = [];
  readonly #child: ChildProcess;
  #tellChange: () => void = () => undefined;

  /** @param entry path of the entry, from the root of the project */
  constructor(entry: string, environment: Readonly<Record<string, string>> = {}) {
    this.#child = fork(resolve('tests/support/parentPort.ts'), [resolve(entry)], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, ...environment },
    });
    this.#child.on('message', ({ event, line }: FromWorker<Event>) => {
      if (event === undefined) this.line.push(line);
      else this.events.push(event);
      this.#tellChange();
    });
    this.#child.on('exit', () => {
      this.#tellChange();
    });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  send(data: Command, withPort = false): void {
    this.#child.send({ data, hasPort: withPort });
  }

  sendOverLine(line: unknown): void {
    this.#child.send({ line });
  }

  /** The first event of a type, as soon as it is there; rejects where the process ends or the time passes first. */
  async next<Type extends Event['type']>(
    type: Type,
    withinMilliseconds = 60_000,
  ): Promise<Extract<Event, { readonly type: Type }>> {
    const isWanted = (event: Event): event is Extract<Event, { readonly type: Type }> => event.type === type;
    await this.until(() => this.events.some(isWanted), withinMilliseconds);
    return this.events.find(isWanted)!;
  }

  /** Resolves when it holds; looked at whenever something came. */
  async until(holds: () => boolean, withinMilliseconds = 60_000): Promise<void> {
    const deadline = performance.now() + withinMilliseconds;
    while (!holds()) {
      const left = deadline - performance.now();
      const hasEnded = this.#child.exitCode !== null || this.#child.signalCode !== null;
      if (left <= 0 || hasEnded) throw new Error(`not in time: ${JSON.stringify(this.events.slice(-3))}`);
      await new Promise<void>((settle) => {
        const timer = setTimeout(settle, left);
        this.#tellChange = () => {
          clearTimeout(timer);
          settle();
        };
      });
    }
  }

  /** Its exit code, as soon as it has ended by itself; null where a signal ended it. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  async dispose(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended();
  }
}
