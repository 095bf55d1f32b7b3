import { setTimeout as wait } from 'node:timers/promises';

import { restartLimit } from '../../src/main/dictation/supervisedRecognizer';
import type { RunningApp } from '../e2e/app';
import { expect, test } from '../e2e/test';
import { seededRandom } from '../support/audio';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { extent, seed } from './extent';
import { count } from './report';
import { dictate, emptyLedger, expectAgreement, expectKept, killMain, launchListening, noteFinals } from './session';

// A session is dictated, and something is killed at a moment that is drawn. Another seed draws others. A recognizer that ends again and
// again within a minute is not started any more, so there the app is started anew in time.

const victims = ['main', 'capture', 'recognizer'] as const;
/** From before the take is there to after it has got its name. */
const sessionMilliseconds = 9000;
const mostLostSeconds = 1;

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let microphone: VirtualMicrophone;
let app: RunningApp;

test.beforeAll(async () => {
  microphone = await VirtualMicrophone.start();
  app = await launchListening(microphone);
  await noteFinals(app, (utterance) => ledger.finals.push(utterance));
});

test.afterAll(async () => {
  await app.dispose();
  await microphone.dispose();
});

let ledger = emptyLedger();

for (const [index, victim] of victims.entries()) {
  const random = seededRandom(100 * seed + index);
  for (let round = 1; round <= extent.rounds; round += 1) {
    const moment = Math.round(random() * sessionMilliseconds);
    test(`${victim} is killed ${moment} ms into a session (seed ${seed}, round ${round})`, async () => {
      ledger = emptyLedger();
      if (victim === 'recognizer' && round % restartLimit.restarts === 0) {
        await app.quit();
        await startAgain();
      }
      // It starts again after the round before; capture, where it was killed between takes, with the next one.
      await expect.poll(() => app.pidOf('recognizer')).not.toBeNull();
      const session = dictate(app, microphone, ledger).then(
        () => 'done',
        () => 'cut off',
      );
      await wait(moment);
      const killedAt = Date.now();
      await kill(victim);
      const ended = await session;
      if (victim === 'main') await startAgain();
      else expect(ended).toBe('done');
      const lostSeconds = expectKept(app, ledger, ended === 'done' ? null : killedAt);
      expect(lostSeconds).toBeLessThanOrEqual(mostLostSeconds);
      await expectAgreement(app);
      count({ kills: 1, lostSeconds });
    });
  }
}

async function kill(victim: (typeof victims)[number]): Promise<void> {
  if (victim === 'main') return killMain(app.electron);
  await expect.poll(() => app.pidOf(victim)).not.toBeNull();
  const pid = await app.pidOf(victim);
  if (pid === null) throw new Error(`the ${victim} process ended by itself`);
  process.kill(pid, 'SIGKILL');
}

async function startAgain(): Promise<void> {
  app = await launchListening(microphone, app.userFolder);
  await noteFinals(app, (utterance) => ledger.finals.push(utterance));
}
