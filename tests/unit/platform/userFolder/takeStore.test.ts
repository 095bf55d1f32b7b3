import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Result } from '../../../../src/contract/result';
import { fail } from '../../../../src/contract/result';
import type { Take, Utterance } from '../../../../src/contract/transcript';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

const hello: Utterance = {
  startSeconds: 0,
  endSeconds: 1,
  words: [{ text: 'hello', startSeconds: 0.1, endSeconds: 0.6, confidence: 0.9 }],
};

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function openStore(folder = temporaryFolder()): Promise<{ store: TakeStore; folder: string }> {
  const store = new TakeStore(folder);
  await store.recover();
  return { store, folder };
}

/** What a capture process leaves that was killed: a header of an earlier moment, `samples` samples and some odd bytes. */
function interruptedWav(path: string, samples: number, oddBytes: number): void {
  const bytes = Buffer.alloc(44 + samples * 2 + oddBytes, 1);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(0, 40);
  writeFileSync(path, bytes);
}

describe('TakeStore', () => {
  it('gives back what was saved, newest first', async () => {
    const { store } = await openStore();
    const first = valueOf(await store.create());
    const second = valueOf(await store.create());
    await store.save({ ...first, createdAt: '2026-01-01T00:00:00.000Z', utterances: [hello] });
    await store.save({ ...second, createdAt: '2026-01-02T00:00:00.000Z' });
    expect((await store.list()).map((take) => take.id)).toEqual([second.id, first.id]);
    expect(valueOf(await store.get(first.id)).utterances).toEqual([hello]);
  });

  it('calls a take by its first words until the user gives it a name', async () => {
    const { store } = await openStore();
    const take = valueOf(await store.create());
    expect(take.title).toMatch(/^\d+ \w+ \d{4} at \d{2}:\d{2}$/);
    const spoken = valueOf(await store.save({ ...take, utterances: [hello] }));
    expect(spoken.title).toBe('hello');
    const named = { ...spoken, title: 'Mine', titleIsOwn: true };
    expect(valueOf(await store.save(named)).title).toBe('Mine');
    expect(valueOf(await store.save({ ...named, titleIsOwn: false, utterances: [] })).title).toBe(take.title);
  });

  it('reads a take of version 1, whose title was the time of its beginning', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    const first = { version: 1, id: take.id, createdAt: take.createdAt, seconds: 1, utterances: [hello] };
    const path = join(folder, 'takes', take.id, 'take.json');
    writeFileSync(path, JSON.stringify({ ...first, title: '27 November 2026 at 07:12', corrected: true }));
    const read = valueOf(await store.get(take.id));
    expect(read).toMatchObject({ version: 2, titleIsOwn: false, utterances: [hello], corrected: true, earlier: [] });
    expect(read.heard).toBeUndefined();
    writeFileSync(path, JSON.stringify({ ...first, title: 'At 07:12', corrected: false }));
    expect(valueOf(await store.get(take.id))).toMatchObject({ title: 'At 07:12', titleIsOwn: true });
  });

  it('leaves nothing but the take and its audio in the folder', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    await store.save({ ...take, utterances: [hello] });
    expect(readdirSync(join(folder, 'takes', take.id))).toEqual(['take.json']);
  });

  it('keeps room for words, gives it back, and finds it after a crash', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    const names = () => readdirSync(join(folder, 'takes', take.id));
    await store.reserve(take.id);
    expect(names()).toHaveLength(2);
    await store.release(take.id);
    expect(names()).toEqual(['take.json']);
    await store.save({ ...take, utterances: [hello] });
    await store.reserve(take.id);
    await store.recover();
    expect(names()).toEqual(['take.json']);
  });

  it('brings a deleted take back, until it is opened again', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    interruptedWav(store.wavPath(take.id), 160, 0);
    await store.delete(take.id);
    expect(await store.get(take.id)).toEqual(fail('take-missing'));
    valueOf(await store.restore(take.id));
    expect(valueOf(await store.get(take.id)).id).toBe(take.id);
    await store.delete(take.id);
    await store.recover();
    expect(await store.restore(take.id)).toEqual(fail('take-missing'));
    expect(existsSync(join(folder, 'trash'))).toBe(false);
  });

  it('says that a take is missing, and throws at what is no id', async () => {
    const { store } = await openStore();
    expect(await store.get(crypto.randomUUID())).toEqual(fail('take-missing'));
    expect(await store.delete(crypto.randomUUID())).toEqual(fail('take-missing'));
    expect(() => store.wavPath('../../etc')).toThrow();
  });

  it('does not take a folder that another take was copied into', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    const other = crypto.randomUUID();
    mkdirSync(join(folder, 'takes', other));
    writeFileSync(join(folder, 'takes', other, 'take.json'), JSON.stringify(take));
    expect(await store.get(other)).toEqual(fail('take-missing'));
  });

  it('says that the disk refuses', async () => {
    const { store, folder } = await openStore();
    const take: Take = valueOf(await store.create());
    rmSync(join(folder, 'takes', take.id), { recursive: true });
    expect(await store.save(take)).toMatchObject({ error: { code: 'file-unwritable' } });
  });
});

describe('recovery when the app starts', () => {
  it('gives an interrupted take its length and a header that agrees, and keeps its words', async () => {
    const { store } = await openStore();
    const take = valueOf(await store.create());
    await store.save({ ...take, utterances: [hello] });
    interruptedWav(store.wavPath(take.id), 24_000, 1);
    expect(await store.recover()).toEqual([take.id]);
    const mended = { title: 'hello', utterances: [hello], seconds: 1.5, isCutOff: true };
    expect(valueOf(await store.get(take.id))).toEqual({ ...take, ...mended });
    const wav = readFileSync(store.wavPath(take.id));
    expect([wav.length, wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([44 + 48_000, 36 + 48_000, 48_000]);
    expect(await store.recover()).toEqual([]);
  });

  it('makes a take of audio whose take.json is gone or damaged, and keeps the damaged one beside it', async () => {
    const { store, folder } = await openStore();
    const [gone, damaged] = [valueOf(await store.create()), valueOf(await store.create())];
    for (const take of [gone, damaged]) interruptedWav(store.wavPath(take.id), 16_000, 0);
    rmSync(join(folder, 'takes', gone.id, 'take.json'));
    writeFileSync(join(folder, 'takes', damaged.id, 'take.json'), '{"version":1,');
    expect([...(await store.recover())].sort()).toEqual([gone.id, damaged.id].sort());
    expect((await store.list()).map((take) => take.seconds)).toEqual([1, 1]);
    expect(existsSync(join(folder, 'takes', damaged.id, 'take.damaged.json'))).toBe(true);
  });

  it('dates a take whose take.json is damaged to when its sound began', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    interruptedWav(store.wavPath(take.id), 160_000, 0);
    const endedAt = new Date('2026-11-02T10:00:10Z');
    utimesSync(store.wavPath(take.id), endedAt, endedAt);
    writeFileSync(join(folder, 'takes', take.id, 'take.json'), '{');
    await store.recover();
    expect(valueOf(await store.get(take.id)).createdAt).toBe('2026-11-02T10:00:00.000Z');
  });

  it('removes what a failed start leaves: no sample, no word', async () => {
    const { store, folder } = await openStore();
    const take = valueOf(await store.create());
    expect(await store.recover()).toEqual([]);
    expect(existsSync(join(folder, 'takes', take.id))).toBe(false);
  });

  it('leaves a take that the system gives no access to, says why, and mends the others', async () => {
    const { store } = await openStore();
    const [locked, interrupted] = [valueOf(await store.create()), valueOf(await store.create())];
    mkdirSync(store.wavPath(locked.id));
    interruptedWav(store.wavPath(interrupted.id), 16_000, 0);
    const faults: unknown[] = [];
    expect(await store.recover((cause) => faults.push(cause))).toEqual([interrupted.id]);
    expect(faults).toMatchObject([{ code: 'EISDIR' }]);
    expect((await store.list()).map((take) => take.id).sort()).toEqual([locked.id, interrupted.id].sort());
  });

  it('touches nothing that is not a take', async () => {
    const { store, folder } = await openStore();
    mkdirSync(join(folder, 'takes', 'mine'));
    await store.recover();
    expect(existsSync(join(folder, 'takes', 'mine'))).toBe(true);
    expect(await store.list()).toEqual([]);
  });
});
