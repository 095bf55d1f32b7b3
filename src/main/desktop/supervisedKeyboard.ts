import type { KeyboardCommand, KeyboardEvent, PasteSource } from '../../contract/keyboardMessages';
import { fail, ok, type Result } from '../../contract/result';
import type { ForkWorker, WorkerProcess } from '../processes/workerProcess';

/** How long the process is kept after its last answer where nothing is watched. */
const idleMilliseconds = 60_000;

/** Who watches a combination. */
export interface KeyWatcher {
  /** Told each time that it is let go. */
  readonly released: () => void;
  /** Told once, when nobody watches it any more: the process has ended by itself. */
  readonly lost: () => void;
}

/** The process that presses keys and watches the shortcut that is held: there while it is needed, and for a minute after that. */
export class SupervisedKeyboard {
  readonly #fork: ForkWorker<KeyboardCommand, KeyboardEvent>;
  #process: WorkerProcess<KeyboardCommand> | null = null;
  /** Who waits for the next answers, in the order of their commands. */
  #waiting: ((answer: Result<KeyboardEvent>) => void)[] = [];
  #watcher: KeyWatcher | null = null;
  #idle: NodeJS.Timeout | null = null;

  constructor(fork: ForkWorker<KeyboardCommand, KeyboardEvent>) {
    this.#fork = fork;
  }

  /** Null where it cannot be told which window is in front. */
  async findFront(): Promise<string | null> {
    const answer = await this.#ask({ type: 'find-front' });
    return answer.ok && answer.value.type === 'front' ? answer.value.window : null;
  }

  async findSource(): Promise<Result<PasteSource>> {
    const answer = await this.#ask({ type: 'find-source' });
    return answer.ok ? ok(answer.value.type === 'source' ? answer.value.from : 'clipboard') : answer;
  }

  paste(from: PasteSource): Promise<Result<undefined>> {
    return this.#press({ type: 'paste', from });
  }

  type(text: string): Promise<Result<undefined>> {
    return this.#press({ type: 'type', text });
  }

  erase(count: number): Promise<Result<undefined>> {
    return this.#press({ type: 'erase', count });
  }

  /** Until another combination is watched or `unwatch`. */
  watch(accelerator: string, watcher: KeyWatcher): Promise<Result<undefined>> {
    this.unwatch();
    this.#watcher = watcher;
    return this.#press({ type: 'watch', accelerator });
  }

  unwatch(): void {
    if (this.#watcher !== null) this.dispose();
  }

  /** Ends the process; what it was asked fails. */
  dispose(): void {
    this.#process?.kill();
    this.#forget();
  }

  async #press(command: KeyboardCommand): Promise<Result<undefined>> {
    const answer = await this.#ask(command);
    return answer.ok ? ok(undefined) : answer;
  }

  #ask(command: KeyboardCommand): Promise<Result<KeyboardEvent>> {
    this.#stayAwake();
    this.#process ??= this.#fork({ event: this.#hear.bind(this), exit: this.#onExit.bind(this) });
    const answer = new Promise<Result<KeyboardEvent>>((resolve) => {
      this.#waiting.push(resolve);
    });
    this.#process.send(command);
    return answer;
  }

  #hear(event: KeyboardEvent): void {
    if (event.type === 'released') {
      this.#watcher?.released();
      return;
    }
    this.#waiting.shift()?.(event.type === 'failed' ? fail(event.failure.code, event.failure.message) : ok(event));
    if (this.#waiting.length === 0 && this.#watcher === null)
      this.#idle = setTimeout(this.dispose.bind(this), idleMilliseconds);
  }

  #onExit(): void {
    const watcher = this.#watcher;
    this.#forget();
    watcher?.lost();
  }

  #forget(): void {
    this.#stayAwake();
    this.#process = null;
    this.#watcher = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const answer of waiting) answer(fail('keys-unavailable'));
  }

  #stayAwake(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }
}
