import { app } from 'electron';

import type { Log } from '../../platform/files/log';

/** Quitting in mid-take is Stop and then quit: the last words become final and the take is on disk. */
export function quitAfter(finish: () => Promise<void>, log: Log): void {
  let isFinished = false;
  let isFinishing = false;
  app.on('before-quit', (event) => {
    if (isFinished) return;
    event.preventDefault();
    if (isFinishing) return;
    isFinishing = true;
    finish()
      .catch((cause: unknown) => {
        log.fault('quit', cause);
      })
      .finally(() => {
        isFinished = true;
        app.quit();
      });
  });
}
