import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { leavingDeleted } from '../../../../src/main/transcription/handlers';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { take, takeId } from '../../../support/fakeBridge';
import { settled, stageTranscriptions } from '../../../support/transcriptionStage';

const settings = { model: 'bundled', usesVocabulary: false, hearsAgain: false } as const;

/** Two takes on disk, the first of which is being transcribed again while the second waits. */
async function stage() {
  const staged = await stageTranscriptions();
  const store = new TakeStore(staged.userFolder);
  await store.recover();
  store.follow(leavingDeleted(staged.transcriptions));
  for (const number of [1, 2]) {
    mkdirSync(join(staged.userFolder, 'takes', takeId(number)));
    await store.save(take(number));
  }
  await staged.transcriptions.addTake(take(1), settings);
  await settled(() => {
    expect(staged.transcriber.current).toBe('Take 1');
  });
  await staged.transcriptions.addTake(take(2), settings);
  return { ...staged, store };
}

describe('a take that is deleted', () => {
  it('is not transcribed again any more, and gets no text once it is back', async () => {
    const { store, states, kept, transcriber } = await stage();
    expect(states()).toBe('Take 1 running, Take 2 waiting');
    await store.delete(takeId(1));
    await settled(() => {
      expect(states()).toBe('Take 2 running');
    });
    await store.restore(takeId(1));
    expect([states(), kept, transcriber.said]).toEqual(['Take 2 running', [], ['cancel']]);
  });

  it('waits no more, and leaves the others', async () => {
    const { store, states, transcriber, kept } = await stage();
    await store.delete(takeId(2));
    expect(states()).toBe('Take 1 running');
    transcriber.finish();
    await settled(() => {
      expect(states()).toBe('Take 1 done');
    });
    // What is written down is no work that could be taken away.
    await store.delete(takeId(1));
    expect([states(), kept]).toEqual(['Take 1 done', [`again ${takeId(1)}`]]);
  });
});
