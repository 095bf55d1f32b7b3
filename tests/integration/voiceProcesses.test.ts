import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { textOf } from '../../src/contract/shownText';
import type { TranscriberCommand, TranscriberEvent } from '../../src/contract/transcription';
import type { CheckerCommand, CheckerEvent, TrainerCommand, TrainerEvent } from '../../src/contract/voiceMessages';
import { float32ToInt16 } from '../../src/core/audio/pcm';
import { formatWav } from '../../src/core/audio/wav';
import { readAudio } from '../../src/platform/audio/audioFile';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { VoiceStore } from '../../src/platform/userFolder/voiceStore';
import { temporaryFolder } from '../support/temporaryFolder';
import { jobIn } from '../support/voiceJob';
import { WorkerInNode } from '../support/workerInNode';

const longMilliseconds = 90_000;
const modelPath = resolve('resources/models/english.utter');
const workers: { dispose(): Promise<void> }[] = [];

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.dispose();
});

function trainer(): WorkerInNode<TrainerCommand, TrainerEvent> {
  const worker = new WorkerInNode<TrainerCommand, TrainerEvent>('src/worker/trainer.ts');
  workers.push(worker);
  return worker;
}

function checker(): WorkerInNode<CheckerCommand, CheckerEvent> {
  const worker = new WorkerInNode<CheckerCommand, CheckerEvent>('src/worker/checker.ts');
  workers.push(worker);
  return worker;
}

const stepsOf = (worker: WorkerInNode<TrainerCommand, TrainerEvent>): number[] =>
  worker.events.flatMap((event) => (event.type === 'step' ? [event.step] : []));

describe('the training process', () => {
  it('goes on where it was killed, to a new model; the old one is as it was', { timeout: 240_000 }, async () => {
    const job = await jobIn(temporaryFolder());
    const before = readFileSync(job.modelPath);
    const first = trainer();
    first.send({ type: 'adapt', job });
    await first.until(() => stepsOf(first).length >= 2, longMilliseconds);
    await first.dispose();
    expect(existsSync(join(job.folder, 'model.utter'))).toBe(false);
    const second = trainer();
    second.send({ type: 'adapt', job });
    const done = await second.next('done', longMilliseconds);
    expect(stepsOf(second)[0]).toBeGreaterThan(1);
    expect(existsSync(done.modelPath)).toBe(true);
    expect(readFileSync(job.modelPath).equals(before)).toBe(true);
  });

  it('stops when it is told to, with everything on disk', { timeout: 120_000 }, async () => {
    const job = await jobIn(temporaryFolder());
    const worker = trainer();
    worker.send({ type: 'adapt', job });
    await worker.next('step', longMilliseconds);
    worker.send({ type: 'stop' });
    const { step } = await worker.next('stopped', longMilliseconds);
    expect(step).toBe(stepsOf(worker).at(-1));
    expect(existsSync(join(job.folder, 'checkpoint'))).toBe(true);
  });

  it('says why it cannot begin', { timeout: 120_000 }, async () => {
    const job = await jobIn(temporaryFolder());
    const worker = trainer();
    worker.send({ type: 'adapt', job: { ...job, modelPath: '/nowhere.utter' } });
    expect(await worker.next('failed', longMilliseconds)).toMatchObject({ failure: { code: 'model-missing' } });
  });
});

describe('the checking process', () => {
  it('tells a sentence that was read from one that was not', { timeout: 120_000 }, async () => {
    const wavPath = resolve('tests/recordings/000240152.opus');
    const worker = checker();
    worker.send({ type: 'check', modelPath, wavPath, text: 'This is a pretty good place to start.' });
    worker.send({ type: 'check', modelPath, wavPath, text: 'Seven wizards left the harbour after dark.' });
    const checked = (): CheckerEvent[] => worker.events.filter(({ type }) => type === 'checked');
    await worker.until(() => checked().length === 2, longMilliseconds);
    expect(checked().map((event) => event.type === 'checked' && event.checks.findings.includes('other-words'))).toEqual(
      [false, true],
    );
  });

  it('takes a folder of recordings into the store, and tells how far it is', { timeout: 120_000 }, async () => {
    const [userFolder, path] = [temporaryFolder(), temporaryFolder()];
    const listed = await readCorpus('tests/recordings/recordings.tsv', 'tests/recordings');
    if (!listed.ok) throw new Error(listed.error.message);
    mkdirSync(join(userFolder, 'voice'));
    copyFileSync(listed.value[0]!.path, join(path, 'one.opus'));
    writeFileSync(join(path, 'one.txt'), 'Enter seven one five four.');
    writeFileSync(join(path, 'damaged.wav'), 'no sound');
    writeFileSync(join(path, 'damaged.txt'), 'Nothing.');
    const worker = checker();
    worker.send({ type: 'import', modelPath, userFolder, path });
    const { report } = await worker.next('imported', longMilliseconds);
    expect(report.taken).toBe(1);
    expect(report.refused.map((refused) => refused.path)).toEqual([join(path, 'damaged.wav')]);
    expect(worker.events.some(({ type }) => type === 'importing')).toBe(true);
    expect((await new VoiceStore(userFolder).list()).map(({ text }) => text)).toEqual(['Enter seven one five four.']);
  });
});

describe('the transcriber process', () => {
  it('writes down a file with its sound, and goes on after a pause', { timeout: 120_000 }, async () => {
    const worker = new WorkerInNode<TranscriberCommand, TranscriberEvent>('src/worker/transcriber.ts');
    workers.push(worker);
    const folder = temporaryFolder();
    const wavPath = join(folder, 'audio.wav');
    const lightPath = resolve('resources/models/english-light.utter');
    const path = resolve('tests/recordings/6272-70171-0021.opus');
    const hearing = {
      type: 'hear' as const,
      hearsAgain: true,
      terms: [],
      path,
      name: 'one.opus',
      soFarPath: join(folder, 'one.jsonl'),
    };
    worker.send({ ...hearing, modelPath: '/nothing.utter', wavPath: null });
    expect((await worker.next('failed', longMilliseconds)).failure.code).toBe('model-missing');
    worker.send({ type: 'pause' });
    worker.send({ ...hearing, modelPath: lightPath, wavPath });
    worker.send({ type: 'resume' });
    const heard = await worker.next('heard', longMilliseconds);
    expect(heard.utterances.flatMap(({ words }) => words).length).toBeGreaterThan(5);
    expect(readFileSync(wavPath).length).toBe(44 + Math.round(heard.seconds * 16_000) * 2);
    const progress = worker.events.flatMap((event) => (event.type === 'progress' ? [event.doneSeconds] : []));
    expect(progress.at(-1)).toBe(heard.seconds);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it(
    'hears what the command line hears: a very quiet file with an offset as one without',
    { timeout: 120_000 },
    async () => {
      const worker = new WorkerInNode<TranscriberCommand, TranscriberEvent>('src/worker/transcriber.ts');
      workers.push(worker);
      const audio = await readAudio(resolve('tests/recordings/cen6-miry-b.opus'));
      if (!audio.ok) throw new Error(audio.error.message);
      const folder = temporaryFolder();
      const lightPath = resolve('resources/models/english-light.utter');
      const hearing = {
        type: 'hear' as const,
        hearsAgain: false,
        terms: [],
        name: 'one.wav',
        modelPath: lightPath,
        wavPath: null,
      };
      for (const [factor, offset] of [
        [0.5, 0],
        [0.004, 0.3],
      ] as const) {
        const path = join(folder, `${factor}.wav`);
        writeFileSync(path, formatWav(float32ToInt16(audio.value.map((sample) => factor * sample + offset))));
        worker.send({ ...hearing, path, soFarPath: `${path}.jsonl` });
      }
      const texts = (): string[] =>
        worker.events.flatMap((event) => (event.type === 'heard' ? [textOf(event.utterances)] : []));
      await worker.until(() => texts().length === 2, longMilliseconds);
      const [plain, quiet] = texts();
      expect(plain).not.toBe('');
      expect(quiet).toBe(plain);
    },
  );
});
