import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import type { AudioMessage, RecognizerCommand, RecognizerEvent } from '../../src/contract/workerMessages';
import { float32ToInt16, int16ToFloat32 } from '../../src/core/audio/pcm';
import { formatWav } from '../../src/core/audio/wav';
import { readAudio } from '../../src/platform/audio/audioFile';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';
import { writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';
import { WorkerInNode } from '../support/workerInNode';

// The real recognizer process; only Electron is missing.

type RecognizerProcess = WorkerInNode<RecognizerCommand, RecognizerEvent>;

const recording = 'tests/recordings/cv40197745.opus';
const disposables: RecognizerProcess[] = [];

afterEach(async () => {
  for (const one of disposables.splice(0)) await one.dispose();
});

function newProcess(): RecognizerProcess {
  const worker: RecognizerProcess = new WorkerInNode('src/worker/recognizer.ts');
  disposables.push(worker);
  return worker;
}

/** A model, a take on disk, and the final utterances of the take where it is heard in one piece from `resumeSample` on. */
async function stage(resumeSample: number) {
  const folder = temporaryFolder();
  const [modelPath, wavPath] = [join(folder, 'small.utter'), join(folder, 'audio.wav')];
  writeSmallModel(modelPath);
  const audio = await readAudio(recording);
  const opened = await openRecognizer({ modelPath });
  if (!audio.ok || !opened.ok) throw new Error('the recording or the model cannot be read');
  const samples = float32ToInt16(audio.value);
  writeFileSync(wavPath, formatWav(samples));
  const session = opened.value.recognizer.openSession({ startSeconds: resumeSample / 16_000 });
  const told = [...session.push(int16ToFloat32(samples.subarray(resumeSample))), ...session.finish()];
  session.dispose();
  opened.value.recognizer.dispose();
  return { modelPath, wavPath, samples, finals: told.filter((event) => event.type === 'final') };
}

const sendAudio = (worker: RecognizerProcess, message: AudioMessage): void => {
  worker.sendOverLine(message);
};

describe('the recognizer process', () => {
  it.each([0, 16_000])(
    'hears the file from sample %i, then what comes live, as if it had heard all of it in one piece',
    async (resumeSample) => {
      const { modelPath, wavPath, samples, finals } = await stage(resumeSample);
      const worker = newProcess();
      worker.send({ type: 'load', modelPath });
      expect(await worker.next('ready')).toMatchObject({ model: 'small' });
      worker.send({ type: 'open', wavPath, resumeSample }, true);
      for (let firstSample = 24_000; firstSample < 40_000; firstSample += 160) {
        sendAudio(worker, { type: 'audio', firstSample, samples: samples.slice(firstSample, firstSample + 160) });
      }
      sendAudio(worker, { type: 'end', totalSamples: samples.length });
      await worker.next('finished');
      expect(finals.length).toBeGreaterThan(0);
      expect(worker.events.filter((event) => event.type === 'final')).toEqual(finals);
      expect(worker.events.at(-1)?.type).toBe('finished');
    },
  );

  it('says that a model is missing', async () => {
    const worker = newProcess();
    worker.send({ type: 'load', modelPath: join(temporaryFolder(), 'none.utter') });
    expect((await worker.next('failed')).failure.code).toBe('model-missing');
  });

  it('ends where it is told what is not in the contract', async () => {
    const worker = newProcess();
    worker.send({ type: 'sing' } as unknown as RecognizerCommand);
    expect(await worker.ended()).toBe(1);
  });
});
