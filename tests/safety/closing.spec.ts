import type { RunningApp } from '../e2e/app';
import { expect, test } from '../e2e/test';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { count } from './report';
import { expectAgreement, launchListening } from './session';

const longestSeconds = 3;

let microphone: VirtualMicrophone;

test.describe.configure({ timeout: 120_000 });

test.beforeEach(async () => {
  microphone = await VirtualMicrophone.start();
});

test.afterEach(async () => {
  await microphone.dispose();
});

const start = async ({ page }: RunningApp): Promise<void> => {
  const started = await page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
  expect(started.ok).toBe(true);
};

const phase = async ({ page }: RunningApp): Promise<string> => {
  const state = await page.evaluate(() => window.utter.request('dictation:state'));
  return state.ok ? state.value.phase : state.error.code;
};

/** How the app is brought into each phase; a request that is not waited for is answered by nobody. */
const phases: readonly (readonly [name: string, reach: (app: RunningApp) => Promise<void>])[] = [
  ['nothing is done', () => Promise.resolve()],
  [
    'a take starts',
    ({ page }) =>
      page.evaluate(() => {
        void window.utter.request('dictation:start', { deviceName: null });
      }),
  ],
  ['it listens', start],
  [
    'a take stops',
    async (app) => {
      await start(app);
      await microphone.play('tests/recordings/cen6-miry-b.opus');
      await app.page.evaluate(() => {
        void window.utter.request('dictation:stop');
      });
    },
  ],
  [
    'the microphone is gone',
    async (app) => {
      await start(app);
      await microphone.killServer();
      await expect.poll(() => phase(app)).toBe('interrupted');
    },
  ],
  [
    'a sentence is read',
    async ({ page }) => {
      const input = { text: 'One sentence.', deviceName: null };
      const read = await page.evaluate((sentence) => window.utter.request('voice:record', sentence), input);
      expect(read.ok).toBe(true);
    },
  ],
];

for (const [name, reach] of phases) {
  test(`closes while ${name}, in ${longestSeconds} s, and starts again`, async () => {
    const app = await launchListening(microphone);
    await reach(app);
    const main = app.electron.process();
    const ended = new Promise((settle) => main.once('exit', settle));
    const begun = performance.now();
    await app.electron.evaluate(({ app: electronApp }) => {
      setImmediate(() => {
        electronApp.quit();
      });
    });
    await ended;
    const closingSeconds = (performance.now() - begun) / 1000;
    expect(closingSeconds).toBeLessThan(longestSeconds);
    const again = await launchListening(microphone, app.userFolder);
    await expectAgreement(again);
    await again.dispose();
    count({ closings: 1, closingSeconds });
  });
}
