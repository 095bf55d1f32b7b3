import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type * as v8 from 'node:v8';
import type * as vm from 'node:vm';

import { launchApp, type RunningApp, samplesOf } from '../e2e/app';
import { expect, test } from '../e2e/test';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { extent } from './extent';
import { count } from './report';
import { noteFinals } from './session';
import { median, slopeOf, usageOf } from './usage';

// The whole app, with the model that ships, hears somebody who thinks: a sentence, and a pause behind it, as long as it takes.

const recordings = ['6272-70171-0021', 'cv40197745', 'an401-mdms2-b', '000240152'];
const pauseMilliseconds = 10_000;
const mostLostSeconds = 1;
const largestSlopeMegabytes = 5;
/** From the end of a sentence to its settled words: by how much it may grow over the whole. */
const largestGrowthSeconds = 1;

/** Resident megabytes of each process, when so much time had passed. */
interface Mark {
  readonly hours: number;
  readonly megabytes: Readonly<Record<string, number>>;
}

/**
 * What gives back at once what nothing refers to any more, in main and in the window. Their heaps grow as long as V8 likes, by some ten megabytes,
 * before it looks through all of them; what is asked is what they keep. Capture and the recognizer are measured as they are.
 */
async function collectorOf(app: RunningApp): Promise<() => Promise<void>> {
  const main = await app.electron.evaluateHandle(() => {
    const { mainModule } = process as unknown as { mainModule: { require(name: string): unknown } };
    (mainModule.require('node:v8') as Pick<typeof v8, 'setFlagsFromString'>).setFlagsFromString('--expose-gc');
    return (mainModule.require('node:vm') as Pick<typeof vm, 'runInNewContext'>).runInNewContext('gc') as () => void;
  });
  const page = await app.page.context().newCDPSession(app.page);
  return async () => {
    await main.evaluate((collect) => {
      collect();
    });
    await page.send('HeapProfiler.collectGarbage');
  };
}

async function markAt(app: RunningApp, hours: number): Promise<Mark> {
  const processes = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map(({ pid, name, type }) => ({ pid, name: name ?? type })),
  );
  // Of capture there are two, of which one stands by: their sum.
  const megabytes: Record<string, number> = {};
  for (const { pid, name } of processes) megabytes[name] = (megabytes[name] ?? 0) + usageOf(pid).residentMegabytes;
  return { hours, megabytes };
}

/** Megabytes an hour, of each process, behind the first tenth. */
function slopesOf(marks: readonly Mark[]): Record<string, number> {
  const { hours, megabytes } = marks.at(-1)!;
  const warm = marks.filter((mark) => mark.hours >= hours / 10);
  const slope = (name: string): number => slopeOf(warm.map((mark) => [mark.hours, mark.megabytes[name] ?? 0] as const));
  return Object.fromEntries(Object.keys(megabytes).map((name) => [name, Number(slope(name).toFixed(1))]));
}

test(`${extent.realTimeMinutes} minutes are dictated as they pass: nothing lost, no memory kept, no word later than before`, async () => {
  test.setTimeout((extent.realTimeMinutes + 5) * 60_000);
  const microphone = await VirtualMicrophone.start();
  const app = await launchApp({ environment: microphone.environment });
  try {
    let finalAt = 0;
    await noteFinals(app, () => (finalAt = performance.now()));
    const started = await app.page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
    if (!started.ok) throw new Error(started.error.code);
    const begun = performance.now();
    const hours = (): number => (performance.now() - begun) / 3_600_000;
    const collect = await collectorOf(app);
    const marks: Mark[] = [];
    const delays: number[] = [];
    for (let n = 0; hours() < extent.realTimeMinutes / 60; n += 1) {
      const begunAt = performance.now();
      await microphone.play(resolve(`tests/recordings/${recordings[n % recordings.length]!}.opus`));
      const spokenAt = performance.now();
      await wait(pauseMilliseconds);
      // The recognizer may be loading still when the first has been said.
      await expect
        .poll(() => finalAt, { message: `words of sentence ${n}`, timeout: n === 0 ? 60_000 : 1 })
        .toBeGreaterThan(begunAt);
      delays.push((finalAt - spokenAt) / 1000);
      await collect();
      const mark = await markAt(app, hours());
      marks.push(mark);
      appendFileSync(test.info().outputPath('marks.jsonl'), `${JSON.stringify(mark)}\n`);
    }
    const heardSeconds = hours() * 3600;
    const stopped = await app.page.evaluate(() => window.utter.request('dictation:stop'));
    if (!stopped.ok) throw new Error(stopped.error.code);
    const { id, seconds } = stopped.value;
    expect(samplesOf(app.wavPath(id)).length / 16_000).toBe(seconds);
    expect(heardSeconds - seconds).toBeLessThanOrEqual(mostLostSeconds);
    count({ sentences: delays.length, realTimeMinutes: extent.realTimeMinutes });
    const tenth = Math.ceil(delays.length / 10);
    const [first, last] = [median(delays.slice(0, tenth)), median(delays.slice(-tenth))];
    console.log(
      `${delays.length} sentences, ${(heardSeconds - seconds).toFixed(2)} s missing, settled ${first.toFixed(2)} s behind their end at first and ` +
        `${last.toFixed(2)} s at last; megabytes ${JSON.stringify(marks.at(-1)!.megabytes)}, an hour more ${JSON.stringify(slopesOf(marks))}`,
    );
    expect(last - first).toBeLessThan(largestGrowthSeconds);
    if (extent.realTimeMinutes >= 60)
      for (const [name, slope] of Object.entries(slopesOf(marks)))
        expect(slope, name).toBeLessThan(largestSlopeMegabytes);
  } finally {
    await app.dispose();
    await microphone.dispose();
  }
});
