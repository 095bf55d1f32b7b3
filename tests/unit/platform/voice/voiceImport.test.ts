import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { VoiceStore } from '../../../../src/platform/userFolder/voiceStore';
import { importRecordings } from '../../../../src/platform/voice/voiceImport';
import { temporaryFolder } from '../../../support/temporaryFolder';

const checks = {
  seconds: 2,
  peakDbfs: -6,
  speechDbfs: -20,
  noiseDbfs: -60,
  lettersPerSecond: 9,
  findings: [],
  words: [],
};
const checker = { check: () => checks };

/** Three recordings of several people, and a fourth that is none. */
async function stage() {
  const folder = temporaryFolder();
  for (const name of ['an401-mdms2-b', 'cen6-miry-b', 'cv40197745']) {
    copyFileSync(join('tests/recordings', `${name}.opus`), join(folder, `${name}.opus`));
    writeFileSync(join(folder, `${name}.txt`), 'Good morning.');
  }
  writeFileSync(join(folder, 'x.wav'), 'no sound');
  writeFileSync(join(folder, 'x.txt'), 'Good night.');
  const store = new VoiceStore(temporaryFolder());
  await store.recover();
  return { folder, store };
}

describe('importRecordings', () => {
  it('ends between two recordings where it is told to, keeps those that it has taken and counts those not looked at', async () => {
    const { folder, store } = await stage();
    const stopping = new AbortController();
    const told: string[] = [];
    const report = await importRecordings(folder, {
      store,
      checker,
      signal: stopping.signal,
      onProgress: (done, total) => {
        told.push(`${done} of ${total}`);
        if (done === 1) stopping.abort();
      },
    });
    expect(told).toEqual(['0 of 4', '1 of 4']);
    expect(report).toMatchObject({ ok: true, value: { taken: 1, refused: [], notLookedAt: 3 } });
    expect(await store.list()).toHaveLength(1);
  });

  it('has looked at all of them where it is not', async () => {
    const { folder, store } = await stage();
    const told: number[] = [];
    const report = await importRecordings(folder, { store, checker, onProgress: (done) => told.push(done) });
    expect(report).toMatchObject({ ok: true, value: { taken: 3, notLookedAt: 0 } });
    expect(told).toEqual([0, 1, 2, 3, 4]);
  });
});
