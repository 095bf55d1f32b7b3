import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Take } from '../../../../src/contract/transcript';
import { TakeIndex } from '../../../../src/platform/userFolder/takeIndex';
import { TakeStore } from '../../../../src/platform/userFolder/takeStore';
import { spoken } from '../../../support/fakeBridge';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** A library on disk, with an index that follows it. */
async function openLibrary(folder = temporaryFolder()) {
  const store = new TakeStore(folder);
  mkdirSync(join(folder, 'takes'), { recursive: true });
  const faults: unknown[] = [];
  const index = new TakeIndex(folder, store, (cause) => faults.push(cause));
  store.follow(index);
  const write = async (text: string, changes: Partial<Take> = {}): Promise<Take> => {
    const created = await store.create();
    const utterances = text === '' ? [] : [spoken(text, 0)];
    const saved = created.ok ? await store.save({ ...created.value, utterances, ...changes }) : created;
    if (!saved.ok) throw new Error(saved.error.message);
    return saved.value;
  };
  const titles = async (query: string): Promise<string[]> => (await index.search(query)).hits.map(({ title }) => title);
  return { folder, store, index, write, titles, faults };
}

describe('TakeIndex', () => {
  it('knows which takes the user changed', async () => {
    const { index, store, write } = await openLibrary();
    const [, second] = [await write('as it was heard'), await write('put right', { corrected: true })];
    expect(await index.corrected()).toEqual([second.id]);
    await store.save({ ...second, corrected: false });
    expect(await index.corrected()).toEqual([]);
    await index.close();
  });

  it('finds takes that have every word of a query, from its first letters, without accents and case', async () => {
    const { write, titles } = await openLibrary();
    await write('the budget moves to january', { title: 'Meeting', titleIsOwn: true });
    await write('dear Zoë the beans are up', { title: 'Letter', titleIsOwn: true, tags: ['Garden work'] });
    expect(await titles('bud')).toEqual(['Meeting']);
    expect(await titles('ZOE be')).toEqual(['Letter']);
    expect(await titles('budget beans')).toEqual([]);
    expect(await titles('letter')).toEqual(['Letter']);
    expect(await titles('#gard')).toEqual(['Letter']);
    expect(await titles('#beans')).toEqual([]);
    expect((await titles('the')).sort()).toEqual(['Letter', 'Meeting']);
  });

  it('finds a word with an apostrophe as a whole, from its beginning, whichever apostrophe is written', async () => {
    const { write, titles } = await openLibrary();
    await write("it's late, and I'm the most tired", { title: 'Straight', titleIsOwn: true });
    await write('it’s late, l’été and o’clock', { title: 'Curly', titleIsOwn: true });
    await write('it seems I must say so, dogs', { title: 'Neither', titleIsOwn: true });
    for (const query of ["it's", 'it’s', "IT'S late"])
      expect((await titles(query)).sort()).toEqual(['Curly', 'Straight']);
    expect(await titles("I'm")).toEqual(['Straight']);
    expect(await titles("o'cl")).toEqual(['Curly']);
    expect(await titles("l'ete")).toEqual(['Curly']);
    expect((await titles("it'")).sort()).toEqual(['Curly', 'Neither', 'Straight']);
    expect(await titles("dogs'")).toEqual(['Neither']);
  });

  it('finds a phrase between quotation marks, whose last word may be begun until they are closed', async () => {
    const { write, titles } = await openLibrary();
    await write('never again the sea', { title: 'Sea', titleIsOwn: true, tags: ['Garden work'] });
    await write('again and never', { title: 'And', titleIsOwn: true, tags: ['work Garden'] });
    expect(await titles('"never again"')).toEqual(['Sea']);
    expect(await titles('“never again” sea')).toEqual(['Sea']);
    expect(await titles('"never aga"')).toEqual([]);
    expect(await titles('"never aga')).toEqual(['Sea']);
    expect(await titles('#"garden work"')).toEqual(['Sea']);
    expect((await titles('never again')).sort()).toEqual(['And', 'Sea']);
  });

  it('finds signs and emoji as they stand', async () => {
    const { write, titles } = await openLibrary();
    await write('well done 🎉', { title: 'Party', titleIsOwn: true });
    await write('learn C++ or c# at 100_% cost', { title: 'Code', titleIsOwn: true, tags: ['done'] });
    expect(await titles('🎉')).toEqual(['Party']);
    expect(await titles('done 🎉')).toEqual(['Party']);
    expect(await titles('c++')).toEqual(['Code']);
    expect(await titles('C#')).toEqual(['Code']);
    expect(await titles('_%')).toEqual(['Code']);
    expect(await titles('%_')).toEqual([]);
    expect(await titles('well - done')).toEqual(['Party']);
  });

  it('marks words with an apostrophe, and phrases, and nothing beside them', async () => {
    const { write, index } = await openLibrary();
    await write("it seems it's the most, never again", { title: 'A', titleIsOwn: true });
    const marked = async (query: string): Promise<string[]> =>
      (await index.search(query)).hits.flatMap(({ textPieces }) =>
        textPieces.filter(({ isHit }) => isHit).map(({ text }) => text),
      );
    expect(await marked("it's")).toEqual(["it's"]);
    expect(await marked('"never again"')).toEqual(['never', 'again']);
    expect(await marked('"again never"')).toEqual([]);
  });

  it.each([
    '',
    '  ',
    '"',
    '*',
    'AND',
    'beans OR',
    'a*b',
    '^x',
    'title:',
    "'; DROP TABLE takes",
    'NEAR(a b)',
    '#',
    '-x',
    '""',
    '" "',
    "'",
    "'%",
  ])('takes %j for words and never for an operator', async (query) => {
    const { write, index } = await openLibrary();
    await write('beans');
    await expect(index.search(query)).resolves.toMatchObject({ total: 0 });
  });

  it('marks what was hit, in the title and in a piece of the text', async () => {
    const { write, index } = await openLibrary();
    await write(`${'so '.repeat(40)}we climb the stairs`, { title: 'Stairs', titleIsOwn: true });
    const [hit] = (await index.search('stair')).hits;
    expect(hit?.titlePieces).toEqual([{ text: 'Stairs', isHit: true }]);
    expect(hit?.textPieces.filter(({ isHit }) => isHit)).toEqual([{ text: 'stairs', isHit: true }]);
    expect(hit?.textPieces[0]?.text).toMatch(/^…so .*climb the $/);
  });

  it('lists the newest first, with what follows the title', async () => {
    const { write, index } = await openLibrary();
    await write('one two three four five six seven eight nine', {
      createdAt: '2026-01-01T00:00:00.000Z',
      pinned: true,
    });
    await write('', { createdAt: '2026-02-01T00:00:00.000Z', title: 'Empty', titleIsOwn: true, tags: ['a'] });
    await write('is it whole?', { createdAt: '2026-03-01T00:00:00.000Z' });
    expect(await index.summaries()).toMatchObject([
      // Nothing follows its title, and yet there are words.
      { title: 'is it whole?', preview: '' },
      { title: 'Empty', preview: null, tags: ['a'], pinned: false },
      { title: 'one two three four five six seven', preview: 'eight nine', tags: [], pinned: true },
    ]);
  });

  it('follows what is written, deleted and brought back', async () => {
    const { write, store, titles } = await openLibrary();
    const take = await write('beans');
    await store.save({ ...take, utterances: [spoken('peas', 0)] });
    expect([await titles('beans'), await titles('peas')]).toEqual([[], ['peas']]);
    await store.delete(take.id);
    expect(await titles('peas')).toEqual([]);
    await store.restore(take.id);
    expect(await titles('peas')).toEqual(['peas']);
    await store.discard(take.id);
    expect(await titles('peas')).toEqual([]);
  });

  it('reads at its opening what others changed in the folders meanwhile', async () => {
    const { folder, write, index } = await openLibrary();
    const [changed, gone] = [await write('beans'), await write('peas')];
    await write('corn');
    await index.close();
    const path = join(folder, 'takes', changed.id, 'take.json');
    writeFileSync(path, JSON.stringify({ ...changed, title: 'leeks', utterances: [spoken('leeks', 0)] }));
    utimesSync(path, 1, 1);
    rmSync(join(folder, 'takes', gone.id), { recursive: true });
    const again = await openLibrary(folder);
    expect([await again.titles('beans'), await again.titles('peas'), await again.titles('corn')]).toEqual([
      [],
      [],
      ['corn'],
    ]);
    expect((await again.index.search('leeks')).total).toBe(1);
  });
});

describe('an index that is lost', () => {
  it.each([
    [
      'gone',
      (path: string) => {
        rmSync(path);
      },
    ],
    [
      'no database',
      (path: string) => {
        writeFileSync(path, 'not a database, but long enough to be taken for one'.repeat(100));
      },
    ],
    [
      'of another version',
      (path: string) => {
        const database = new DatabaseSync(path);
        database.exec('PRAGMA user_version = 99; DROP TABLE texts;');
        database.close();
      },
    ],
    [
      'without a table',
      (path: string) => {
        const database = new DatabaseSync(path);
        database.exec('DROP TABLE texts;');
        database.close();
      },
    ],
  ])('is built anew: %s', async (_how, damage) => {
    const { folder, write, index } = await openLibrary();
    await write('beans');
    const kept = await index.summaries();
    await index.close();
    damage(join(folder, 'library.db'));
    const again = await openLibrary(folder);
    expect(await again.index.search('beans')).toMatchObject({ total: 1 });
    expect(await again.index.summaries()).toEqual(kept);
  });

  it('lives in memory where the disk takes none, and says why', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'library.db', 'in the way'), { recursive: true });
    const { write, titles, faults } = await openLibrary(folder);
    await write('beans');
    expect(await titles('beans')).toEqual(['beans']);
    expect(faults.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'library.db', 'in the way'))).toBe(true);
  });

  it('is the same built anew as kept, whatever happened to the takes', async () => {
    const change = fc.record({
      what: fc.constantFrom('write', 'correct', 'tag', 'delete', 'restore'),
      which: fc.nat(3),
      text: fc.constantFrom('beans', 'peas and corn', '', 'Zoë'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const { folder, store, index, write } = await openLibrary();
        const takes: Take[] = [];
        for (const { what, which, text } of changes) {
          const take = takes[which];
          if (what === 'write') takes.push(await write(text));
          else if (take === undefined) continue;
          else if (what === 'delete') await store.delete(take.id);
          else if (what === 'restore') await store.restore(take.id);
          else
            await store.save({ ...take, ...(what === 'tag' ? { tags: ['t'] } : { utterances: [spoken('x y', 0)] }) });
        }
        const seen = async (each: TakeIndex): Promise<unknown> => [
          await each.summaries(),
          ...(await Promise.all(['be', 'x', '#t', 'zoe', 'corn peas'].map((query) => each.search(query)))),
        ];
        const kept = await seen(index);
        await index.close();
        rmSync(join(folder, 'library.db'));
        const again = await openLibrary(folder);
        expect(await seen(again.index)).toEqual(kept);
        await again.index.close();
      }),
      { numRuns: 25 },
    );
  });
});
