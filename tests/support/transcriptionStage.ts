import { existsSync, writeFileSync } from 'node:fs';

import { afterEach, vi } from 'vitest';

import { fail, ok, type Result } from '../../src/contract/result';
import type { HearCommand, HeardSound, TranscriptionQueue } from '../../src/contract/transcription';
import type { SoundProgress } from '../../src/main/transcription/supervisedTranscriber';
import { Transcriptions } from '../../src/main/transcription/transcriptions';
import { TranscriptionStore } from '../../src/platform/userFolder/transcriptionStore';
import { spoken, take } from './fakeBridge';
import { temporaryFolder } from './temporaryFolder';

export const heardOf = (text: string): HeardSound => ({
  model: 'English',
  seconds: 4,
  utterances: [spoken(text, 0)],
  damage: null,
});

/** A transcriber that a test plays. */
export class FakeTranscriber {
  readonly commands: HearCommand[] = [];
  readonly said: string[] = [];
  #answer: ((heard: Result<HeardSound>) => void) | null = null;
  #progress: (progress: SoundProgress) => void = () => undefined;

  hear(command: HearCommand, onProgress: (progress: SoundProgress) => void): Promise<Result<HeardSound>> {
    this.commands.push(command);
    if (command.wavPath !== null) writeFileSync(command.wavPath, command.name);
    writeFileSync(command.soFarPath, command.name, { flag: 'a' });
    this.#progress = onProgress;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  get current(): string | undefined {
    return this.commands.at(-1)?.name;
  }

  progress(doneSeconds: number, changes: Partial<SoundProgress> = {}): void {
    this.#progress({ doneSeconds, earlierSeconds: 0, totalSeconds: 10, ...changes });
  }

  finish(heard: Result<HeardSound> = ok(heardOf('some words'))): void {
    this.#answer?.(heard);
    this.#answer = null;
  }

  pause = (): number => this.said.push('pause');
  resume = (): number => this.said.push('resume');
  cancel = (): void => {
    this.said.push('cancel');
    this.finish(fail('busy', 'Cancelled.'));
  };
  dispose = (): void => {
    this.finish(fail('busy', 'Cancelled.'));
  };
}

const opened: Transcriptions[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.dispose();
});

/** The queue of what is to be written down, with its files on disk, and all that is around it played by a test. */
export async function stageTranscriptions(userFolder = temporaryFolder()) {
  const transcriber = new FakeTranscriber();
  const kept: string[] = [];
  /** Of each that was kept, what it is said to have been heard by. */
  const models: (string | null)[] = [];
  let clock = 0;
  const transcriptions = new Transcriptions({
    store: new TranscriptionStore(userFolder),
    transcriber,
    keeper: {
      add: async (name, heard, wavPath, earlierTakeId) => {
        const inPlaceOf = earlierTakeId === undefined ? '' : ` in place of ${earlierTakeId}`;
        kept.push(`${name}: ${heard.utterances.length} ${existsSync(wavPath) ? 'with sound' : 'silent'}${inPlaceOf}`);
        models.push(heard.model);
        return ok(take(50 + kept.length));
      },
      hearAgain: async (id, heard) => {
        kept.push(`again ${id}`);
        models.push(heard.model);
        return ok(take(1));
      },
      wavPath: (id) => `/takes/${id}/audio.wav`,
    },
    modelOf: async (id) =>
      id === 'bundled-light'
        ? fail('model-missing')
        : ok({ name: `Model ${id ?? 'used'}`, files: { modelPath: `/${id ?? 'used'}.utter` } }),
    terms: (usesVocabulary) => (usesVocabulary ? ['Memphis'] : []),
    hearsAgain: () => true,
    soundName: /\.(?:wav|opus)$/u,
    onChange: () => undefined,
    now: () => clock,
    watchTimes: { quietMilliseconds: 20, grownQuietMilliseconds: 40, checkMilliseconds: 40 },
  });
  opened.push(transcriptions);
  await transcriptions.open();
  const states = (): string => transcriptions.queue.jobs.map(({ name, state }) => `${name} ${state}`).join(', ');
  const job = (name: string): TranscriptionQueue['jobs'][number] => {
    const found = transcriptions.queue.jobs.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no job "${name}"`);
    return found;
  };
  const pass = (milliseconds: number): void => {
    clock += milliseconds;
  };
  return { userFolder, transcriptions, transcriber, kept, models, states, job, pass };
}

/** Waits until something is so. */
export const settled = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 5 });
