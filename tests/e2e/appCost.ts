import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { launchApp, type RunningApp } from './app';
import { startDisplay } from './display';
import { startWindowManager } from './otherProgram';
import { treeOf } from '../support/processMemory';
import { VirtualMicrophone } from '../support/virtualMicrophone';

/**
 * What the built app costs while it waits and while it listens: `npx tsx tests/e2e/appCost.ts`, on Linux, with what the end-to-end
 * tests need. Memory is the proportional set of each process (a page that several share counts once in all), processor time is user and
 * system; both are of all the app's processes, on a display without a graphics card. The longest tasks of the window's thread are those of a
 * trace, which makes the window dearer while it lasts and is taken afterwards.
 *
 * Electron that runs elsewhere on the machine shares pages with this one and makes it look smaller: name a copy of its folder in
 * ELECTRON_OVERRIDE_DIST_PATH then.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    recording: { type: 'string', default: 'tests/recordings/6272-70171-0021.opus' },
    /** Also once the recognizer has been given back, which takes as long as the app lets it. */
    rested: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);

interface Cost {
  readonly name: string;
  readonly megabytes: number;
  /** Of one core. */
  readonly percent: number;
}

/** Of every process of the app, over `seconds` from now. */
async function measure(app: RunningApp): Promise<Cost[]> {
  const root = app.electron.process().pid ?? 0;
  const names = await namesOf(app);
  const before = new Map(treeOf(root).map((pid) => [pid, ticksOf(pid)]));
  const from = performance.now();
  await new Promise((elapsed) => setTimeout(elapsed, seconds * 1000));
  const elapsedSeconds = (performance.now() - from) / 1000;
  return treeOf(root).map((pid) => ({
    name: names.get(pid) ?? 'zygote',
    megabytes: proportionalMegabytes(pid),
    percent: (ticksOf(pid) - (before.get(pid) ?? 0)) / elapsedSeconds,
  }));
}

async function namesOf({ electron }: RunningApp): Promise<Map<number, string>> {
  const metrics = await electron.evaluate(({ app }) => app.getAppMetrics());
  return new Map(metrics.map(({ pid, name, type }) => [pid, name ?? type]));
}

/** Hundredths of a second, as Linux counts them for every program. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

function proportionalMegabytes(pid: number): number {
  return Number(/^Pss:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
}

function tell(phase: string, costs: readonly Cost[]): void {
  const total = { name: 'all', megabytes: 0, percent: 0 };
  for (const { megabytes, percent } of costs) {
    total.megabytes += megabytes;
    total.percent += percent;
  }
  console.log(`\n${phase}`);
  for (const { name, megabytes, percent } of [...costs, total])
    console.log(`  ${name.padEnd(32)}${megabytes.toFixed(0).padStart(6)} MiB ${percent.toFixed(2).padStart(8)} %`);
}

/** Says the recording into the microphone over and over until told to stop. */
function speak(microphone: VirtualMicrophone): () => Promise<void> {
  const told = new AbortController();
  const speaking = (async () => {
    while (!told.signal.aborted) await microphone.play(resolve(options.recording));
  })();
  return () => {
    told.abort();
    return speaking;
  };
}

/** A task of a thread, as Chromium traces it; times in microseconds, `tdur` of the processor. */
interface Traced {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Traces every process of the app. The returned function ends that, and gives the longest tasks of the window's main thread, in ms. */
async function traceTasks(app: RunningApp): Promise<() => Promise<number[]>> {
  await app.electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'] }),
  );
  return async () => {
    const path = await app.electron.evaluate(({ contentTracing }) => contentTracing.stopRecording());
    const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: Traced[] };
    rmSync(path);
    const main = new Set(
      traceEvents.flatMap(({ pid, tid, args }) => (args.name === 'CrRendererMain' ? [`${pid}.${tid}`] : [])),
    );
    const tasks = traceEvents.filter(({ name, pid, tid }) => name.includes('RunTask') && main.has(`${pid}.${tid}`));
    return tasks.map(({ tdur = 0 }) => tdur / 1000).sort((a, b) => b - a);
  };
}

/** Milliseconds from Start to the first words that the window is told, while the recording is spoken. */
async function start(app: RunningApp): Promise<number> {
  return app.page.evaluate(async () => {
    const from = performance.now();
    const heard = new Promise<number>((resolve) => {
      window.utter.on('dictation:partial', () => {
        resolve(performance.now() - from);
      });
    });
    await window.utter.request('dictation:start', { deviceName: null });
    return heard;
  });
}

async function dictate(app: RunningApp, microphone: VirtualMicrophone): Promise<void> {
  const fallSilent = speak(microphone);
  console.log(`\nfirst words ${(await start(app)).toFixed(0)} ms after Start`);
  tell('dictating', await measure(app));
  const endTrace = await traceTasks(app);
  await new Promise((elapsed) => setTimeout(elapsed, seconds * 1000));
  const [longest = 0, second = 0] = await endTrace();
  console.log(`  longest tasks of the window: ${longest.toFixed(1)} and ${second.toFixed(1)} ms of the processor`);
  await fallSilent();
  await app.page.evaluate(() => window.utter.request('dictation:stop'));
}

async function rest(app: RunningApp, microphone: VirtualMicrophone): Promise<void> {
  while ((await app.pidOf('recognizer')) !== null) await new Promise((elapsed) => setTimeout(elapsed, 1000));
  tell('rested', await measure(app));
  await dictate(app, microphone);
}

async function main(): Promise<void> {
  const removeDisplay = await startDisplay();
  const windowManager = startWindowManager();
  const microphone = await VirtualMicrophone.start();
  const app = await launchApp({ environment: microphone.environment });
  const backend = (): Promise<string | null> =>
    app.page.evaluate(async () => {
      const status = await window.utter.request('system:status');
      return status.ok ? status.value.backend : null;
    });
  while ((await backend()) === null) await new Promise((elapsed) => setTimeout(elapsed, 200));
  console.log(`${(await backend()) ?? ''}, ${seconds} s each`);
  await new Promise((elapsed) => setTimeout(elapsed, 5000));
  tell('ready', await measure(app));
  await dictate(app, microphone);
  if (options.rested) await rest(app, microphone);
  await app.dispose();
  await microphone.dispose();
  windowManager.kill();
  removeDisplay();
}

void main();
