import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { textOf } from '../../../../src/contract/shownText';
import type { Take } from '../../../../src/contract/transcript';
import { formatWav } from '../../../../src/core/audio/wav';
import { Library } from '../../../../src/main/library/library';
import { expired, expiring } from '../../../../src/main/library/retention';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { spoken } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';

const heard = (text: string) => ({ model: 'English', seconds: 2, utterances: [spoken(text, 0)] });

async function stage() {
  const userFolder = temporaryFolder();
  const store = new TakeStore(userFolder);
  await store.recover();
  const library = new Library({
    store,
    userFolder,
    shaping: () => defaultShaping,
    takeIdInProgress: () => null,
    askWhereTo: () => Promise.resolve(null),
    askWhichFolder: () => Promise.resolve(null),
    copy: () => Promise.resolve({ ok: true, value: undefined }),
    onFault: () => undefined,
    tellChanged: () => undefined,
  });
  const wavPath = join(userFolder, 'sound.wav');
  writeFileSync(wavPath, 'sound');
  const added = await library.add('Meeting of May', heard('hello there comma anna'), wavPath);
  if (!added.ok) throw new Error(added.error.message);
  return { userFolder, store, library, take: added.value, wavPath };
}

/** A take's WAV, whose samples tell where they are. */
const soundOf = (samples: number, first = 0): Buffer =>
  Buffer.from(formatWav(Int16Array.from({ length: samples }, (_, index) => (first + index) % 32_749)));

async function added(library: Library, wavPath: string, sound: Buffer): Promise<Take> {
  writeFileSync(wavPath, sound);
  const take = await library.add('dl', heard('hello'), wavPath);
  if (!take.ok) throw new Error(take.error.message);
  return take.value;
}

describe('Library', () => {
  it('makes a take of a sound file: its name, its shaped text, its sound', async () => {
    const { store, take, wavPath, library } = await stage();
    expect([take.title, take.titleIsOwn, take.model]).toEqual(['Meeting of May', true, 'English']);
    expect(textOf(take.utterances)).toBe('Hello there, anna');
    expect([existsSync(wavPath), readFileSync(store.wavPath(take.id), 'utf8')]).toEqual([false, 'sound']);
    await library.dispose();
  });

  it('leaves nothing of a take whose sound is gone', async () => {
    const { library, store, userFolder } = await stage();
    const added = await library.add('other', heard('words'), join(userFolder, 'nothing.wav'));
    expect(added.ok).toBe(false);
    expect(await store.list()).toHaveLength(1);
    await library.dispose();
  });

  it('keeps the text of before when a take is transcribed again, and takes that back', async () => {
    const { library, store, take } = await stage();
    await library.hearAgain(take.id, { ...heard('hello dear anna'), model: 'Other' });
    const again = await store.get(take.id);
    if (!again.ok) throw new Error(again.error.message);
    expect([textOf(again.value.utterances), again.value.model]).toEqual(['Hello dear anna', 'Other']);
    expect(again.value.earlier.map((each) => [textOf(each.utterances), each.model])).toEqual([
      ['Hello there, anna', 'English'],
    ]);
    const { 'takes:edit': edit, 'takes:undo': undo } = library.handlers();
    await edit({ id: take.id, edit: { kind: 'choose', earlier: 0 } });
    expect(await store.get(take.id)).toMatchObject({ value: { model: 'English', earlier: [{ model: 'Other' }] } });
    await undo(undefined);
    await undo(undefined);
    expect(await store.get(take.id)).toEqual({ ok: true, value: take });
    await library.dispose();
  });

  it('puts a sound in place of the take that its beginning has become, whose title and tags stay', async () => {
    const { library, store, userFolder, wavPath } = await stage();
    const begun = await added(library, wavPath, soundOf(30_000));
    await library.handlers()['takes:edit']({ id: begun.id, edit: { kind: 'tag', tag: 'radio', isOn: true } });
    writeFileSync(wavPath, soundOf(80_000));
    const whole = await library.add('dl', { ...heard('hello there and more'), seconds: 5 }, wavPath, begun.id);
    expect(whole).toMatchObject({ ok: true, value: { id: begun.id, tags: ['radio'], seconds: 5, earlier: [] } });
    expect(readFileSync(store.wavPath(begun.id))).toEqual(soundOf(80_000));
    expect(await store.list()).toHaveLength(2);
    await library.dispose();
    expect(existsSync(join(userFolder, 'sound.wav'))).toBe(false);
  });

  it('keeps the corrected text of a take whose sound has grown', async () => {
    const { library, wavPath } = await stage();
    const begun = await added(library, wavPath, soundOf(30_000));
    const edit = { kind: 'correct', utterance: 0, text: 'I paid $20.' } as const;
    await library.handlers()['takes:edit']({ id: begun.id, edit });
    writeFileSync(wavPath, soundOf(80_000));
    const whole = await library.add('dl', heard('hello there'), wavPath, begun.id);
    if (!whole.ok) throw new Error(whole.error.message);
    expect(whole.value.earlier.map(({ utterances }) => textOf(utterances))).toEqual(['I paid $20.']);
    await library.dispose();
  });

  it('makes a take of its own where another sound came under the name, or the take is gone', async () => {
    const { library, store, wavPath } = await stage();
    const begun = await added(library, wavPath, soundOf(30_000));
    writeFileSync(wavPath, soundOf(80_000, 1));
    const other = await library.add('dl', heard('other words'), wavPath, begun.id);
    expect(other.ok && other.value.id !== begun.id).toBe(true);
    expect(readFileSync(store.wavPath(begun.id))).toEqual(soundOf(30_000));
    await library.handlers()['takes:delete']({ ids: [begun.id] });
    writeFileSync(wavPath, soundOf(80_000));
    const again = await library.add('dl', heard('hello there'), wavPath, begun.id);
    expect(again.ok && again.value.id !== begun.id).toBe(true);
    await library.dispose();
  });

  it('deletes what is older than it is to be kept, and brings it back', async () => {
    const { library, store, take } = await stage();
    await store.save({ ...take, createdAt: '2020-01-01T00:00:00.000Z' });
    expect(await library.expire(null)).toEqual([]);
    expect(await library.expire(30)).toEqual([take.id]);
    expect(await store.list()).toEqual([]);
    await library.handlers()['takes:restore']({ ids: [take.id] });
    expect(await store.list()).toHaveLength(1);
    await store.save({ ...take, createdAt: '2020-01-01T00:00:00.000Z', pinned: true });
    expect(await library.expire(30)).toEqual([]);
    await library.dispose();
  });

  it('pins what was too old and is brought back, so that the same rule never deletes it again', async () => {
    for (const way of ['undone', 'restored at once', 'restored later'] as const) {
      const { library, userFolder, store, take, wavPath } = await stage();
      const handlers = library.handlers();
      const young = await added(library, wavPath, soundOf(30_000));
      await store.save({ ...take, createdAt: '2020-01-01T00:00:00.000Z' });
      await handlers['takes:edit']({ id: take.id, edit: { kind: 'rename', title: 'June' } });
      await library.expire(30);
      if (way === 'restored later')
        await handlers['takes:edit']({ id: young.id, edit: { kind: 'rename', title: 'July' } });
      const back =
        way === 'undone'
          ? await handlers['takes:undo'](undefined)
          : await handlers['takes:restore']({ ids: [take.id] });
      expect(back.ok).toBe(true);
      expect(await library.expire(30)).toEqual([]);
      // Nor where an older change is taken back, which was one of the take without its pin.
      if (way !== 'restored later') await handlers['takes:undo'](undefined);
      expect(await library.expire(30)).toEqual([]);
      await library.dispose();
      await new TakeStore(userFolder).recover();
      expect((await store.list()).find(({ id }) => id === take.id)).toMatchObject({
        pinned: true,
        title: way === 'restored later' ? 'June' : 'Meeting of May',
      });
    }
  });

  it('leaves a take without a pin that its user has deleted and brings back', async () => {
    const { library, store, take } = await stage();
    await store.save({ ...take, createdAt: '2020-01-01T00:00:00.000Z' });
    await library.expire(30);
    const handlers = library.handlers();
    await handlers['takes:undo'](undefined);
    await handlers['takes:edit']({ id: take.id, edit: { kind: 'pin', pinned: false } });
    await handlers['takes:delete']({ ids: [take.id] });
    expect(await handlers['takes:undo'](undefined)).toMatchObject({ value: { kind: 'delete' } });
    expect(await store.get(take.id)).toMatchObject({ value: { pinned: false } });
    await library.dispose();
  });
});

describe('retention', () => {
  const now = new Date('2026-11-27T12:00:00Z');
  const aged = (id: string, days: number, pinned = false) => ({
    id,
    pinned,
    seconds: 60,
    createdAt: new Date(now.getTime() - days * 86_400_000).toISOString(),
  });
  const takes = [aged('a', 31), aged('b', 29), aged('c', 400, true), aged('d', 1), aged('e', 40)];

  it('spares what is pinned and what is young enough', () => {
    expect(expired(takes, 30, now).map(({ id }) => id)).toEqual(['a', 'e']);
  });

  it('says before what it will do', () => {
    expect(expiring(takes, 30, now)).toEqual({ now: 2, nowSeconds: 120, soon: 1, pinned: 1 });
  });
});
