import { describe, expect, it } from 'vitest';

import type { KeyboardCommand, KeyboardEvent } from '../../../../src/contract/keyboardMessages';
import { ok } from '../../../../src/contract/result';
import { SupervisedKeyboard } from '../../../../src/main/desktop/supervisedKeyboard';
import { FakeProgram } from '../../../support/fakeWorkers';

function stage() {
  const program = new FakeProgram<KeyboardCommand, KeyboardEvent>();
  const told: string[] = [];
  const keyboard = new SupervisedKeyboard(program.fork);
  const watch = () => keyboard.watch('F9', { released: () => told.push('released'), lost: () => told.push('lost') });
  return { program, told, keyboard, watch };
}

describe('a combination that is watched', () => {
  it('is told each time that it is let go, and once that nobody watches it any more', async () => {
    const { program, told, watch } = stage();
    const watched = watch();
    program.last.say({ type: 'done' });
    expect(await watched).toEqual(ok(undefined));
    program.last.say({ type: 'released' }, { type: 'released' });
    program.last.crash();
    expect(told).toEqual(['released', 'released', 'lost']);
    const again = watch();
    program.last.say({ type: 'done' });
    expect([await again, program.forked.length]).toEqual([ok(undefined), 2]);
  });

  it('cannot be watched where the process ends before it has begun', async () => {
    const { program, watch } = stage();
    const watched = watch();
    program.last.crash();
    expect(await watched).toMatchObject({ ok: false, error: { code: 'keys-unavailable' } });
  });

  it('is told nothing of once it is given up', async () => {
    const { program, told, keyboard, watch } = stage();
    const watched = watch();
    program.last.say({ type: 'done' });
    await watched;
    keyboard.unwatch();
    expect([told, program.forked[0]?.isKilled]).toEqual([[], true]);
  });
});
