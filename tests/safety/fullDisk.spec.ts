import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningApp, samplesOf } from '../e2e/app';
import { expect, test } from '../e2e/test';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { count } from './report';
import { expectAgreement, launchListening } from './session';

const diskBytes = 2_000_000;

let userFolder = '';
let microphone: VirtualMicrophone;
let app: RunningApp;

/** A folder of a user whose takes lie on a disk of their own, which is small; empty where none can be mounted, as only root may. */
function mountSmallDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'utter-full-'));
  const takes = join(folder, 'takes');
  mkdirSync(takes);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', takes], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return '';
  }
}

test.describe.configure({ timeout: 120_000 });

test.beforeEach(async () => {
  userFolder = mountSmallDisk();
  test.skip(userFolder === '', 'no disk can be mounted here');
  microphone = await VirtualMicrophone.start();
  app = await launchListening(microphone, userFolder);
});

test.afterEach(async () => {
  // Also where the test was skipped, and nothing was started.
  if (userFolder === '') return;
  await app.quit();
  await microphone.dispose();
  execFileSync('umount', ['--lazy', join(userFolder, 'takes')]);
  rmSync(userFolder, { recursive: true });
});

/** Leaves so many bytes of the disk. */
function fill(left: number): void {
  const { bavail, bsize } = statfsSync(join(userFolder, 'takes'));
  const free = bavail * bsize;
  if (free > left) writeFileSync(join(userFolder, 'takes/filler'), Buffer.alloc(free - left, 1));
}

const start = (): Promise<unknown> =>
  app.page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
const stop = (): Promise<unknown> => app.page.evaluate(() => window.utter.request('dictation:stop'));
const state = () => app.page.evaluate(() => window.utter.request('dictation:state'));

const recording = 'tests/recordings/6272-70171-0021.opus';

test('a take is refused where the disk is full, and begins when there is room', async () => {
  fill(0);
  expect(await start()).toMatchObject({ ok: false, error: { code: 'disk-full' } });
  rmSync(join(userFolder, 'takes/filler'));
  expect(await start()).toMatchObject({ ok: true });
  await microphone.play(recording);
  expect(await stop()).toMatchObject({ ok: true });
  await expectAgreement(app);
  count({ fullDisks: 1 });
});

test('a take that fills the disk ends with all that was written, its words as well, and says why', async () => {
  // Room for its words, which is kept, and for about three seconds of sound.
  fill(256 * 1024 + 110_000);
  expect(await start()).toMatchObject({ ok: true });
  await microphone.play(recording);
  await expect.poll(state).toMatchObject({ value: { phase: 'idle', failure: { code: 'disk-full' } } });
  const takes = await app.page.evaluate(() => window.utter.request('takes:list'));
  if (!takes.ok) throw new Error(takes.error.code);
  const take = app.takeOnDisk(takes.value[0]?.id ?? '');
  expect(take.seconds).toBeGreaterThan(2);
  expect(samplesOf(app.wavPath(take.id)).length / 16_000).toBe(take.seconds);
  expect(take.utterances.length).toBeGreaterThan(0);
  await expectAgreement(app);
  count({ fullDisks: 1 });
});

test('an edit on a full disk is refused, and the take stays as it was', async () => {
  expect(await start()).toMatchObject({ ok: true });
  await microphone.play(recording);
  const stopped = await app.page.evaluate(() => window.utter.request('dictation:stop'));
  if (!stopped.ok) throw new Error(stopped.error.code);
  fill(0);
  const edited = await app.page.evaluate((input) => window.utter.request('takes:edit', input), {
    id: stopped.value.id,
    edit: { kind: 'rename', title: 'Another name '.repeat(7) },
  } as const);
  expect(edited).toMatchObject({ ok: false, error: { code: 'disk-full' } });
  expect(app.takeOnDisk(stopped.value.id)).toEqual(stopped.value);
  count({ fullDisks: 1 });
});
