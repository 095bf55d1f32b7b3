import { describe, expect, it } from 'vitest';

import type { CheckerCommand, CheckerEvent } from '../../../../src/contract/voiceMessages';
import { SupervisedChecker } from '../../../../src/main/voice/supervisedChecker';
import { checksOf } from '../../../support/fakeVoice';
import { FakeProgram } from '../../../support/fakeWorkers';

const checks = checksOf('some words');
const report = { taken: 1, takenSeconds: 2, doubtful: [], refused: [], notLookedAt: 0 };
const importing = { modelPath: '/m', userFolder: '/u', path: '/p' };
const checkOf = (wavPath: string): Parameters<SupervisedChecker['check']>[0] => ({
  modelPath: '/m',
  wavPath,
  text: 't',
});

function stage() {
  const program = new FakeProgram<CheckerCommand, CheckerEvent>();
  const progress: number[] = [];
  const checker = new SupervisedChecker(program.fork, (done) => progress.push(done));
  return { checker, program, progress };
}

describe('SupervisedChecker', () => {
  it('gives answers in the order of the questions, from one process', async () => {
    const { checker, program, progress } = stage();
    const first = checker.check(checkOf('/1.wav'));
    const second = checker.import(importing);
    program.last.say(
      { type: 'checked', checks },
      { type: 'importing', done: 1, total: 2 },
      { type: 'imported', report },
    );
    expect(await first).toEqual({ ok: true, value: checks });
    expect(await second).toEqual({ ok: true, value: report });
    expect(progress).toEqual([1]);
    expect(program.forked).toHaveLength(1);
    checker.dispose();
    expect(program.last.isKilled).toBe(true);
  });

  it('answers everybody who waits when the process dies, and starts another for the next', async () => {
    const { checker, program } = stage();
    const waiting = [checker.check(checkOf('/1.wav')), checker.check(checkOf('/2.wav'))];
    program.last.crash();
    for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject({ ok: false });
    const next = checker.collect({ modelPath: '/m', userFolder: '/u', takes: [] });
    program.last.say({ type: 'collected', recordings: [] });
    expect(await next).toEqual({ ok: true, value: [] });
    expect(program.forked).toHaveLength(2);
    checker.dispose();
  });

  it('hands failures on, and cancels an import', async () => {
    const { checker, program } = stage();
    const answer = checker.import(importing);
    checker.cancelImport();
    expect(program.last.sent.map(({ type }) => type)).toEqual(['import', 'cancel']);
    program.last.say({ type: 'failed', failure: { code: 'corpus-invalid', message: 'No.' } });
    expect(await answer).toEqual({ ok: false, error: { code: 'corpus-invalid', message: 'No.' } });
    checker.dispose();
  });
});
