import { setTimeout as wait } from 'node:timers/promises';

import type { RunningApp } from '../e2e/app';
import { expect, test } from '../e2e/test';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { count } from './report';
import { dictate, emptyLedger, expectAgreement, expectKept, launchListening, noteFinals } from './session';

// Processes are stopped in mid-take and go on, as where a computer is put to sleep or has no time for them.

const stoppedMilliseconds = 3000;
/** A sentence is being said. */
const momentMilliseconds = 2000;

test.describe.configure({ timeout: 120_000 });

let microphone: VirtualMicrophone;
let app: RunningApp;

test.beforeEach(async () => {
  microphone = await VirtualMicrophone.start();
  app = await launchListening(microphone);
});

test.afterEach(async () => {
  await app.dispose();
  await microphone.dispose();
});

const mainOf = (): Promise<number[]> => Promise.resolve([app.electron.process().pid ?? 0]);
const allOf = (): Promise<number[]> =>
  app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid }) => pid));

for (const [what, pids, isAsleep] of [
  ['its main process', mainOf, false],
  ['all of its processes', allOf, false],
  ['all of its processes, and the audio server', allOf, true],
] as const) {
  test(`a take goes on where ${what} stood still for ${stoppedMilliseconds / 1000} s`, async () => {
    const ledger = emptyLedger();
    await noteFinals(app, (utterance) => ledger.finals.push(utterance));
    const stopped = await pids();
    const session = dictate(app, microphone, ledger);
    await wait(momentMilliseconds);
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    if (isAsleep) microphone.freezeServer();
    await wait(stoppedMilliseconds);
    if (isAsleep) microphone.thawServer();
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
    await session;
    const lostSeconds = expectKept(app, ledger, null);
    // While all sleeps nothing is said, and the clock goes on.
    expect(lostSeconds - (isAsleep ? stoppedMilliseconds / 1000 : 0)).toBeLessThanOrEqual(1);
    expect(app.takeOnDisk(ledger.takeId ?? '').utterances.length).toBeGreaterThan(0);
    await expectAgreement(app);
    count({ suspensions: 1 });
  });
}
