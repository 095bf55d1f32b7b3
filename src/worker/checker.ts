import { CheckerCommand, type CheckerEvent } from '../contract/voiceMessages';
import { Checking } from './checking';
import { endOnThrow, serveMain } from './port';

// Entry of the checker process: wiring only.

const checking = new Checking();
let before: Promise<void> = Promise.resolve();

serveMain<CheckerCommand, CheckerEvent>(CheckerCommand, (command, post) => {
  if (command.type === 'cancel') {
    checking.cancel();
    return;
  }
  // Not waited for by `serveMain`, so that a cancel overtakes what it is to end.
  before = before.then(() =>
    endOnThrow(async () => {
      post(await checking.answer(command, post));
    }),
  );
});
