/** Lets a signal handler, a timer or a message have its turn: the network's library holds the thread while it computes. */
export const turnOfOthers = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
