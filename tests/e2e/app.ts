import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { _electron, type ElectronApplication, type Page } from '@playwright/test';

import type { Bridge } from '../../src/contract/ipc';
import { Take } from '../../src/contract/transcript';
import { VoiceRecording } from '../../src/contract/voice';
import { BackendStore } from '../../src/platform/acoustic/backendStore';
import { appCommand, packagedPath } from '../support/electronPath';

declare global {
  interface Window {
    readonly utter: Bridge;
  }
}

/** The app of the checkout, or a packaged one, with a user folder of its own. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userFolder: string;
  /** The pid of a utility process by the name main gave it; null while there is none. */
  pidOf(name: 'capture' | 'recognizer' | 'trainer' | 'transcriber'): Promise<number | null>;
  takeOnDisk(id: string): Take;
  wavPath(id: string): string;
  /** Of the user's voice. */
  recordingsOnDisk(): VoiceRecording[];
  /** Closes the app; the user folder stays. */
  quit(): Promise<void>;
  /** Closes the app and removes the user folder. */
  dispose(): Promise<void>;
}

/** How long a start may take where all cores are busy with something else. */
const slowestMilliseconds = 90_000;

export async function launchApp(
  options: { userFolder?: string; environment?: Record<string, string> } = {},
): Promise<RunningApp> {
  const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'utter-e2e-'));
  await seemTimed(userFolder);
  const { executablePath, args } = appCommand();
  const electron = await _electron.launch({
    executablePath,
    args: packagedPath() === null ? ['-r', resolve('tests/e2e/heldStart.cjs'), ...args] : args,
    timeout: slowestMilliseconds,
    env: { ...(process.env as Record<string, string>), ...options.environment, UTTER_USER_DATA: userFolder },
  });
  const page = await electron.firstWindow({ timeout: slowestMilliseconds });
  await page.waitForLoadState('load', { timeout: slowestMilliseconds });
  const quit = async (): Promise<void> => {
    await electron.close();
  };
  return {
    electron,
    page,
    userFolder,
    pidOf: (name) => pidOf(electron, name),
    takeOnDisk: (id) => Take.parse(JSON.parse(readFileSync(join(userFolder, 'takes', id, 'take.json'), 'utf8'))),
    wavPath: (id) => join(userFolder, 'takes', id, 'audio.wav'),
    recordingsOnDisk: () =>
      readdirSync(join(userFolder, 'voice'))
        .filter((name) => name.endsWith('.json'))
        .map((name) => VoiceRecording.parse(JSON.parse(readFileSync(join(userFolder, 'voice', name), 'utf8')))),
    quit,
    dispose: async () => {
      await quit();
      rmSync(userFolder, { recursive: true, force: true });
    },
  };
}

/** Backends that were measured before: no test runs beside a measurement. */
async function seemTimed(userFolder: string): Promise<void> {
  const backends = await BackendStore.open(userFolder);
  for (const kind of ['encoder', 'spectrogram'] as const)
    if (backends.timesOf(kind) === null) await backends.keep(kind, { tensorflow: 100, wasm: 100 });
}

/** Of two, the older one: it has the microphone, and the other stands by. */
async function pidOf(electron: ElectronApplication, name: string): Promise<number | null> {
  return electron.evaluate(({ app }, serviceName) => {
    const named = app.getAppMetrics().filter((metric) => metric.name === serviceName);
    return named.sort((one, other) => one.creationTime - other.creationTime)[0]?.pid ?? null;
  }, `Utter ${name}`);
}

/** The model that the app under test hears with, from the environment or the one that comes with Utter. */
export const modelPath = (): string => resolve(process.env['UTTER_MODEL'] ?? 'resources/models/english.utter');

/** The samples of a take's WAV. */
export function samplesOf(wavPath: string): Int16Array {
  const bytes = readFileSync(wavPath);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length));
}
