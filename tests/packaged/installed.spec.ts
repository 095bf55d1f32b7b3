import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { textOf } from '../../src/contract/shownText';
import { expect, test } from '../e2e/test';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { asNode, InstalledApp, installedPath, resourcesFolder, utter } from './installedApp';

const recording = resolve('tests/recordings/cen6-miry-b.opus');
const said = 'one five two one three';
const saidInDigits = '15213';
const longestStartSeconds = 2;

let microphone: VirtualMicrophone;

test.beforeEach(async () => {
  microphone = await VirtualMicrophone.start();
});

test.afterEach(async () => {
  await microphone.dispose();
});

test('the window is there in two seconds, and what is said into the microphone is written down', async () => {
  const app = await InstalledApp.start(microphone.environment);
  try {
    console.log(`window after ${app.startSeconds.toFixed(2)} s`);
    // On a machine that is busy with something else the time says nothing.
    if (process.env['UTTER_BUSY'] === undefined) expect(app.startSeconds).toBeLessThan(longestStartSeconds);
    expect(app.tell('start').status).toBe(0);
    const wavPath = (): string => join(app.userFolder, 'takes', app.takes()[0]?.id ?? '', 'audio.wav');
    await expect.poll(() => existsSync(wavPath()), { timeout: 60_000 }).toBe(true);
    await microphone.play(recording);
    expect(app.tell('stop').status).toBe(0);
    const text = (): string => textOf(app.takes()[0]?.utterances ?? []).toLowerCase();
    await expect.poll(text, { timeout: 90_000 }).toContain(saidInDigits);
  } finally {
    await app.dispose();
  }
});

test('the command line writes down a file, and finds its model and the microphones', () => {
  expect(utter(['transcribe', recording]).stdout.trim().toLowerCase()).toBe(said);
  const doctor = JSON.parse(utter(['doctor', '--json']).stdout) as Record<string, { found: boolean }>;
  expect(['electron', 'portaudio', 'model'].map((name) => doctor[name]?.found)).toEqual([true, true, true]);
  const devices = utter(['devices'], microphone.environment);
  expect(devices.status).toBe(0);
  expect(devices.stdout).toContain('*');
});

test('licences and the bill of materials are in it', () => {
  const read = (name: string): string => {
    const path = join(resourcesFolder(), 'app.asar/out/renderer', name);
    const words = ['-p', `require('fs').readFileSync(${JSON.stringify(path)}, 'utf8')`];
    return spawnSync(installedPath(), words, { env: asNode, encoding: 'utf8', maxBuffer: 10_000_000 }).stdout;
  };
  expect(read('licences.txt')).toContain('Apache License');
  const bill = JSON.parse(read('sbom.cdx.json')) as { bomFormat: string; components: { name: string }[] };
  expect(bill.bomFormat).toBe('CycloneDX');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const names = new Set(bill.components.map(({ name }) => name));
  // Those for other systems are not installed here, and naudiodon has another name in the registry.
  const missing = Object.keys(dependencies).filter((name) => !names.has(name) && existsSync(`node_modules/${name}`));
  expect(missing).toEqual(['naudiodon']);
});
