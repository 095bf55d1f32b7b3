import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ElectronApplication } from '@playwright/test';

import { textOf } from '../../src/contract/shownText';
import type { Take, Utterance } from '../../src/contract/transcript';
import { launchApp, type RunningApp, samplesOf } from '../e2e/app';
import { expect } from '../e2e/test';
import type { VirtualMicrophone } from '../support/virtualMicrophone';

const recording = resolve('tests/recordings/6272-70171-0021.opus');

/** The light model: what is looked at here is what is kept, and not how well it was heard. */
const modelPath = resolve('resources/models/english-light.utter');

/** What the app has said to be kept, and when. */
export interface Ledger {
  takeId: string | null;
  listeningAt: number | null;
  stoppedAt: number | null;
  /** In the order in which the window was told of them. */
  finals: Utterance[];
  title: string | null;
}

export const emptyLedger = (): Ledger => ({
  takeId: null,
  listeningAt: null,
  stoppedAt: null,
  finals: [],
  title: null,
});

/** The app with a microphone, its recognizer ready. */
export async function launchListening(microphone: VirtualMicrophone, userFolder?: string): Promise<RunningApp> {
  const environment = { ...microphone.environment, UTTER_MODEL: modelPath };
  const app = await launchApp(userFolder === undefined ? { environment } : { environment, userFolder });
  await expect
    .poll(() => app.page.evaluate(() => window.utter.request('system:status')), { timeout: 60_000 })
    .not.toMatchObject({ value: { model: null } });
  return app;
}

/** Writes down every final utterance that the window is told of, as it is told. */
export async function noteFinals(app: RunningApp, note: (utterance: Utterance) => void): Promise<void> {
  await app.page.exposeFunction('noteFinal', note);
  await app.page.evaluate(() => {
    const { noteFinal } = window as unknown as { noteFinal: (utterance: Utterance) => void };
    window.utter.on('dictation:final', (utterance) => {
      noteFinal(utterance);
    });
  });
}

/** A sentence is dictated, and its take gets a name. Rejects where the app goes in the middle of it. */
export async function dictate(app: RunningApp, microphone: VirtualMicrophone, ledger: Ledger): Promise<void> {
  const { page } = app;
  const started = await page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
  if (!started.ok) throw new Error(started.error.code);
  ledger.takeId = started.value.takeId;
  ledger.listeningAt = Date.now();
  await microphone.play(recording);
  ledger.stoppedAt = Date.now();
  const stopped = await page.evaluate(() => window.utter.request('dictation:stop'));
  if (!stopped.ok) throw new Error(stopped.error.code);
  const title = `Named ${ledger.takeId}`;
  const named = await page.evaluate((input) => window.utter.request('takes:edit', input), {
    id: ledger.takeId,
    edit: { kind: 'rename', title },
  } as const);
  if (named.ok) ledger.title = title;
}

/**
 * Of the take in the ledger, how much sound is missing: of a session that went on to its end all up to Stop is due, also what was said while
 * a killed process was replaced; of one that was cut off what had been heard when something was killed.
 *
 * @param cutOffAt null where the session went on
 */
export function expectKept(app: RunningApp, ledger: Ledger, cutOffAt: number | null): number {
  if (ledger.takeId === null || ledger.listeningAt === null) return 0;
  const take = app.takeOnDisk(ledger.takeId);
  expect(samplesOf(app.wavPath(take.id)).length / 16_000).toBe(take.seconds);
  expect(lostFinals(ledger.finals, take)).toEqual([]);
  if (ledger.title !== null) expect(take.title).toBe(ledger.title);
  const heardUntil = Math.min(cutOffAt ?? Infinity, ledger.stoppedAt ?? Infinity);
  const heard = (heardUntil - ledger.listeningAt) / 1000;
  return Math.max(0, heard - take.seconds);
}

function lostFinals(finals: readonly Utterance[], take: Take): string[] {
  const kept = new Set(take.utterances.map((utterance) => JSON.stringify(utterance.words)));
  return finals.filter(({ words }) => !kept.has(JSON.stringify(words))).map((utterance) => textOf([utterance]));
}

/** The list, the index that is searched, and the folders hold the same takes. */
export async function expectAgreement(app: RunningApp): Promise<void> {
  const { page } = app;
  const folder = join(app.userFolder, 'takes');
  const onDisk = readdirSync(folder).filter((id) => existsSync(join(folder, id, 'take.json')));
  const listed = await page.evaluate(() => window.utter.request('takes:list'));
  if (!listed.ok) throw new Error(listed.error.code);
  expect(listed.value.map(({ id }) => id).sort()).toEqual(onDisk.sort());
  for (const { id, preview } of listed.value) {
    const [word] = /\b[a-z]{3,}\b/iu.exec(preview ?? '') ?? [];
    if (word === undefined) continue;
    const found = await page.evaluate((text) => window.utter.request('takes:search', { text }), word);
    expect(found.ok && found.value.hits.some((hit) => hit.id === id)).toBe(true);
  }
}

/** Kills the app's own process and waits for its end. */
export async function killMain(electron: ElectronApplication): Promise<void> {
  const main = electron.process();
  const gone = new Promise((settle) => main.once('exit', settle));
  main.kill('SIGKILL');
  await gone;
}
