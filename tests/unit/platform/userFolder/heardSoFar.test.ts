import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { HeardFrom } from '../../../../src/contract/transcription';
import { HeardSoFar } from '../../../../src/platform/userFolder/heardSoFar';
import { spoken } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';

function stage() {
  const folder = temporaryFolder();
  const modelPath = join(folder, 'a.utter');
  writeFileSync(modelPath, '');
  const from: HeardFrom = {
    version: 1,
    path: '/a.mp3',
    stamp: '10 20',
    hearing: { modelPath, hearsAgain: true, terms: ['Hôpital'] },
  };
  return { path: join(folder, 'a.jsonl'), from };
}

function open(path: string, from: HeardFrom): HeardSoFar {
  const opened = HeardSoFar.open(path, from);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const recalled = ({ settledSamples, utterances }: HeardSoFar): unknown => ({ settledSamples, utterances });

describe('HeardSoFar', () => {
  it('recalls what was noted, and goes on behind it', () => {
    const { path, from } = stage();
    const [one, two] = [spoken('one', 0), spoken('naïve', 2)];
    for (const [settled, utterance] of [
      [16_000, one],
      [32_000, two],
    ] as const) {
      const soFar = open(path, from);
      soFar.note(settled, [utterance]);
      soFar.close();
    }
    expect(recalled(open(path, from))).toEqual({ settledSamples: 32_000, utterances: [one, two] });
  });

  it('cuts off a line that was left unfinished or does not fit, and what is behind it', () => {
    for (const rest of ['{"settledSamples":48000,"utt', '{"settledSamples":-1,"utterances":[]}\n{}\n', 'no\n']) {
      const { path, from } = stage();
      const first = open(path, from);
      first.note(16_000, []);
      const whole = readFileSync(path, 'utf8');
      appendFileSync(path, rest);
      expect(open(path, from).settledSamples).toBe(16_000);
      expect(readFileSync(path, 'utf8')).toBe(whole);
    }
  });

  it('begins anew of another file, of one that has changed, and of none that it can read', () => {
    const { path, from } = stage();
    const noted = (): void => void open(path, from).note(16_000, []);
    noted();
    expect(open(path, { ...from, path: '/b.mp3' }).settledSamples).toBe(0);
    noted();
    expect(open(path, { ...from, stamp: '11 20' }).settledSamples).toBe(0);
    writeFileSync(path, 'RIFF\n');
    expect(open(path, from).settledSamples).toBe(0);
  });
});
