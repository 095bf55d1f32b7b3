import { app } from 'electron';

import type { Log } from '../../platform/files/log';

/** Who fails sooner after the start would fail again. */
const healthySeconds = 60;

/**
 * An error of ours that nobody has caught: it is logged, and the app ends as it does when it is quit, a take in progress whole on the disk, and
 * starts again. By itself Electron shows the error in a box, and until that is closed nothing goes on.
 */
export function endOnUncaught(log: Log): void {
  let isEnding = false;
  process.on('uncaughtException', (cause) => {
    log.fault('main', cause);
    if (isEnding) return;
    isEnding = true;
    if (process.uptime() > healthySeconds) app.relaunch();
    app.quit();
  });
}
