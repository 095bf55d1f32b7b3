import { createHash } from 'node:crypto';
import { appendFileSync, createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, test } from '@playwright/test';

import { float32ToInt16, sampleRateHz } from '../../src/core/audio/pcm';
import { wavHeaderBytes } from '../../src/core/audio/wav';
import { readAudio } from '../../src/platform/audio/audioFile';
import { AcceleratedDictation } from './acceleratedDictation';
import { extent } from './extent';
import { count } from './report';
import { median, slopeOf, usageOf } from './usage';

const recordings = ['6272-70171-0021', 'cv40197745', 'an401-mdms2-b', '000240152', 'cen6-miry-b'];
/** As of somebody who thinks: a sentence of four seconds in twenty. */
const pauseSeconds = 16;
const largestSlopeMegabytes = 5;
/** By how much more processor the last hour may cost than the first. */
const largestGrowth = 1.25;

/** Sentences, each with a pause behind it in which the room is heard. */
async function sentences(): Promise<Int16Array[]> {
  return Promise.all(
    recordings.map(async (name) => {
      const audio = await readAudio(resolve(`tests/recordings/${name}.opus`));
      if (!audio.ok) throw new Error(audio.error.message);
      const samples = new Float32Array(audio.value.length + pauseSeconds * sampleRateHz);
      samples.set(audio.value);
      return float32ToInt16(samples);
    }),
  );
}

/** What was measured when so much had been heard. */
interface Mark {
  readonly hours: number;
  /** Resident. */
  readonly recognizerMegabytes: number;
  /** What is still in use after a collection: this process is the runner's, too, whose heap is as large as it likes. */
  readonly mainMegabytes: number;
  /** From the last sample of a sentence to its words on the disk. */
  readonly latencySeconds: number;
  readonly recognizerSeconds: number;
  readonly mainSeconds: number;
}

async function hashOfSound(wavPath: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(wavPath, { start: wavHeaderBytes })) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

/** Processor seconds for an hour of sound, as a quarter of the sentences has it at most: what else the core does makes the others dearer. */
function costOf(marks: readonly Mark[], pick: (mark: Mark) => number): number {
  const costs = marks
    .slice(1)
    .map((mark, index) => (pick(mark) - pick(marks[index]!)) / (mark.hours - marks[index]!.hours));
  return costs.sort((a, b) => a - b)[costs.length >> 2] ?? 0;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedMegabytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function markAt(dictation: AcceleratedDictation, begun: number): Mark {
  const recognizer = usageOf(dictation.recognizerPid);
  const main = usageOf(process.pid);
  return {
    hours: dictation.heard.samples / sampleRateHz / 3600,
    recognizerMegabytes: recognizer.residentMegabytes,
    mainMegabytes: usedMegabytes(),
    latencySeconds: (performance.now() - begun) / 1000,
    recognizerSeconds: recognizer.processorSeconds,
    mainSeconds: main.processorSeconds,
  };
}

/** Speaks for so long, sentence after sentence; each mark is added to a file, for a run that is cut short. */
async function dictateFor(hours: number, dictation: AcceleratedDictation, progressPath: string): Promise<Mark[]> {
  const spoken = await sentences();
  const marks: Mark[] = [];
  for (let n = 0; dictation.heard.samples / sampleRateHz < hours * 3600; n += 1) {
    const begun = performance.now();
    await dictation.speak(spoken[n % spoken.length]!);
    const mark = markAt(dictation, begun);
    marks.push(mark);
    appendFileSync(progressPath, `${JSON.stringify(mark)}\n`);
  }
  return marks;
}

/** The first tenth warms up. */
function summaryOf(marks: readonly Mark[]) {
  const { hours } = marks.at(-1)!;
  const warm = marks.filter((mark) => mark.hours >= hours / 10);
  const tenth = (n: number): Mark[] =>
    marks.filter((mark) => mark.hours >= (n * hours) / 10 && mark.hours <= ((n + 1) * hours) / 10);
  const slope = (pick: (mark: Mark) => number): number =>
    slopeOf(warm.map((mark) => [mark.hours, pick(mark)] as const));
  const latencies = (of: readonly Mark[]): number => median(of.map(({ latencySeconds }) => latencySeconds));
  return {
    recognizerSlope: slope((mark) => mark.recognizerMegabytes),
    mainSlope: slope((mark) => mark.mainMegabytes),
    recognizerMegabytes: marks.at(-1)!.recognizerMegabytes,
    latencyFirst: latencies(tenth(1)),
    latencyLast: latencies(tenth(9)),
    recognizerCostFirst: costOf(tenth(1), (mark) => mark.recognizerSeconds),
    recognizerCostLast: costOf(tenth(9), (mark) => mark.recognizerSeconds),
    mainCostFirst: costOf(tenth(1), (mark) => mark.mainSeconds),
    mainCostLast: costOf(tenth(9), (mark) => mark.mainSeconds),
  };
}

const bounds: Readonly<Record<string, number>> = {
  'english-light': extent.dictationHours,
  english: extent.dictationHours / 8,
};

for (const [model, hours] of Object.entries(bounds)) {
  test(`${model} hears ${hours.toFixed(2)} hours: no sample lost, no memory kept, no word later than before`, async () => {
    test.setTimeout(6 * 3_600_000);
    const userFolder = mkdtempSync(join(tmpdir(), 'utter-endurance-'));
    const dictation = new AcceleratedDictation(userFolder, resolve(`resources/models/${model}.utter`));
    try {
      await dictation.open();
      const id = await dictation.start();
      const marks = await dictateFor(hours, dictation, test.info().outputPath('marks.jsonl'));
      const { hash, samples } = dictation.heard;
      expect(await dictation.stop()).toMatchObject({ ok: true, value: { seconds: samples / sampleRateHz } });
      expect(await hashOfSound(dictation.takes.wavPath(id))).toBe(hash);
      count({ dictatedHours: hours, sentences: marks.length });
      if (hours >= 1) expectSteady(model, marks);
    } finally {
      await dictation.dispose();
      rmSync(userFolder, { recursive: true, force: true });
    }
  });
}

function expectSteady(model: string, marks: readonly Mark[]): void {
  const summary = summaryOf(marks);
  console.log(`${model}, ${marks.length} sentences: ${JSON.stringify(summary)}`);
  expect(summary.recognizerSlope).toBeLessThan(largestSlopeMegabytes);
  expect(summary.mainSlope).toBeLessThan(largestSlopeMegabytes);
  expect(summary.recognizerCostLast / summary.recognizerCostFirst).toBeLessThan(largestGrowth);
}
