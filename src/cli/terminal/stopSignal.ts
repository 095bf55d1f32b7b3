import { complain, exitCodes } from './output';

/** The first Ctrl-C ends a run after its step; a second one ends the process. */
export function stopSignal(): AbortSignal {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopped.abort();
    });
  }
  return stopped.signal;
}

/**
 * Until the function that is returned is called, Ctrl-C ends the process at once, with a sentence: during work that loses nothing by it.
 *
 * @param end called before, as to clear a progress bar away
 */
export function endWhenStopped(sentence: string, end: () => void): () => void {
  const stop = (): never => {
    end();
    complain(sentence);
    process.exit(exitCodes.failure);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
}
