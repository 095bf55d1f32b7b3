import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { fail, ok, type Result } from '../../../../src/contract/result';
import type { HearCommand, HeardSound, TranscriptionQueue } from '../../../../src/contract/transcription';
import type { SoundProgress } from '../../../../src/main/transcription/supervisedTranscriber';
import { Transcriptions } from '../../../../src/main/transcription/transcriptions';
import { WavWriter } from '../../../../src/platform/audio/wavWriter';
import { HeardSoFar } from '../../../../src/platform/userFolder/heardSoFar';
import { TranscriptionStore } from '../../../../src/platform/userFolder/transcriptionStore';
import { spoken, take, takeId } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';

const heardOf = (text: string): HeardSound => ({
  model: 'English',
  seconds: 4,
  utterances: [spoken(text, 0)],
  damage: null,
});

/** A transcriber that a test plays. */
class FakeTranscriber {
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

/** What the process has on disk when it is ended in the middle: its sound, and what has settled of it. */
function hearInPart({ wavPath, soFarPath, path, name: _name, ...hearing }: HearCommand, settledSeconds: number): void {
  const writer = WavWriter.open(wavPath ?? '');
  if (!writer.ok) throw new Error(writer.error.message);
  writer.value.push(new Int16Array((settledSeconds + 1) * 16_000));
  writer.value.finish();
  rmSync(soFarPath);
  const soFar = HeardSoFar.open(soFarPath, { version: 1, path, stamp: '1 1', hearing });
  if (!soFar.ok) throw new Error(soFar.error.message);
  soFar.value.note(settledSeconds * 16_000, [spoken('some words', 0)]);
  soFar.value.close();
}

const opened: Transcriptions[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.dispose();
});

async function stage(userFolder = temporaryFolder()) {
  const transcriber = new FakeTranscriber();
  const kept: string[] = [];
  let clock = 0;
  const transcriptions = new Transcriptions({
    store: new TranscriptionStore(userFolder),
    transcriber,
    keeper: {
      add: async (name, heard, wavPath) => {
        kept.push(`${name}: ${heard.utterances.length} ${existsSync(wavPath) ? 'with sound' : 'silent'}`);
        return ok(take(50 + kept.length));
      },
      hearAgain: async (id) => {
        kept.push(`again ${id}`);
        return ok(take(1));
      },
      wavPath: (id) => `/takes/${id}/audio.wav`,
    },
    filesOf: async (id) =>
      id === 'bundled-light' ? fail('model-missing') : ok({ modelPath: `/${id ?? 'used'}.utter` }),
    terms: (usesVocabulary) => (usesVocabulary ? ['Memphis'] : []),
    hearsAgain: () => true,
    soundName: /\.(?:wav|opus)$/u,
    onChange: () => undefined,
    now: () => clock,
    quietMilliseconds: 20,
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
  return { userFolder, transcriptions, transcriber, kept, states, job, pass };
}

const settled = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 5 });

describe('Transcriptions', () => {
  it('writes files down one after the other, each with its sound', async () => {
    const { transcriptions, transcriber, kept, states } = await stage();
    await transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    expect(states()).toBe('one.mp3 running, two.mp3 waiting');
    transcriber.finish();
    await settled(() => {
      expect(transcriber.current).toBe('two.mp3');
    });
    expect(transcriber.commands[1]).toMatchObject({ path: '/a/two.mp3', modelPath: '/used.utter', terms: ['Memphis'] });
    transcriber.finish();
    await settled(() => {
      expect(states()).toBe('one.mp3 done, two.mp3 done');
    });
    expect(kept).toEqual(['one: 1 with sound', 'two: 1 with sound']);
    await transcriptions.clear();
    expect(states()).toBe('');
  });

  it('tells the time left, without that of a pause', async () => {
    const { transcriptions, transcriber, job, pass } = await stage();
    await transcriptions.addFiles(['/a/one.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    pass(2000);
    transcriber.progress(4);
    expect(job('one.mp3')).toMatchObject({ doneSeconds: 4, totalSeconds: 10, leftSeconds: 3 });
    await transcriptions.pause();
    pass(60_000);
    await transcriptions.resume();
    expect(job('one.mp3').leftSeconds).toBe(3);
    transcriber.progress(4, { totalSeconds: null });
    expect(job('one.mp3').leftSeconds).toBeNull();
    expect(transcriber.said).toEqual(['pause', 'resume']);
    // What was heard before costs nothing now, and neither does loading the model.
    transcriber.progress(6, { earlierSeconds: 6 });
    expect(job('one.mp3')).toMatchObject({ doneSeconds: 6, leftSeconds: null });
    pass(1000);
    transcriber.progress(8, { earlierSeconds: 6 });
    expect(job('one.mp3').leftSeconds).toBe(1);
  });

  it('begins with nothing while it is paused', async () => {
    const { transcriptions, transcriber, states } = await stage();
    await transcriptions.pause();
    await transcriptions.addFiles(['/a/one.mp3']);
    expect([states(), transcriber.commands.length]).toEqual(['one.mp3 waiting', 0]);
  });

  it('goes on to the next when one is cancelled, and keeps nothing of that', async () => {
    const { transcriptions, transcriber, kept, states, job, userFolder } = await stage();
    await transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    const { id } = job('one.mp3');
    await transcriptions.cancel(id);
    await settled(() => {
      expect(states()).toBe('two.mp3 running');
    });
    expect(kept).toEqual([]);
    expect(readdirSync(join(userFolder, 'transcribing')).filter((name) => name.startsWith(id))).toEqual([]);
  });

  it('keeps what was heard of a file that is cancelled as a take, and says so', async () => {
    const { transcriptions, transcriber, kept, states, job } = await stage();
    await transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    hearInPart(transcriber.commands[0]!, 83);
    await transcriptions.cancel(job('one.mp3').id);
    expect(states()).toBe('one.mp3 done, two.mp3 running');
    expect(job('one.mp3').note).toBe('Cancelled at 1:23. What was heard until then is kept.');
    expect(kept).toEqual(['one, the first 1:23: 1 with sound']);
    expect(existsSync(transcriber.commands[0]!.soFarPath)).toBe(false);
    // It is a take now: what is taken off the list is the line alone.
    await transcriptions.cancel(job('one.mp3').id);
    expect([states(), kept.length]).toEqual(['two.mp3 running', 1]);
  });

  it('keeps what was heard of a file that came to nothing and is taken off the list', async () => {
    const { transcriptions, transcriber, kept, states, job } = await stage();
    await transcriptions.addFiles(['/a/one.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    hearInPart(transcriber.commands[0]!, 83);
    transcriber.finish(fail('disk-full'));
    await settled(() => {
      expect(states()).toBe('one.mp3 failed');
    });
    await transcriptions.cancel(job('one.mp3').id);
    expect([states(), kept]).toEqual(['one.mp3 done', ['one, the first 1:23: 1 with sound']]);
  });

  it('says why a file came to nothing, goes on, and tries it again when asked', async () => {
    const { transcriptions, transcriber, states, job } = await stage();
    await transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    transcriber.finish(fail('audio-unreadable', 'one.mp3 cannot be read.'));
    await settled(() => {
      expect(states()).toBe('one.mp3 failed, two.mp3 running');
    });
    expect(job('one.mp3').note).toBe('one.mp3 cannot be read.');
    expect(existsSync(transcriber.commands[0]!.soFarPath)).toBe(true);
    await transcriptions.retry(job('one.mp3').id);
    transcriber.finish();
    await settled(() => {
      expect(states()).toBe('one.mp3 running, two.mp3 done');
    });
  });

  it('goes on after a restart with what was at work, and with what was heard of it', async () => {
    const first = await stage();
    await first.transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3', '/a/three.mp3']);
    await settled(() => {
      expect(first.transcriber.current).toBe('one.mp3');
    });
    first.transcriber.finish();
    await settled(() => {
      expect(first.transcriber.current).toBe('two.mp3');
    });
    expect(first.states()).toBe('one.mp3 done, two.mp3 running, three.mp3 waiting');
    writeFileSync(first.transcriber.commands[1]!.soFarPath, 'so far');
    await first.transcriptions.dispose();
    writeFileSync(join(first.userFolder, 'transcribing', 'left.wav'), 'of a job that is no more');
    const second = await stage(first.userFolder);
    expect(second.states()).toBe('one.mp3 done, two.mp3 running, three.mp3 waiting');
    await settled(() => {
      expect(second.transcriber.current).toBe('two.mp3');
    });
    expect(readFileSync(second.transcriber.commands[0]!.soFarPath, 'utf8')).toBe('so fartwo.mp3');
    expect(readdirSync(join(first.userFolder, 'transcribing'))).toHaveLength(2);
  });

  it('does not begin anew what was done in the moment of the close', async () => {
    const first = await stage();
    await first.transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(first.transcriber.current).toBe('one.mp3');
    });
    first.transcriber.finish();
    await first.transcriptions.dispose();
    const second = await stage(first.userFolder);
    expect(second.states()).toBe('one.mp3 done, two.mp3 running');
  });

  it('transcribes a take again before the files that wait, once at a time', async () => {
    const { transcriptions, transcriber, kept, states } = await stage();
    await transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    const settings = { model: 'bundled', usesVocabulary: false, hearsAgain: false } as const;
    expect(await transcriptions.addTake(take(1), settings)).toEqual(ok(undefined));
    expect(await transcriptions.addTake(take(1), settings)).toMatchObject({ error: { code: 'busy' } });
    expect(states()).toBe('one.mp3 running, Take 1 waiting, two.mp3 waiting');
    transcriber.finish();
    await settled(() => {
      expect(transcriber.current).toBe('Take 1');
    });
    expect(transcriber.commands[1]).toMatchObject({
      modelPath: '/bundled.utter',
      path: `/takes/${takeId(1)}/audio.wav`,
      wavPath: null,
      hearsAgain: false,
      terms: [],
    });
    transcriber.finish();
    await settled(() => {
      expect(kept.at(-1)).toBe(`again ${takeId(1)}`);
    });
  });

  it('fails where the model is gone', async () => {
    const { transcriptions, states } = await stage();
    await transcriptions.addTake(take(1), { model: 'bundled-light', usesVocabulary: true, hearsAgain: true });
    await settled(() => {
      expect(states()).toBe('Take 1 failed');
    });
  });

  it('writes down what comes into a watched folder, and not what was there', async () => {
    const folder = temporaryFolder();
    const recording = 'tests/recordings/an401-mdms2-b.opus';
    copyFileSync(recording, join(folder, 'old.opus'));
    const { transcriptions, states, userFolder } = await stage();
    await transcriptions.watchFolder(folder);
    copyFileSync(recording, join(folder, 'new.opus'));
    writeFileSync(join(folder, 'notes.txt'), 'no sound');
    await settled(() => {
      expect(states()).toBe('new.opus running');
    });
    await transcriptions.dispose();
    // What came while the app was away is found when it is back.
    copyFileSync(recording, join(folder, 'later.opus'));
    const second = await stage(userFolder);
    await settled(() => {
      expect(second.states()).toBe('new.opus running, later.opus waiting');
    });
    await second.transcriptions.watchFolder(null);
    expect(second.transcriptions.queue.watchedFolder).toBeNull();
  });
});
