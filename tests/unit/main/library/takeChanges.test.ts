import { describe, expect, it } from 'vitest';

import { fail } from '../../../../src/contract/result';
import type { TakeEdit } from '../../../../src/contract/transcript';
import { TakeChanges } from '../../../../src/main/library/takeChanges';
import { spoken, take, takeId } from '../../../support/fakeBridge';
import { FakeTakes } from '../../../support/fakeTakes';

/** Three takes, the third of which is being recorded. */
function library() {
  const store = new FakeTakes([take(1), take(2), take(3)]);
  let told = 0;
  const changes = new TakeChanges({
    store,
    whyBusy: (id) => (id === takeId(3) ? 'Stop it first.' : null),
    tellChanged: () => {
      told += 1;
    },
  });
  return { store, changes, told: () => told };
}

const correct = (text: string): TakeEdit => ({ kind: 'correct', utterance: 0, text });
const tag: TakeEdit = { kind: 'tag', tag: 'work', isOn: true };

describe('TakeChanges', () => {
  it('undoes and does again, step by step', async () => {
    const { store, changes } = library();
    const before = store.all;
    await changes.edit(takeId(1), correct('one'));
    await changes.edit(takeId(2), { kind: 'rename', title: 'Two' });
    await changes.delete([takeId(1), takeId(2)]);
    const after = store.all;
    const undone = [await changes.undo(), await changes.undo(), await changes.undo(), await changes.undo()];
    expect(undone.map((answer) => answer.ok && answer.value?.kind)).toEqual(['delete', 'rename', 'correct', undefined]);
    expect(new Set(store.all)).toEqual(new Set(before));
    await changes.redo();
    await changes.redo();
    await changes.redo();
    expect(store.all).toEqual(after);
    expect(await changes.redo()).toEqual({ ok: true, value: null });
  });

  it('forgets what was undone once something else is done', async () => {
    const { changes } = library();
    await changes.edit(takeId(1), correct('one'));
    await changes.undo();
    await changes.edit(takeId(1), correct('two'));
    expect(await changes.redo()).toEqual({ ok: true, value: null });
  });

  it('edits several as one step, those that it can', async () => {
    const { store, changes, told } = library();
    expect(await changes.editAll([takeId(3), takeId(1), takeId(2)], tag)).toEqual(fail('busy', 'Stop it first.'));
    expect(store.all.map(({ tags }) => tags.length)).toEqual([1, 1, 0]);
    await changes.undo();
    expect(store.all.map(({ tags }) => tags.length)).toEqual([0, 0, 0]);
    expect(told()).toBe(2);
  });

  it('takes bringing back right after a deletion for its undoing, and later for a step of its own', async () => {
    const { store, changes } = library();
    await changes.edit(takeId(1), correct('one'));
    await changes.delete([takeId(1)]);
    await changes.restore([takeId(1)]);
    expect(await changes.undo()).toMatchObject({ value: { kind: 'correct' } });
    await changes.delete([takeId(1)]);
    await changes.edit(takeId(2), tag);
    await changes.restore([takeId(1)]);
    expect(await changes.undo()).toMatchObject({ value: { kind: 'restore' } });
    expect(store.all.map(({ id }) => id)).toEqual([takeId(2), takeId(3)]);
  });

  it('loses none of two changes that are asked for at once', async () => {
    const { store, changes } = library();
    void changes.edit(takeId(1), correct('one'));
    void changes.edit(takeId(1), tag);
    void changes.delete([takeId(2)]);
    await changes.settled();
    expect(store.all).toMatchObject([{ tags: ['work'], utterances: [{ words: [{ text: 'one' }] }] }, {}]);
  });

  it('leaves a step to be undone again where the disk refuses', async () => {
    const { store, changes } = library();
    await changes.edit(takeId(1), correct('one'));
    store.failure = 'disk-full';
    expect(await changes.undo()).toEqual(fail('disk-full'));
    store.failure = null;
    expect(await changes.undo()).toMatchObject({ value: { kind: 'correct' } });
    expect(store.all[0]?.utterances).toEqual([spoken('words of take 1', 0.5)]);
  });

  it('has nothing to undo of an edit that changed nothing', async () => {
    const { changes, told } = library();
    const nothing = { kind: 'replace', find: 'zebra', replacement: '', matchCase: false, wholeWords: false } as const;
    await changes.edit(takeId(1), nothing);
    expect(await changes.edit(takeId(9), correct(''))).toEqual(fail('take-missing'));
    expect(await changes.undo()).toEqual({ ok: true, value: null });
    expect(told()).toBe(0);
  });
});
