import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { float32ToInt16, joinSamples } from '../../src/core/audio/pcm';
import { formatWav } from '../../src/core/audio/wav';
import { readAudio } from '../../src/platform/audio/audioFile';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { writeWholeFile } from '../../src/platform/files/wholeFile';
import { VoiceStore } from '../../src/platform/userFolder/voiceStore';
import { nextPrompts } from '../../src/platform/voice/prompts';
import { RecordingChecker } from '../../src/platform/voice/recordingChecker';
import { collectCorrections } from '../../src/platform/voice/takeCorrections';
import { importRecordings } from '../../src/platform/voice/voiceImport';
import { silence } from '../support/audio';
import { placeRecording, placeTexts, placeText } from '../support/corpora';
import { takeWith } from '../support/takes';
import { temporaryFolder } from '../support/temporaryFolder';

const resources = join(__dirname, '../../resources');
const recordings = join(__dirname, '../recordings');

let checker: RecordingChecker;

beforeAll(async () => {
  const opened = await RecordingChecker.open({ modelPath: join(resources, 'models/english.utter') });
  if (!opened.ok) throw new Error(opened.error.message);
  checker = opened.value;
});

afterAll(() => {
  checker.dispose();
});

async function openStore(): Promise<VoiceStore> {
  const store = new VoiceStore(temporaryFolder());
  await store.recover();
  return store;
}

async function samplesOf(name: string): Promise<Float32Array> {
  const audio = await readAudio(join(recordings, name));
  if (!audio.ok) throw new Error(audio.error.message);
  return audio.value;
}

describe('RecordingChecker', () => {
  it('knows the texts of recordings from those of others', async () => {
    const corpus = await readCorpus(join(recordings, 'recordings.tsv'), recordings);
    if (!corpus.ok) throw new Error(corpus.error.message);
    let [right, wrong] = [0, 0];
    for (const [index, { path, text }] of corpus.value.entries()) {
      const audio = await readAudio(path);
      if (!audio.ok) throw new Error(audio.error.message);
      const other = corpus.value.at(index - 1)!.text;
      if (checker.check(audio.value, text).findings.includes('other-words')) right += 1;
      if (checker.check(audio.value, other).findings.includes('other-words')) wrong += 1;
    }
    expect(wrong).toBeGreaterThanOrEqual(0.8 * corpus.value.length);
    expect(right).toBeLessThanOrEqual(1);
  });

  it('finds other words where the text cannot be spelt', async () => {
    expect(checker.check(await samplesOf('an401-mdms2-b.opus'), 'Enter 7154.').findings).toContain('other-words');
  });
});

describe('importRecordings', () => {
  it('takes what has a text, and reports the rest', async () => {
    const folder = temporaryFolder();
    placeTexts(folder);
    placeRecording('cv40197745.opus', join(folder, 'other.opus'));
    placeText('completely different words about nothing', join(folder, 'other.txt'));
    const store = await openStore();
    const report = await importRecordings(folder, { store, checker });
    if (!report.ok) throw new Error(report.error.message);
    expect(report.value.taken).toBe(3);
    expect(report.value.refused).toEqual([{ path: join(folder, 'miry/silent.opus'), reason: 'no text' }]);
    expect(report.value.doubtful.map(({ path }) => path)).toContain(join(folder, 'other.opus'));
    expect(await store.list()).toHaveLength(3);
  });

  it('reads a list of paths and texts, and takes the first text of a recording that is listed twice', async () => {
    const folder = temporaryFolder();
    placeRecording('an401-mdms2-b.opus', join(folder, 'a.opus'));
    const rows = [
      'a.opus,"Enter seven, one, five, four."',
      'a.opus,Something else.',
      'lost.wav,Lost.',
      'lost.wav,Lost.',
    ];
    placeText(['path,text', ...rows].join('\n'), join(folder, 'list.csv'));
    const store = await openStore();
    const report = await importRecordings(join(folder, 'list.csv'), { store, checker });
    if (!report.ok) throw new Error(report.error.message);
    expect(report.value.refused).toEqual([
      { path: join(folder, 'a.opus'), reason: 'listed twice' },
      { path: join(folder, 'lost.wav'), reason: expect.stringContaining('unreadable') as string },
      { path: join(folder, 'lost.wav'), reason: 'listed twice' },
    ]);
    expect((await store.list()).map(({ text }) => text)).toEqual(['Enter seven, one, five, four.']);
  });
});

describe('VoiceStore', () => {
  it('removes a recording, brings it back, and forgets audio that no recording names', async () => {
    const store = await openStore();
    const samples = await samplesOf('an401-mdms2-b.opus');
    const text = 'Enter seven one five four.';
    const checks = checker.check(samples, text);
    const createdAt = '2026-11-23T18:00:00.000Z';
    const added = await store.add(samples, { createdAt, text, origin: 'prompt', source: null, checks, isUsed: true });
    if (!added.ok) throw new Error(added.error.message);
    expect(await store.remove(added.value.id)).toMatchObject({ ok: true });
    expect(await store.list()).toEqual([]);
    expect(await store.restore(added.value.id)).toMatchObject({ ok: true });
    expect(await store.list()).toEqual([added.value]);
    expect(await store.save({ ...added.value, id: store.newId() })).toMatchObject({ ok: false });
  });
});

describe('collectCorrections', () => {
  it('makes clips around corrected words, no word cut, once', async () => {
    const said = 'enter seven one five four';
    const spoken = await samplesOf('an401-mdms2-b.opus');
    const known = checker.align(spoken, said)!.map((word) => ({
      startSeconds: 10 + word.firstTimestep * checker.timestepSeconds,
      endSeconds: 10 + (word.lastTimestep + 1) * checker.timestepSeconds,
    }));
    const wavPath = join(temporaryFolder(), 'audio.wav');
    await writeWholeFile(wavPath, formatWav(float32ToInt16(joinSamples([silence(10), spoken, silence(5)]))));
    const words = said.split(' ').map((text, index) => ({
      text,
      // What is heard late or early: the times of a take are those of the decoder.
      startSeconds: known[index]!.startSeconds + 0.1,
      endSeconds: known[index]!.endSeconds + 0.1,
      confidence: index === 4 ? 1 : 0.7,
    }));
    const utterances = [{ startSeconds: words[0]!.startSeconds, endSeconds: words[4]!.endSeconds + 0.2, words }];
    const take = takeWith({ title: 'A take', seconds: 18, utterances, corrected: true });
    const store = await openStore();
    const made = await collectCorrections(take, wavPath, { store, checker });
    if (!made.ok) throw new Error(made.error.message);
    expect(made.value.map(({ text }) => text)).toEqual(['seven one five four']);
    const seconds = known[4]!.endSeconds - known[1]!.startSeconds;
    expect(made.value[0]!.checks.seconds).toBeGreaterThan(seconds - 0.1);
    expect(made.value[0]!.checks.seconds).toBeLessThan(seconds + 0.6);
    expect(await collectCorrections(take, wavPath, { store, checker })).toEqual({ ok: true, value: [] });
  });
});

describe('nextPrompts', () => {
  it('gives sentences of the list that comes along', async () => {
    const wishes = { recorded: [], vocabulary: [], count: 8 };
    const prompts = await nextPrompts(join(resources, 'prompts/english.txt'), wishes);
    expect(prompts.ok ? prompts.value.length : 0).toBe(8);
    expect(await nextPrompts(join(resources, 'no such list'), wishes)).toMatchObject({ ok: false });
  });
});
