import { existsSync, rmSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { fail } from '../../../../src/contract/result';
import type { HearCommand } from '../../../../src/contract/transcription';
import { WavWriter } from '../../../../src/platform/audio/wavWriter';
import { HeardSoFar } from '../../../../src/platform/userFolder/heardSoFar';
import { spoken } from '../../../support/fakeBridge';
import { settled, stageTranscriptions } from '../../../support/transcriptionStage';

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

describe('a file that is not heard to its end', () => {
  it('keeps what was heard of a file that is cancelled as a take, and says so', async () => {
    const { transcriptions, transcriber, kept, states, job } = await stageTranscriptions();
    await transcriptions.addFiles(['/a/one.mp3', '/a/two.mp3']);
    await settled(() => {
      expect(transcriber.current).toBe('one.mp3');
    });
    hearInPart(transcriber.commands[0]!, 83);
    await transcriptions.cancel(job('one.mp3').id);
    expect(states()).toBe('one.mp3 done, two.mp3 running');
    expect(job('one.mp3').note).toBe('Cancelled. What was heard is kept: the words up to 1:23.');
    expect(kept).toEqual(['one, the first 1:24: 1 with sound']);
    expect(existsSync(transcriber.commands[0]!.soFarPath)).toBe(false);
    // It is a take now: what is taken off the list is the line alone.
    await transcriptions.cancel(job('one.mp3').id);
    expect([states(), kept.length]).toEqual(['two.mp3 running', 1]);
  });

  it('keeps what was heard of a file that came to nothing and is taken off the list', async () => {
    const { transcriptions, transcriber, kept, states, job } = await stageTranscriptions();
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
    expect([states(), kept]).toEqual(['one.mp3 done', ['one, the first 1:24: 1 with sound']]);
  });
});
