import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import type { TakesState } from '../../../../src/renderer/state/takes.svelte';
import { type FakeBridge, takeId } from '../../../support/fakeBridge';
import { followTakes } from './followTakes';

let bridge: FakeBridge;
let notices: NoticeState;
let takes: TakesState;
let end: () => void;

const titles = (): string => takes.list.map(({ title }) => title).join(', ');
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(async () => {
  ({ bridge, notices, takes, end } = await followTakes());
});

afterEach(() => {
  end();
});

describe('TakesState', () => {
  it('lists the newest first, and pinned ones before them', async () => {
    expect(titles()).toBe('Take 3, Take 2, Take 1');
    await takes.open(takeId(1));
    await takes.edit({ kind: 'pin', pinned: true });
    await settle();
    expect(takes.listed.map(({ title }) => title)).toEqual(['Take 1', 'Take 3', 'Take 2']);
  });

  it('finds takes, and shows what was looked for last, whichever answer comes last', async () => {
    const answer = bridge.hold('takes:search');
    const first = takes.search.look('take');
    await takes.search.look('take 2');
    answer();
    await first;
    expect(takes.listed.map(({ title }) => title)).toEqual(['Take 2']);
    await takes.search.look('');
    expect(takes.listed).toHaveLength(3);
  });

  it('closes the open take where nothing is found, and opens it again', async () => {
    await takes.open(takeId(2));
    await takes.search.look('xylophone');
    await settle();
    expect([takes.selectedId, takes.take, takes.chosen.size]).toEqual([null, null, 0]);
    await takes.search.look('');
    await takes.openAny();
    expect(takes.take?.id).toBe(takeId(2));
    await takes.search.look('take 3');
    expect(takes.take?.id).toBe(takeId(2));
  });

  it('keeps what is typed into a line of the take that it closes', async () => {
    await takes.open(takeId(2));
    await takes.draft.begin(takes.take!, 0);
    takes.draft.text = 'other words';
    await takes.search.look('xylophone');
    await settle();
    expect([takes.selectedId, takes.draft.line]).toEqual([null, null]);
    await takes.search.look('other');
    expect(takes.listed.map(({ title }) => title)).toEqual(['Take 2']);
  });

  it('tags and deletes several at once, and brings them back', async () => {
    await takes.open(takeId(3));
    takes.extendTo(takeId(2));
    await settle();
    await takes.editChosen({ kind: 'tag', tag: 'work', isOn: true });
    await settle();
    expect(takes.list.map(({ tags }) => tags.length)).toEqual([1, 1, 0]);
    expect(notices.current?.text).toBe('2 takes have the tag “work”.');
    await takes.remove();
    expect([titles(), notices.current?.text]).toEqual(['Take 1', '2 takes are deleted.']);
    await notices.undo();
    expect(titles()).toBe('Take 3, Take 2, Take 1');
  });

  it('tells what several takes have got, and takes that back, and no more', async () => {
    const tags = (): string => takes.list.map((each) => each.tags.join('+')).join(', ');
    const tag = (name: string) => ({ kind: 'tag', tag: name, isOn: true }) as const;
    await takes.open(takeId(3));
    await takes.edit(tag('home'));
    takes.chooseAll();
    await settle();
    await takes.editChosen(tag('home'));
    await takes.editChosen(tag('home'), tag('work'), tag('june'));
    await settle();
    expect(tags()).toBe('home+work+june, home+work+june, home+work+june');
    expect(notices.current?.text).toBe('3 takes have the tags “home”, “work” and “june”.');
    await notices.undo();
    expect(tags()).toBe('home, home, home');
    takes.chooseAll();
    await settle();
    await takes.editChosen({ kind: 'pin', pinned: true });
    expect(notices.current?.text).toBe('3 takes are pinned.');
    await takes.editChosen({ kind: 'pin', pinned: true });
    expect(notices.current?.undo).toBeUndefined();
    await takes.editChosen({ kind: 'pin', pinned: false });
    expect(notices.current?.text).toBe('3 takes are no longer pinned.');
    // Undo would take back what was done last, which is no longer what the notice tells.
    await takes.edit(tag('may'));
    expect(notices.current).toBeNull();
  });

  it('opens the newest when none is open, and leaves an open one', async () => {
    await takes.openAny();
    expect(takes.take?.title).toBe('Take 3');
    await takes.open(takeId(1));
    await takes.openAny();
    expect(takes.take?.title).toBe('Take 1');
  });

  it('shows the take that was chosen last, whichever answer comes last', async () => {
    const answer = bridge.hold('takes:get');
    const first = takes.open(takeId(1));
    await takes.open(takeId(2));
    answer();
    await first;
    expect(takes.take?.id).toBe(takeId(2));
  });

  it('renames; without a name of its own a take has that of its first words', async () => {
    await takes.open(takeId(2));
    await takes.rename('  Letter ');
    await settle();
    expect(titles()).toBe('Take 3, Letter, Take 1');
    await takes.rename('   ');
    expect(takes.take?.title).toBe('words of take 2');
  });

  it('corrects one utterance', async () => {
    await takes.open(takeId(2));
    await takes.draft.begin(takes.take!, 0);
    expect(takes.draft.text).toBe('words of take 2');
    takes.draft.text = ' other words ';
    await takes.draft.keep();
    await settle();
    expect(takes.take?.utterances[0]?.words.map(({ text }) => text)).toEqual(['other', 'words']);
    expect(takes.take?.corrected).toBe(true);
    expect(takes.list[1]?.preview).toBe('other words');
    expect(takes.draft.line).toBeNull();
  });

  it('keeps what was typed when another line or another take is opened', async () => {
    await takes.open(takeId(2));
    await takes.draft.begin(takes.take!, 0);
    takes.draft.text = 'other words';
    await takes.open(takeId(1));
    await takes.open(takeId(2));
    expect(takes.take?.utterances[0]?.words.map(({ text }) => text)).toEqual(['other', 'words']);
  });

  it('keeps a line open with what was typed while it cannot be written', async () => {
    await takes.open(takeId(2));
    await takes.draft.begin(takes.take!, 0);
    takes.draft.text = 'other';
    bridge.refuse('takes:edit', 'disk-full');
    await takes.open(takeId(1));
    expect([takes.take?.id, takes.take?.corrected, takes.failure?.code]).toEqual([takeId(2), false, 'disk-full']);
    expect([takes.draft.line?.utterance, takes.draft.text]).toEqual([0, 'other']);
    bridge.allow('takes:edit');
    expect(await takes.draft.keep()).toBe(true);
    expect(takes.take?.corrected).toBe(true);
  });

  it('writes nothing for a line that was opened and left as it was, or cancelled', async () => {
    await takes.open(takeId(2));
    await takes.draft.begin(takes.take!, 0);
    await takes.draft.keep();
    await takes.draft.begin(takes.take!, 0);
    takes.draft.text = 'other';
    takes.draft.cancel();
    await takes.draft.keep();
    expect(bridge.asked).not.toContain('takes:edit');
  });

  it('undoes what was done last, in the take where it was done, and does it again', async () => {
    await takes.open(takeId(2));
    await takes.edit({ kind: 'correct', utterance: 0, text: '' });
    await takes.open(takeId(1));
    await takes.undo();
    expect([takes.take?.id, takes.take?.heard, takes.take?.corrected]).toEqual([takeId(2), undefined, false]);
    expect(notices.current?.text).toBe('Undone: correction.');
    await takes.redo();
    expect(takes.take?.corrected).toBe(true);
  });

  it('tells of an undoing until something else is changed', async () => {
    await takes.open(takeId(2));
    await takes.edit({ kind: 'correct', utterance: 0, text: 'other' });
    await takes.undo();
    expect(notices.current?.text).toBe('Undone: correction.');
    await takes.edit({ kind: 'pin', pinned: true });
    expect(notices.current).toBeNull();
  });

  it('brings a deleted take back by undo', async () => {
    await takes.open(takeId(2));
    await takes.remove();
    await takes.undo();
    expect([titles(), takes.take?.title]).toEqual(['Take 3, Take 2, Take 1', 'Take 2']);
    await takes.undo();
    expect(titles()).toBe('Take 3, Take 2, Take 1');
  });

  it('deletes, opens the next, and brings the take back by undo', async () => {
    await takes.open(takeId(2));
    await takes.remove();
    expect(titles()).toBe('Take 3, Take 1');
    expect(takes.take?.title).toBe('Take 1');
    expect(notices.current?.text).toBe('“Take 2” is deleted.');
    await notices.undo();
    expect(titles()).toBe('Take 3, Take 2, Take 1');
    expect(takes.take?.title).toBe('Take 2');
  });

  it('has nothing open after the last take was deleted', async () => {
    for (const number of [1, 2, 3]) {
      await takes.open(takeId(number));
      await takes.remove();
    }
    expect([takes.list.length, takes.take, takes.selectedId]).toEqual([0, null, null]);
  });

  it('tells where an export went, and nothing when it was cancelled', async () => {
    await takes.open(takeId(1));
    await takes.export('srt');
    expect(notices.current?.text).toBe('Exported as Take 1.srt.');
    notices.dismiss();
    bridge.exportFolder = null;
    await takes.export('txt');
    expect(notices.current).toBeNull();
  });
});

describe('NoticeState', () => {
  it('goes after eight seconds, but not while it is pointed at', async () => {
    notices.show({ text: 'Kept.' });
    notices.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(notices.current?.text).toBe('Kept.');
    notices.resume();
    await vi.advanceTimersByTimeAsync(7999);
    expect(notices.current?.text).toBe('Kept.');
    await vi.advanceTimersByTimeAsync(1);
    expect(notices.current).toBeNull();
  });
});
