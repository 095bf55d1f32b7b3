import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { StoredTranscriptions } from '../../../../src/contract/transcription';
import { TranscriptionStore } from '../../../../src/platform/userFolder/transcriptionStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

const queueOf = (jobs: number): StoredTranscriptions => ({
  version: 1,
  isPaused: false,
  jobs: Array.from({ length: jobs }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: `${index}.mp3`,
    source: { kind: 'file', path: `/a/${index}.mp3` },
    failure: null,
    doneTakeId: null,
    damage: null,
  })),
  watched: null,
});

describe('TranscriptionStore', () => {
  it('keeps what was saved last, however long the one before takes to be written', async () => {
    const folder = temporaryFolder();
    const store = new TranscriptionStore(folder);
    void store.save(queueOf(10_000));
    void store.save(queueOf(1));
    await store.settled();
    const again = new TranscriptionStore(folder);
    expect(await again.open()).toEqual(queueOf(1));
    expect(again.damagedPath).toBeNull();
  });

  it('puts a queue aside that cannot be read, and says where', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'transcriptions.json'), '{"version":1,');
    const store = new TranscriptionStore(folder);
    expect((await store.open()).jobs).toEqual([]);
    expect(store.damagedPath).toBe(join(folder, 'transcriptions.damaged.json'));
    expect(readFileSync(store.damagedPath ?? '', 'utf8')).toBe('{"version":1,');
  });
});
