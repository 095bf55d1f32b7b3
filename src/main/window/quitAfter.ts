import { app } from 'electron';

import type { Log } from '../../platform/files/log';
import { settledWithin } from '../processes/settledWithin';

/** All that was heard is on disk already: what is still to be done has so long, and then the app ends. */
const quitMilliseconds = 3000;

/**
 * Quitting in mid-take is Stop and then quit: the last words become final and the take is on disk. Who starts the app while it ends
 * gets it again when it has ended.
 */
export function quitAfter(finish: () => Promise<void>, log: Log): void {
  let isFinished = false;
  let isFinishing = false;
  app.on('before-quit', (event) => {
    if (isFinished) return;
    event.preventDefault();
    if (isFinishing) return;
    isFinishing = true;
    app.once('second-instance', () => {
      app.relaunch();
    });
    settledWithin(finish(), quitMilliseconds)
      .then((isInTime) => {
        if (!isInTime) log.event('quit-late');
      })
      .catch((cause: unknown) => {
        log.fault('quit', cause);
      })
      .finally(() => {
        isFinished = true;
        app.quit();
      });
  });
}

/**
 * Opens the app. Until it is open there is nothing to finish, so who asks it to quit ends it at once. The window that is just being opened
 * is closed then, which is no start that has failed.
 */
export async function openUnlessQuit(open: () => Promise<void>): Promise<void> {
  let isLeaving = false;
  const leave = (): void => {
    isLeaving = true;
    app.exit();
  };
  app.on('before-quit', leave);
  await open()
    .catch((cause: unknown) => {
      if (!isLeaving) throw cause;
    })
    .finally(() => app.off('before-quit', leave));
}
