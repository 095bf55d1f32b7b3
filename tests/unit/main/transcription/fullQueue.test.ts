import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ok } from '../../../../src/contract/result';
import { bounded, mostJobs, newJob, roomIn } from '../../../../src/main/transcription/job';
import { mostKnown, newFiles } from '../../../../src/main/transcription/newFiles';
import { take, takeId } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { settled, stageTranscriptions } from '../../../support/transcriptionStage';

const paths = (count: number): string[] => Array.from({ length: count }, (_, index) => `/a/${index}.mp3`);
const jobs = (count: number) => paths(count).map((path) => newJob(path, { kind: 'file', path }));

describe('a queue that is full', () => {
  it('refuses what is too much, counts it, and is read again as it was', async () => {
    const first = await stageTranscriptions();
    await first.transcriptions.pause();
    expect(await first.transcriptions.addFiles(paths(mostJobs - 2))).toEqual(ok(0));
    expect(await first.transcriptions.addFiles(paths(7))).toEqual(ok(5));
    expect(await first.transcriptions.addFiles(paths(1))).toEqual(ok(1));
    const settings = { model: 'bundled', usesVocabulary: false, hearsAgain: false } as const;
    expect(await first.transcriptions.addTake(take(1), settings)).toMatchObject({
      error: {
        message: '10,000 files and takes wait to be written down, which is the most. Try again once some are.',
      },
    });
    await first.transcriptions.dispose();
    const { transcriptions } = await stageTranscriptions(first.userFolder);
    expect(transcriptions.queue.jobs).toHaveLength(mostJobs);
  });

  it('leaves files in the watched folder until it has room, and tells how many', async () => {
    const folder = join(temporaryFolder(), 'watched');
    mkdirSync(folder);
    const { transcriptions, job } = await stageTranscriptions();
    await transcriptions.pause();
    await transcriptions.addFiles(paths(mostJobs - 1));
    await transcriptions.watchFolder(folder);
    for (const name of ['one.opus', 'two.opus', 'three.opus']) writeFileSync(join(folder, name), 'sound');
    await settled(() => {
      expect(transcriptions.queue.watched?.left).toBe(2);
    });
    for (const left of [1, 0]) {
      await transcriptions.cancel(job(`${left}.mp3`).id);
      await settled(() => {
        expect(transcriptions.queue.watched?.left).toBe(left);
      });
    }
    expect(
      transcriptions.queue.jobs
        .slice(-3)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['one.opus', 'three.opus', 'two.opus']);
  });

  it('makes room of what is done, the first of it first', () => {
    const done = jobs(3).map((job, index) => ({ ...job, doneTakeId: takeId(index) }));
    const waiting = jobs(mostJobs - 1);
    expect(roomIn([...done, ...waiting])).toBe(1);
    expect(bounded([...done, ...waiting])).toEqual([done[2], ...waiting]);
  });
});

describe('newFiles', () => {
  const files = (count: number) => paths(count).map((path) => ({ path, name: path, stamp: path }));

  it('forgets names of files that are gone only where there would be too many', () => {
    expect(newFiles(['gone'], files(2), 9).known).toEqual(['gone', '/a/0.mp3', '/a/1.mp3']);
    const old = ['/a/0.mp3', ...Array.from({ length: mostKnown - 1 }, (_, index) => `gone ${index}`)];
    expect(newFiles(old, files(2), 9)).toMatchObject({ known: ['/a/0.mp3', '/a/1.mp3'], left: 0 });
  });
});
