import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fail } from '../../../../src/contract/result';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { settled, stageTranscriptions } from '../../../support/transcriptionStage';

/** A watched folder that the first part of a file has come into; it is at work. */
async function stage(userFolder?: string) {
  const folder = join(temporaryFolder(), 'watched');
  mkdirSync(folder);
  const path = join(folder, 'dl.wav');
  const staged = await stageTranscriptions(userFolder);
  const { transcriptions, transcriber, states } = staged;
  await transcriptions.watchFolder(folder);
  // At once: a file that is written there is empty first.
  const elsewhere = join(temporaryFolder(), 'dl.wav');
  writeFileSync(elsewhere, 'a part');
  renameSync(elsewhere, path);
  await settled(() => {
    expect(states()).toBe('dl.wav running');
    expect(transcriber.current).toBe('dl.wav');
  });
  const grow = (): void => {
    appendFileSync(path, ', more');
  };
  const begun = (times: number): Promise<void> =>
    settled(() => {
      expect(transcriber.commands).toHaveLength(times);
    });
  return { ...staged, grow, begun };
}

describe('a file of a watched folder that grows', () => {
  it('is begun anew while it is at work', async () => {
    const { grow, begun, transcriber, states, kept } = await stage();
    grow();
    await begun(2);
    expect(states()).toBe('dl.wav running');
    transcriber.finish();
    await settled(() => {
      expect(states()).toBe('dl.wav done');
    });
    expect(kept).toEqual(['dl: 1 with sound']);
  });

  it('waits no second time', async () => {
    const { grow, transcriptions, transcriber, states } = await stage();
    await transcriptions.pause();
    grow();
    await settled(() => {
      expect(transcriber.said).toEqual(['pause', 'cancel']);
      expect(states()).toBe('dl.wav waiting');
    });
    grow();
    await transcriptions.resume();
    await settled(() => {
      expect(states()).toBe('dl.wav running');
    });
  });

  it('is tried again where its beginning could not be read', async () => {
    const { grow, begun, transcriber, states } = await stage();
    transcriber.finish(fail('audio-unreadable', 'it is empty'));
    await settled(() => {
      expect(states()).toBe('dl.wav failed');
    });
    grow();
    await begun(2);
    expect(states()).toBe('dl.wav running');
  });

  it('takes the place of the take that its beginning has become, also after a restart', async () => {
    const first = await stage();
    first.transcriber.finish();
    await settled(() => {
      expect(first.states()).toBe('dl.wav done');
    });
    const { takeId } = first.job('dl.wav');
    await first.transcriptions.pause();
    first.grow();
    await settled(() => {
      expect(first.states()).toBe('dl.wav waiting');
    });
    await first.transcriptions.dispose();
    const { transcriptions, transcriber, states, kept } = await stageTranscriptions(first.userFolder);
    await transcriptions.resume();
    await settled(() => {
      expect(transcriber.current).toBe('dl.wav');
    });
    transcriber.finish();
    await settled(() => {
      expect(states()).toBe('dl.wav done');
    });
    expect(kept).toEqual([`dl: 1 with sound in place of ${takeId ?? ''}`]);
  });
});
