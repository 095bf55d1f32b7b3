import type { AudioPort, ForkWorker, WorkerListeners } from '../../src/main/processes/workerProcess';

/** A utility process that a test plays: it reads what was sent, and says and does what such a process may. */
export class FakeWorker<Command, Event> {
  readonly sent: Command[] = [];
  readonly ports: FakePort[] = [];
  isKilled = false;
  readonly #listeners: WorkerListeners<Event>;

  constructor(listeners: WorkerListeners<Event>) {
    this.#listeners = listeners;
  }

  say(...events: Event[]): void {
    if (this.isKilled) throw new Error('a process that was killed says nothing');
    for (const event of events) this.#listeners.event(event);
  }

  crash(): void {
    this.isKilled = true;
    this.#listeners.exit();
  }

  receive(command: Command, port?: AudioPort): void {
    this.sent.push(command);
    if (port instanceof FakePort) this.ports.push(port);
  }
}

/** Every process forked so far, oldest first. */
export class FakeProgram<Command, Event> {
  readonly forked: FakeWorker<Command, Event>[] = [];

  readonly fork: ForkWorker<Command, Event> = (listeners) => {
    const worker = new FakeWorker<Command, Event>(listeners);
    this.forked.push(worker);
    return {
      send: (command, port) => {
        worker.receive(command, port);
      },
      kill: () => {
        worker.isKilled = true;
      },
    };
  };

  /** The latest that was told something and is alive, or the latest of all: one that stands by is told nothing. */
  get last(): FakeWorker<Command, Event> {
    const worker = this.forked.findLast(({ sent, isKilled }) => sent.length > 0 && !isKilled) ?? this.forked.at(-1);
    if (worker === undefined) throw new Error('no process was forked');
    return worker;
  }
}

/** One end of a line; `line` tells which two belong together. */
export class FakePort implements AudioPort {
  readonly line: number;
  readonly posted: unknown[] = [];
  isClosed = false;

  constructor(line: number) {
    this.line = line;
  }

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  close(): void {
    this.isClosed = true;
  }
}
