import { app } from 'electron';

import type { Result } from '../../contract/result';
import type { Log } from '../../platform/files/log';

/** Who fails sooner after the start would fail again. */
const healthySeconds = 60;

/**
 * An error of ours that nobody has caught: it is logged, and the app ends as it does when it is quit, a take in progress whole on the disk, and
 * starts again. By itself Electron shows the error in a box, and until that is closed nothing goes on.
 *
 * @param note keeps for the next start what is to be told of it
 */
export function endOnUncaught(log: Log, note: (startsAgain: boolean) => Result<undefined>): void {
  let isEnding = false;
  process.on('uncaughtException', (cause) => {
    log.fault('main', cause);
    if (isEnding) return;
    isEnding = true;
    const startsAgain = process.uptime() > healthySeconds;
    const noted = note(startsAgain);
    if (!noted.ok) log.event('ending-untold', { code: noted.error.code });
    if (startsAgain) app.relaunch();
    app.quit();
  });
}
