import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { textOf } from '../../src/contract/shownText';
import type { TranscriptionQueue } from '../../src/contract/transcription';
import { launchApp, type RunningApp, samplesOf } from '../e2e/app';
import { dropFiles } from '../e2e/dropFiles';
import { expect, test } from '../e2e/test';
import { seededRandom } from '../support/audio';
import { childrenOf } from '../support/processMemory';
import { extent, seed } from './extent';
import { count } from './report';
import { expectAgreement } from './session';

// Files wait in the queue, and the process that writes them down, or the one that decodes them for it, is killed at a moment that is drawn.

const victims = ['transcriber', 'decoder'] as const;
type Victim = (typeof victims)[number];

const names = ['6272-70171-0021', 'cen6-miry-b', 'an401-mdms2-b', 'cv40197745'];
const paths = names.map((name) => resolve(`tests/recordings/${name}.opus`));

test.describe.configure({ mode: 'serial', timeout: 600_000 });

let app: RunningApp;
let texts: readonly string[] = [];
/** What the work takes: with a process that is started for it, and with one that is there. */
const milliseconds: Record<Victim, number> = { transcriber: 0, decoder: 0 };

test.beforeAll(async () => {
  app = await launchApp({ environment: { UTTER_MODEL: resolve('resources/models/english-light.utter') } });
});

test.afterAll(async () => {
  await app.dispose();
});

async function jobs(): Promise<TranscriptionQueue['jobs']> {
  const answer = await app.page.evaluate(() => window.utter.request('transcriptions:state'));
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.jobs;
}

const untilOver = (): Promise<void> =>
  expect
    .poll(async () => (await jobs()).some(({ state }) => state === 'waiting' || state === 'running'), {
      timeout: 240_000,
      intervals: [50],
    })
    .toBe(false);

async function queueFiles(): Promise<void> {
  await dropFiles(app.page, paths);
  await expect.poll(async () => (await jobs()).length, { intervals: [20] }).toBe(paths.length);
}

/**
 * Until every file has become a take, which is looked at and deleted; a file that came to nothing says why, and is tried again as the user
 * does it. Returns the texts.
 */
async function takenTexts(): Promise<string[]> {
  await untilOver();
  for (const { id } of (await jobs()).filter(({ state, note }) => state === 'failed' && note !== null))
    await app.page.evaluate((job) => window.utter.request('transcriptions:retry', { id: job }), id);
  await untilOver();
  const done = await jobs();
  expect(done.map(({ state, note }) => ({ state, note }))).toEqual(paths.map(() => ({ state: 'done', note: null })));
  const takes = done.map(({ takeId }) => app.takeOnDisk(takeId ?? ''));
  for (const take of takes) expect(samplesOf(app.wavPath(take.id)).length / 16_000).toBeCloseTo(take.seconds, 3);
  expect(readdirSync(`${app.userFolder}/takes`).length).toBe(paths.length);
  await expectAgreement(app);
  await app.page.evaluate(
    (ids) => window.utter.request('takes:delete', { ids }),
    takes.map(({ id }) => id),
  );
  await app.page.evaluate(() => window.utter.request('transcriptions:clear'));
  return takes.map(({ utterances }) => textOf(utterances));
}

test('files are written down where nothing is killed', async () => {
  for (const victim of victims) {
    const begun = performance.now();
    await queueFiles();
    await untilOver();
    milliseconds[victim] = performance.now() - begun;
    texts = await takenTexts();
  }
  expect(texts.filter((text) => /[a-z0-9]/iu.test(text))).toHaveLength(paths.length);
});

for (const [index, victim] of victims.entries()) {
  const random = seededRandom(100 * seed + 20 + index);
  for (let round = 1; round <= extent.rounds; round += 1) {
    const part = random();
    test(`${victim} is killed at ${part.toFixed(3)} of its work (seed ${seed}, round ${round})`, async () => {
      await queueFiles();
      await wait(part * milliseconds[victim]);
      await expect.poll(() => pidOf(victim), { intervals: [20] }).not.toBeNull();
      process.kill((await pidOf(victim)) ?? 0, 'SIGKILL');
      expect(await takenTexts()).toEqual(texts);
      count({ kills: 1, lostSeconds: 0 });
    });
  }
}

/** The decoder is started by the transcriber, and is no process that Electron knows of. */
async function pidOf(victim: Victim): Promise<number | null> {
  const transcriber = await app.pidOf('transcriber');
  if (victim === 'transcriber' || transcriber === null) return transcriber;
  return childrenOf(transcriber).find(isDecoder) ?? null;
}

function isDecoder(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('decoderProgram');
  } catch {
    return false;
  }
}
