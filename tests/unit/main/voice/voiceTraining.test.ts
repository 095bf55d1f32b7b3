import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fewestRecordings } from '../../../../src/contract/fewestRecordings';
import { fail } from '../../../../src/contract/result';
import type {
  CheckerCommand,
  CheckerEvent,
  TrainerCommand,
  TrainerEvent,
} from '../../../../src/contract/voiceMessages';
import type { CaptureCommand, CaptureEvent } from '../../../../src/contract/workerMessages';
import { VoiceTraining } from '../../../../src/main/voice/voiceTraining';
import type { KeptFiles } from '../../../../src/platform/userFolder/modelStore';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { VoiceStore } from '../../../../src/platform/userFolder/voiceStore';
import { checksOf } from '../../../support/fakeVoice';
import { FakeProgram } from '../../../support/fakeWorkers';
import { takeWith } from '../../../support/takes';
import { temporaryFolder } from '../../../support/temporaryFolder';

const settings = { preset: 'quick', advanced: {} } as const;
const createdAt = '2026-01-01T00:00:00.000Z';
const modelPath = '/models/mine.utter';
const serving = { languageModelPath: '/models/english.lm', encoderPath: '/models/whisper-base.encoder' };

const rate = { wer: 40, lowestWer: 35, highestWer: 45, words: 100 };
const beforeAndAfter = { before: rate, after: rate };
const scores = { voice: beforeAndAfter, canary: beforeAndAfter, parts: [], minutes: 3, trainingSeconds: 60 };

async function addRecording(store: VoiceStore): Promise<string> {
  const text = 'A quick and honest answer.';
  const about = { createdAt, text, origin: 'prompt', source: null, checks: checksOf(text), isUsed: true } as const;
  const added = await store.add(new Float32Array(16_000), about);
  if (!added.ok) throw new Error(added.error.message);
  return added.value.id;
}

async function stage(userFolder = temporaryFolder()) {
  const trainer = new FakeProgram<TrainerCommand, TrainerEvent>();
  const checker = new FakeProgram<CheckerCommand, CheckerEvent>();
  const kept: KeptFiles[] = [];
  const takes = new TakeStore(userFolder);
  await takes.recover();
  const voice = new VoiceTraining({
    forkCapture: new FakeProgram<CaptureCommand, CaptureEvent>().fork,
    forkChecker: checker.fork,
    forkTrainer: trainer.fork,
    takes,
    userFolder,
    resourcesFolder: join(userFolder, 'resources'),
    models: () => ({ modelPath, ...serving }),
    vocabulary: () => ['Kowalczyk = koval chick'],
    isTakeInProgress: () => false,
    askWhichCorpus: () => Promise.resolve('/recordings'),
    askWhichDocuments: () => Promise.resolve(['/letters/one.txt']),
    keep: (files) => {
      kept.push(files);
      return Promise.resolve(fail('internal'));
    },
    tell: () => undefined,
  });
  await voice.open();
  return {
    checker,
    handlers: voice.handlers(),
    kept,
    store: new VoiceStore(userFolder),
    takes,
    trainer,
    userFolder,
    voice,
  };
}

describe('VoiceTraining', () => {
  it('names the files that serve the model in use: the encoder to the check, the language model to a training too', async () => {
    const { checker, handlers, store, trainer, userFolder } = await stage();
    void handlers['voice:import']({ from: 'folder' });
    await Promise.resolve();
    const { encoderPath } = serving;
    const importing = { type: 'import', modelPath, encoderPath, userFolder, path: '/recordings' };
    expect(checker.last.sent.at(-1)).toEqual(importing);
    for (let count = 0; count < fewestRecordings; count++) await addRecording(store);
    await handlers['training:start'](settings);
    expect(trainer.last.sent.at(-1)).toMatchObject({ type: 'adapt', job: { modelPath, ...serving } });
  });

  it('keeps what a training has yet to read: its recordings and its model, while it runs and while it is paused', async () => {
    const { handlers, store, trainer, userFolder, voice } = await stage();
    const ids: string[] = [];
    for (let count = 0; count < fewestRecordings; count++) ids.push(await addRecording(store));
    expect(voice.reads(modelPath)).toBe(false);
    expect(await handlers['training:start'](settings)).toMatchObject({ ok: true });
    const later = await addRecording(store);

    for (const id of ids) {
      expect(await handlers['voice:remove']({ id })).toMatchObject({ ok: false, error: { code: 'busy' } });
      expect(existsSync(store.wavPath(id))).toBe(true);
    }
    expect(await handlers['voice:remove']({ id: later })).toMatchObject({ ok: true });
    expect(voice.reads(modelPath)).toBe(true);

    const paused = handlers['training:pause'](undefined);
    trainer.last.say({ type: 'stopped', step: 1 });
    await paused;
    const again = await stage(userFolder);
    const [id = ''] = ids;
    expect(await again.handlers['voice:remove']({ id })).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(again.voice.reads(modelPath)).toBe(true);

    await again.handlers['training:cancel'](undefined);
    expect(again.voice.reads(modelPath)).toBe(false);
    expect(await again.handlers['voice:remove']({ id })).toMatchObject({ ok: true });
  });

  it('teaches the words of texts that were named, of takes that were put right and of the vocabulary', async () => {
    const { handlers, store, takes, trainer, userFolder } = await stage();
    const word = { text: 'axle', startSeconds: 0, endSeconds: 1, confidence: 1 };
    const utterances = [{ startSeconds: 0, endSeconds: 1, words: [word] }];
    const corrected = takeWith({ corrected: true, utterances });
    mkdirSync(join(userFolder, 'takes', corrected.id));
    await takes.save(corrected);
    for (let count = 0; count < fewestRecordings; count++) await addRecording(store);
    await handlers['training:choose-documents'](undefined);
    await handlers['training:choose-documents'](undefined);
    expect(await handlers['training:state'](undefined)).toMatchObject({ value: { documents: ['one.txt'] } });
    await handlers['training:start'](settings);
    const words = { documents: ['/letters/one.txt'], texts: ['axle'], terms: ['koval chick'] };
    expect(trainer.last.sent.at(-1)).toMatchObject({ job: { words } });
  });

  it('keeps a model with the language model of its words, else with the one that it was begun with', async () => {
    const { handlers, kept, store, trainer, userFolder } = await stage();
    for (let count = 0; count < fewestRecordings; count++) await addRecording(store);
    await handlers['training:start'](settings);
    trainer.last.say({ type: 'done', modelPath: '/m', scores, sentences: [], isBetter: true });
    await handlers['training:keep']({ name: 'Mine' });
    const learnt = join(userFolder, 'training', 'model.lm');
    writeFileSync(learnt, '');
    await handlers['training:keep']({ name: 'Mine' });
    expect(kept.map(({ languageModelPath }) => languageModelPath)).toEqual([serving.languageModelPath, learnt]);
    expect(kept[0]?.modelPath).toBe(join(userFolder, 'training', 'model.utter'));
  });

  it('needs the recordings no more when the new model waits for keep or discard', async () => {
    const { handlers, store, trainer, voice } = await stage();
    const ids: string[] = [];
    for (let count = 0; count < fewestRecordings; count++) ids.push(await addRecording(store));
    await handlers['training:start'](settings);
    trainer.last.say({ type: 'done', modelPath: '/m', scores, sentences: [], isBetter: true });
    expect(voice.reads(modelPath)).toBe(false);
    expect(await handlers['voice:remove']({ id: ids[0]! })).toMatchObject({ ok: true });
    await handlers['training:discard'](undefined);
  });
});
