import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { fail, ok } from '../../../../src/contract/result';
import { take, takeId } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { heardOf, settled, stageTranscriptions } from '../../../support/transcriptionStage';

describe('Transcriptions', () => {
  it('writes files down one after the other, each with its sound', async () => {
    const { transcriptions, transcriber, kept, states } = await stageTranscriptions();
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

  it('tells of a file that is in the list once more, which it writes down again', async () => {
    const { transcriptions } = await stageTranscriptions();
    await transcriptions.addFiles(['/a/one.mp3', '/b/one.mp3']);
    await transcriptions.addFiles(['/a/one.mp3']);
    expect(transcriptions.queue.jobs.map(({ isRepeated }) => isRepeated)).toEqual([false, false, true]);
  });

  it('says of sound without words that it has none', async () => {
    const { transcriptions, transcriber, job, states } = await stageTranscriptions();
    await transcriptions.addFiles(['/a/one.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    transcriber.finish(ok({ ...heardOf(''), utterances: [] }));
    await settled(() => {
      expect(states()).toBe('one.mp3 done');
    });
    expect(job('one.mp3').note).toBe('No words were heard in it. Its sound is kept.');
  });

  it('tells the time left, without that of a pause', async () => {
    const { transcriptions, transcriber, job, pass } = await stageTranscriptions();
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
    const { transcriptions, transcriber, states } = await stageTranscriptions();
    await transcriptions.pause();
    await transcriptions.addFiles(['/a/one.mp3']);
    expect([states(), transcriber.commands.length]).toEqual(['one.mp3 waiting', 0]);
  });

  it('goes on to the next when one is cancelled, and keeps nothing of that', async () => {
    const { transcriptions, transcriber, kept, states, job, userFolder } = await stageTranscriptions();
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

  it('says why a file came to nothing, goes on, and tries it again when asked', async () => {
    const { transcriptions, transcriber, states, job } = await stageTranscriptions();
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
    const first = await stageTranscriptions();
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
    const second = await stageTranscriptions(first.userFolder);
    expect(second.states()).toBe('one.mp3 done, two.mp3 running, three.mp3 waiting');
    await settled(() => {
      expect(second.transcriber.current).toBe('two.mp3');
    });
    expect(readFileSync(second.transcriber.commands[0]!.soFarPath, 'utf8')).toBe('so fartwo.mp3');
    expect(readdirSync(join(first.userFolder, 'transcribing'))).toHaveLength(2);
  });

  it('does not begin anew what was done in the moment of the close', async () => {
    const first = await stageTranscriptions();
    await first.transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(first.transcriber.current).toBe('one.mp3');
    });
    first.transcriber.finish();
    await first.transcriptions.dispose();
    const second = await stageTranscriptions(first.userFolder);
    expect(second.states()).toBe('one.mp3 done, two.mp3 running');
  });

  it('transcribes a take again before the files that wait, once at a time', async () => {
    const { transcriptions, transcriber, kept, models, states } = await stageTranscriptions();
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
    // As the list of models calls them: both that come with the app carry one name in their files.
    expect(models).toEqual(['Model used', 'Model bundled']);
  });

  it('fails where the model is gone', async () => {
    const { transcriptions, states } = await stageTranscriptions();
    await transcriptions.addTake(take(1), { model: 'bundled-light', usesVocabulary: true, hearsAgain: true });
    await settled(() => {
      expect(states()).toBe('Take 1 failed');
    });
  });

  it('writes down what comes into a watched folder, and not what was there', async () => {
    const folder = temporaryFolder();
    const recording = 'tests/recordings/an401-mdms2-b.opus';
    copyFileSync(recording, join(folder, 'old.opus'));
    const { transcriptions, states, userFolder } = await stageTranscriptions();
    expect(await transcriptions.watchFolder(folder)).toEqual(ok(1));
    copyFileSync(recording, join(folder, 'new.opus'));
    writeFileSync(join(folder, 'notes.txt'), 'no sound');
    await settled(() => {
      expect(states()).toBe('new.opus running');
    });
    await transcriptions.dispose();
    // What came while the app was away is found when it is back.
    copyFileSync(recording, join(folder, 'later.opus'));
    const second = await stageTranscriptions(userFolder);
    await settled(() => {
      expect(second.states()).toBe('new.opus running, later.opus waiting');
    });
    await second.transcriptions.unwatch();
    expect(second.transcriptions.queue.watched).toBeNull();
  });

  it('watches a folder again that went and came back, and tells that it is not there', async () => {
    const folder = join(temporaryFolder(), 'stick');
    mkdirSync(folder);
    const { transcriptions, states } = await stageTranscriptions();
    await transcriptions.watchFolder(folder);
    writeFileSync(join(folder, 'one.opus'), 'sound');
    await settled(() => {
      expect(states()).toBe('one.opus running');
    });
    renameSync(folder, `${folder}, out`);
    await settled(() => {
      expect(transcriptions.queue.watched).toMatchObject({ folder, isThere: false });
    });
    writeFileSync(join(`${folder}, out`, 'two.opus'), 'sound');
    renameSync(`${folder}, out`, folder);
    await settled(() => {
      expect(states()).toBe('one.opus running, two.opus waiting');
    });
    expect(transcriptions.queue.watched).toEqual({ folder, isThere: true, left: 0 });
    writeFileSync(join(folder, 'three.opus'), 'sound');
    await settled(() => {
      expect(states()).toBe('one.opus running, two.opus waiting, three.opus waiting');
    });
  });

  it('watches a folder that was not there at the start, and one that was made anew in its place', async () => {
    const folder = join(temporaryFolder(), 'stick');
    mkdirSync(folder);
    const first = await stageTranscriptions();
    await first.transcriptions.watchFolder(folder);
    await first.transcriptions.dispose();
    rmSync(folder, { recursive: true });
    const { transcriptions, states } = await stageTranscriptions(first.userFolder);
    await settled(() => {
      expect(transcriptions.queue.watched?.isThere).toBe(false);
    });
    for (const [name, expected] of [
      ['one.opus', 'one.opus running'],
      ['two.opus', 'one.opus running, two.opus waiting'],
    ] as const) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      writeFileSync(join(folder, name), 'sound');
      await settled(() => {
        expect(states()).toBe(expected);
      });
    }
  });
});
