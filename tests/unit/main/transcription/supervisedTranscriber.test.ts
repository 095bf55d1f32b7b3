import { describe, expect, it } from 'vitest';

import type { TranscriberCommand, TranscriberEvent } from '../../../../src/contract/transcription';
import { SupervisedTranscriber } from '../../../../src/main/transcription/supervisedTranscriber';
import { FakeProgram } from '../../../support/fakeWorkers';

const file = {
  modelPath: '/m',
  hearsAgain: true,
  terms: [],
  path: '/a.wav',
  name: 'a.wav',
  wavPath: null,
  soFarPath: '/a.jsonl',
};
const heard = { model: 'English', seconds: 1, utterances: [], damage: null };

function stage() {
  const program = new FakeProgram<TranscriberCommand, TranscriberEvent>();
  return { program, transcriber: new SupervisedTranscriber(program.fork), seconds: [] as number[] };
}

describe('SupervisedTranscriber', () => {
  it('hears file after file in one process, and tells how far it is', async () => {
    const { program, transcriber, seconds } = stage();
    const first = transcriber.hear(file, ({ doneSeconds }) => seconds.push(doneSeconds));
    program.last.say(
      { type: 'progress', doneSeconds: 3, earlierSeconds: 0, totalSeconds: null },
      { type: 'heard', ...heard },
    );
    expect(await first).toEqual({ ok: true, value: heard });
    const second = transcriber.hear(file, () => undefined);
    program.last.say({ type: 'failed', failure: { code: 'audio-unreadable', message: 'No.' } });
    expect(await second).toMatchObject({ ok: false, error: { message: 'No.' } });
    expect([seconds, program.forked.length]).toEqual([[3], 1]);
    transcriber.dispose();
  });

  it('ends the process when it is cancelled, and starts another for the next file', async () => {
    const { program, transcriber } = stage();
    const first = transcriber.hear(file, () => undefined);
    transcriber.cancel();
    expect(await first).toMatchObject({ ok: false });
    expect(program.last.isKilled).toBe(true);
    void transcriber.hear(file, () => undefined);
    expect(program.forked).toHaveLength(2);
    transcriber.dispose();
  });

  it('says so when the process dies', async () => {
    const { program, transcriber } = stage();
    const first = transcriber.hear(file, () => undefined);
    program.last.crash();
    expect(await first).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});
