import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { defaultExport } from '../../../../src/contract/defaultExport';
import { fail, ok, type Result } from '../../../../src/contract/result';
import type { Take } from '../../../../src/contract/transcript';
import { TakeChanges } from '../../../../src/main/library/takeChanges';
import { takesHandlers } from '../../../../src/main/library/takes';
import { TakeIndex } from '../../../../src/platform/userFolder/takeIndex';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** A library with one take, in which "hello world" was heard. */
async function library() {
  const folder = temporaryFolder();
  const store = new TakeStore(folder);
  await store.recover();
  const words = ['hello', 'world'].map((text, index) => ({
    text,
    startSeconds: index,
    endSeconds: index + 1,
    confidence: 0.5,
  }));
  const created = valueOf(await store.create());
  const take: Take = {
    ...created,
    title: 'A/B: "C"',
    titleIsOwn: true,
    utterances: [{ startSeconds: 0, endSeconds: 2, words }],
  };
  await store.save(take);
  const asked: string[] = [];
  const copied: string[] = [];
  let changes = 0;
  const answers = { inProgress: null as string | null, path: null as string | null };
  const index = new TakeIndex(folder, store);
  store.follow(index);
  const handlers = takesHandlers({
    store,
    index,
    changes: new TakeChanges({
      store,
      whyBusy: (id) => (id === answers.inProgress ? 'Stop it first.' : null),
      tellChanged: () => {
        changes += 1;
      },
    }),
    takeIdInProgress: () => answers.inProgress,
    askWhereTo: (name) => {
      asked.push(name);
      return Promise.resolve(answers.path);
    },
    askWhichFolder: () => Promise.resolve(answers.path),
    copy: (text) => {
      copied.push(text);
      return Promise.resolve(ok(undefined));
    },
  });
  return { folder, take, id: take.id, handlers, answers, asked, copied, changes: () => changes };
}

describe('the answers to takes:…', () => {
  it('lists takes with the beginning of their text, without the one being recorded', async () => {
    const { handlers, answers, id } = await library();
    expect(valueOf(await handlers['takes:list'](undefined))).toMatchObject([{ id, preview: 'hello world' }]);
    expect(valueOf(await handlers['takes:search']({ text: 'wor' }))).toMatchObject({ total: 1, hits: [{ id }] });
    answers.inProgress = id;
    expect(valueOf(await handlers['takes:search']({ text: 'wor' }))).toEqual({ total: 0, hits: [] });
    expect(valueOf(await handlers['takes:list'](undefined))).toEqual([]);
  });

  it('corrects an utterance and keeps the times of the words that stay', async () => {
    const { handlers, id, take, changes } = await library();
    const edit = { kind: 'correct', utterance: 0, text: 'hello word' } as const;
    const corrected = valueOf(await handlers['takes:edit']({ id, edit }));
    expect(corrected.corrected).toBe(true);
    expect(corrected.utterances[0]?.words[0]).toEqual(take.utterances[0]?.words[0]);
    expect(corrected.utterances[0]?.words[1]).toMatchObject({ text: 'word', startSeconds: 1, endSeconds: 2 });
    expect(valueOf(await handlers['takes:get']({ id }))).toEqual(corrected);
    expect(changes()).toBe(1);
  });

  it('refuses an utterance that the take does not have', async () => {
    const { handlers, id } = await library();
    const edit = { kind: 'correct', utterance: 1, text: '' } as const;
    expect(await handlers['takes:edit']({ id, edit })).toMatchObject({
      ok: false,
      error: { code: 'invalid-request' },
    });
  });

  it('changes nothing of the take that is being recorded', async () => {
    const { handlers, answers, id, changes } = await library();
    answers.inProgress = id;
    const refused = [
      await handlers['takes:edit']({ id, edit: { kind: 'rename', title: 'x' } }),
      await handlers['takes:edit-all']({ ids: [id], edit: { kind: 'pin', pinned: true } }),
      await handlers['takes:delete']({ ids: [id] }),
    ];
    expect(refused.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(['busy', 'busy', 'busy']);
    expect(changes()).toBe(0);
  });

  it('exports where the user says, under a name that every file system takes', async () => {
    const { handlers, answers, asked, folder, id } = await library();
    answers.path = join(folder, 'export.txt');
    writeFileSync(answers.path, 'what was there before');
    expect(await handlers['takes:export']({ id, format: 'txt' })).toEqual(ok({ path: answers.path }));
    expect(readFileSync(answers.path, 'utf8')).toContain('hello world');
    expect(asked).toEqual(['A-B- -C-.txt']);
  });

  it('exports nothing where the user cancels, and says where a place cannot be written', async () => {
    const { handlers, answers, folder, id } = await library();
    expect(await handlers['takes:export']({ id, format: 'srt' })).toEqual(ok(null));
    answers.path = join(folder, 'gone', 'export.srt');
    expect(await handlers['takes:export']({ id, format: 'srt' })).toMatchObject({ error: { code: 'file-unwritable' } });
    expect(existsSync(answers.path)).toBe(false);
  });

  it('says that a take is missing', async () => {
    const { handlers } = await library();
    const id = crypto.randomUUID();
    expect(await handlers['takes:export']({ id, format: 'json' })).toEqual(fail('take-missing'));
    expect(await handlers['takes:edit']({ id, edit: { kind: 'pin', pinned: true } })).toEqual(fail('take-missing'));
    expect(await handlers['takes:restore']({ ids: [id] })).toEqual(fail('take-missing'));
  });

  it('exports many takes into a folder, and replaces nothing in it', async () => {
    const { handlers, answers, folder, id } = await library();
    const options = defaultExport;
    expect(await handlers['takes:export-all']({ ids: [id], format: 'txt', options })).toEqual(ok(null));
    answers.path = folder;
    writeFileSync(join(folder, 'A-B- -C-.txt'), 'mine');
    const exported = await handlers['takes:export-all']({ ids: [id, id], format: 'txt', options });
    expect(exported).toEqual(ok({ path: folder, count: 2 }));
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(['A-B- -C-.txt', 'A-B- -C- 2.txt', 'A-B- -C- 3.txt'].map(read)).toEqual([
      'mine',
      'hello world\n',
      'hello world\n',
    ]);
  });

  it('shows what would be exported, and copies it', async () => {
    const { handlers, copied, id } = await library();
    const options = { ...defaultExport, toSeconds: 1 };
    const preview = valueOf(await handlers['takes:preview']({ id, format: 'srt', options }));
    expect(preview).toEqual({ text: '1\n00:00:00,000 --> 00:00:01,000\nhello\n\n', isCut: false });
    await handlers['takes:copy']({ ids: [id], format: 'docx', options: defaultExport });
    expect(copied).toEqual(['hello world\n']);
  });
});
