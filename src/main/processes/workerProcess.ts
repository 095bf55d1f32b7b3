/** One end of the line on which the capture process sends samples to the recognizer. */
export interface AudioPort {
  postMessage(message: unknown): void;
  close(): void;
}

/** A utility process as its owner sees it; tests give a fake one. */
export interface WorkerProcess<Command> {
  /** A port that is sent belongs to the process afterwards. */
  send(command: Command, port?: AudioPort): void;
  /** Ends it at once, whatever it is stuck in. Its listeners hear nothing any more. */
  kill(): void;
}

export interface WorkerListeners<Event> {
  readonly event: (event: Event) => void;
  /** It ended by itself: it crashed, was killed by someone else, or said something that is not in the contract. */
  readonly exit: () => void;
}

export type ForkWorker<Command, Event> = (listeners: WorkerListeners<Event>) => WorkerProcess<Command>;
