/**
 * Lets an entry of a utility process run in plain Node, forked with a channel and the entry's path: `process.parentPort` speaks over
 * the channel. A message `{ data, hasPort: true }` comes with a port, and what is sent over that port goes out as `{ line }`.
 */
import { EventEmitter } from 'node:events';

interface FromTest {
  readonly data?: unknown;
  readonly hasPort?: boolean;
  /** For the port that came last. */
  readonly line?: unknown;
}

class Port extends EventEmitter {
  readonly #wrap: (message: unknown) => unknown;
  /** What came before `start`, as a MessagePort keeps it; null from then on. */
  #waiting: unknown[] | null = [];

  constructor(wrap: (message: unknown) => unknown) {
    super();
    this.#wrap = wrap;
  }

  postMessage(message: unknown): void {
    process.send?.(this.#wrap(message));
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const message of waiting) this.emit('message', message);
  }

  deliver(message: unknown): void {
    if (this.#waiting === null) this.emit('message', message);
    else this.#waiting.push(message);
  }

  close(): void {
    this.removeAllListeners();
  }
}

const parentPort = new Port((event) => ({ event }));
let line: Port | null = null;

function pass({ data, hasPort, line: message }: FromTest): void {
  if (data === undefined) {
    line?.deliver({ data: message });
    return;
  }
  if (hasPort === true) line = new Port((sent) => ({ line: sent }));
  parentPort.emit('message', { data, ports: hasPort === true ? [line] : [] });
}

Object.assign(process, { parentPort });
process.on('disconnect', () => {
  process.exit();
});
// As in Electron, what is sent before the entry listens waits for it.
void import(process.argv[2] ?? '').then(() => process.on('message', pass));
