import { describe, expect, it } from 'vitest';

import type { AdaptationProgress } from '../../../../src/contract/voice';
import type { AdaptationMaterial } from '../../../../src/platform/adaptation/adaptationMaterial';
import type { Hear } from '../../../../src/platform/adaptation/hearing';
import { type Candidate, judge } from '../../../../src/platform/adaptation/judge';
import type { CorpusEntry } from '../../../../src/platform/corpus/corpus';

const entry = (path: string): CorpusEntry => ({
  path,
  seconds: 1,
  speaker: 's',
  source: 'x',
  text: 'one two three four',
});
const part = (path: string): AdaptationMaterial['canary'] => ({
  entries: [entry(path)],
  examples: null as unknown as AdaptationMaterial['canary']['examples'],
});
const material = { heldOut: part('voice'), canary: part('general') };
const base = { modelPath: 'old', languageModelPath: 'english' };
const sound: Candidate = { part: 'sound', files: { modelPath: 'new' } };
const words: Candidate = { part: 'words', files: { languageModelPath: 'own' } };

/** Hears so many of the four words right, by the two files and the recording: "new own voice". */
function hearing(right: Readonly<Record<string, number>>): { hear: Hear; told: string[] } {
  const told: string[] = [];
  const hear: Hear = ({ modelPath, languageModelPath }, entries, { onHeard }) => {
    told.push(`${modelPath} ${languageModelPath ?? ''}`);
    const heard = entries.map((one) => {
      onHeard();
      const count = right[`${modelPath} ${languageModelPath ?? ''} ${one.path}`] ?? 2;
      return { entry: one, said: one.text, heard: one.text.split(' ').slice(0, count).join(' ') };
    });
    return Promise.resolve({ ok: true, value: heard });
  };
  return { hear, told };
}

async function judged(right: Readonly<Record<string, number>>, candidates = [sound, words]) {
  const { hear, told } = hearing(right);
  const progress: AdaptationProgress[] = [];
  const signal = new AbortController().signal;
  const result = await judge(base, candidates, material, { signal, hear, onProgress: (one) => progress.push(one) });
  if (!result.ok || result.value === null) throw new Error('it was not judged');
  return { ...result.value, told, progress };
}

describe('judge', () => {
  it('tries words on top of a sound that helps', async () => {
    const { parts, voice, told } = await judged({ 'new english voice': 3, 'new own voice': 4 });
    expect(told).toEqual(['old english', 'new english', 'new own']);
    expect(parts.map(({ isKept }) => isKept)).toEqual([true, true]);
    expect(parts.map(({ voice: { before, after } }) => [before.wer, after.wer])).toEqual([
      [50, 25],
      [25, 0],
    ]);
    expect([voice.before.wer, voice.after.wer]).toEqual([50, 0]);
  });

  it('tries words with the old sound where the new one does not help', async () => {
    const { parts, voice, sentences, told } = await judged({ 'new english voice': 1, 'old own voice': 3 });
    expect(told.at(-1)).toBe('old own');
    expect(parts.map(({ isKept }) => isKept)).toEqual([false, true]);
    expect(voice.after.wer).toBe(25);
    expect(sentences).toEqual([{ said: 'one two three four', before: 'one two', now: 'one two three' }]);
  });

  it('keeps nothing that costs general speech more than a point', async () => {
    const { parts } = await judged({ 'new english voice': 4, 'new english general': 1 });
    expect(parts[0]?.isKept).toBe(false);
  });

  it('tells of the sound where nothing helps', async () => {
    const { parts, voice } = await judged({ 'new english voice': 1, 'old own voice': 0 });
    expect(parts.map(({ isKept }) => isKept)).toEqual([false, false]);
    expect(voice.after.wer).toBe(75);
  });

  it('counts every recording that it hears', async () => {
    const { progress } = await judged({});
    expect(progress.at(-1)).toEqual({ type: 'judging', done: 6, total: 6 });
    expect(progress).toHaveLength(6);
  });
});
