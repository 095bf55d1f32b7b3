import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, test } from '@playwright/test';

import { type TranscriberCommand, TranscriberEvent } from '../../src/contract/transcription';
import { SupervisedTranscriber } from '../../src/main/transcription/supervisedTranscriber';
import { AcceleratedDictation } from './acceleratedDictation';
import { extent } from './extent';
import { forkInNode } from './forkInNode';
import { count } from './report';
import { slopeOf, type Usage, usageOf } from './usage';

// The same again and again: nothing may be kept of it but what was asked for.

const modelPath = resolve('resources/models/english-light.utter');
/** Of memory, for a hundred times; only where there were so many. */
const largestSlopeMegabytes = 5;
const fewestForSlope = 100;
const halfSecond = new Int16Array(8000).map((_, index) => 3000 * Math.sin(index / 5));

test.describe.configure({ timeout: 6 * 3_600_000 });

let folder = '';

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'utter-repetition-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** @param usages after each time; the first quarter warms up */
function expectNothingKept(name: string, usages: readonly Usage[]): void {
  const warm = usages.slice(usages.length >> 2);
  const slope = slopeOf(warm.map(({ residentMegabytes }, index) => [index / 100, residentMegabytes] as const));
  const [first, last] = [warm[0]!, warm.at(-1)!];
  const about = { times: usages.length, slope, megabytes: last.residentMegabytes, handles: last.handles };
  console.log(`${name}: ${JSON.stringify(about)}`);
  expect(last.handles).toBeLessThanOrEqual(first.handles);
  if (usages.length >= fewestForSlope) expect(slope).toBeLessThan(largestSlopeMegabytes);
}

test(`${extent.takes} takes are begun and ended, and nothing is kept but their sound`, async () => {
  const dictation = new AcceleratedDictation(folder, modelPath);
  const usages = { main: [] as Usage[], recognizer: [] as Usage[] };
  try {
    await dictation.open();
    for (let taken = 0; taken < extent.takes; taken += 1) {
      await dictation.start();
      dictation.hear(halfSecond);
      const stopped = await dictation.stop();
      // The microphone's first chunk comes with the start.
      expect(stopped).toMatchObject({ ok: true, value: { seconds: 0.51 } });
      usages.main.push(usageOf(process.pid));
      usages.recognizer.push(usageOf(dictation.recognizerPid));
    }
    expect(readdirSync(join(folder, 'takes')).length).toBe(extent.takes);
    expectNothingKept('main', usages.main);
    expectNothingKept('recognizer', usages.recognizer);
    count({ takes: extent.takes });
  } finally {
    await dictation.dispose();
  }
});

test(`${extent.files} files are written down, and nothing is kept but their words`, async () => {
  let pid = 0;
  const fork = forkInNode<TranscriberCommand, TranscriberEvent>({
    entry: 'src/worker/transcriber.ts',
    schema: TranscriberEvent,
    onStart: (child) => (pid = child.pid ?? 0),
  });
  const transcriber = new SupervisedTranscriber(fork);
  const [name, usages] = ['cen6-miry-b.opus', [] as Usage[]];
  const path = resolve('tests/recordings', name);
  try {
    for (let heard = 0; heard < extent.files; heard += 1) {
      const [wavPath, soFarPath] = [join(folder, `${heard}.wav`), join(folder, `${heard}.jsonl`)];
      const hearing = { path, name, wavPath, soFarPath, modelPath, hearsAgain: true, terms: [] };
      expect(await transcriber.hear(hearing, () => undefined)).toMatchObject({ ok: true });
      usages.push(usageOf(pid));
    }
    expectNothingKept('transcriber', usages);
    count({ files: extent.files });
  } finally {
    transcriber.dispose();
  }
});
