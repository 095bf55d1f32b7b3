import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';

import { type FoundTakes, TakeSummary } from '../../contract/ipc';
import { contractionsOf, type SearchTerm, searchTerms } from '../../contract/searchTerms';
import { textOf } from '../../contract/shownText';
import type { Take } from '../../contract/transcript';
import { hitPieces, hitSnippet } from './hitPieces';
import type { TakeStore } from './takeStore';

/** To be raised whenever what stands in the tables changes: an index of another version is built anew. */
const indexVersion = 4;

const schema = `
  CREATE TABLE takes(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, createdAt TEXT NOT NULL,
    title TEXT NOT NULL, seconds REAL NOT NULL, tags TEXT NOT NULL, pinned INTEGER NOT NULL, corrected INTEGER NOT NULL, preview TEXT);
  CREATE INDEX takesByTime ON takes(createdAt DESC);
  CREATE VIRTUAL TABLE texts USING fts5(title, tags, words, contractions, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');
  PRAGMA user_version = ${indexVersion};`;

const Row = z.object({
  id: TakeSummary.shape.id,
  title: z.string(),
  createdAt: z.string(),
  seconds: z.number(),
  tags: z.string(),
  pinned: z.number(),
  preview: z.string().nullable(),
});
const summaryColumns = 'id, title, createdAt, seconds, tags, pinned, preview';

const previewLength = 120;
const mostHits = 200;

type Source = Pick<TakeStore, 'get' | 'stamps'>;

/**
 * What is needed to list and to search the takes without reading them: `library.db`, SQLite with FTS5 in WAL. It is a copy and never
 * the truth. Where it is lost, damaged or of another version it is built anew from the takes' folders; where the disk takes none it
 * lives in memory.
 */
export class TakeIndex {
  readonly #path: string;
  readonly #source: Source;
  readonly #onFault: (cause: unknown) => void;
  #database: DatabaseSyncInstance | null = null;
  /** Resolves when the index agrees with the folders. */
  #ready: Promise<void>;

  /** @param onFault told why an index was thrown away */
  constructor(userFolder: string, source: Source, onFault: (cause: unknown) => void = () => undefined) {
    this.#path = join(userFolder, 'library.db');
    this.#source = source;
    this.#onFault = onFault;
    this.#ready = this.#refresh().catch((cause: unknown) => this.#rebuild(cause));
    // Whoever asks the index hears of it.
    this.#ready.catch(() => undefined);
  }

  /** Resolves when all that it was told is written. */
  async close(): Promise<void> {
    await this.#ready;
    this.#drop();
  }

  /** All takes, newest first. */
  async summaries(): Promise<TakeSummary[]> {
    return this.#ask((database) =>
      database.prepare(`SELECT ${summaryColumns} FROM takes ORDER BY createdAt DESC`).all().map(summaryOf),
    );
  }

  /** Ids of the takes whose text the user changed, newest first. */
  async corrected(): Promise<string[]> {
    return this.#ask((database) =>
      database
        .prepare('SELECT id, stamp FROM takes WHERE corrected = 1 ORDER BY createdAt DESC')
        .all()
        .map((row) => Known.parse(row).id),
    );
  }

  /** Takes that hold every word of the query, in the title, the tags or the text; newest first, with what was hit. */
  async search(query: string): Promise<FoundTakes> {
    const terms = searchTerms(query);
    return terms.length === 0 ? { total: 0, hits: [] } : this.#ask((database) => find(database, terms));
  }

  /** The take is on disk. @param stamp of its file, as `TakeStore.stamps` gives it */
  saved(take: Take, stamp: string): void {
    this.#change((database) => {
      put(database, take, stamp);
    });
  }

  gone(id: string): void {
    this.#change((database) => {
      remove(database, id);
    });
  }

  #change(change: (database: DatabaseSyncInstance) => void): void {
    // What comes while the index is built is told once more: the folders may have been read before.
    this.#ready = this.#ready
      .then(() => {
        inTransaction(this.#opened(), change);
      })
      .catch((cause: unknown) => this.#rebuild(cause));
    this.#ready.catch(() => undefined);
  }

  async #ask<Answer>(ask: (database: DatabaseSyncInstance) => Answer): Promise<Answer> {
    await this.#ready;
    try {
      return ask(this.#opened());
    } catch (cause) {
      await (this.#ready = this.#rebuild(cause));
      return ask(this.#opened());
    }
  }

  /** Brings the index to where the folders are: what has another stamp is read anew. */
  async #refresh(): Promise<void> {
    const database = this.#opened();
    const stamps = await this.#source.stamps();
    const known = new Map(
      database
        .prepare('SELECT id, stamp FROM takes')
        .all()
        .map((row) => Known.parse(row))
        .map(({ id, stamp }) => [id, stamp]),
    );
    const changed = [...stamps].filter(([id, stamp]) => known.get(id) !== stamp);
    const gone = [...known.keys()].filter((id) => !stamps.has(id));
    inTransaction(database, () => {
      for (const id of gone) remove(database, id);
    });
    for (let from = 0; from < changed.length; from += batchTakes) {
      const batch = changed.slice(from, from + batchTakes);
      const takes = await Promise.all(batch.map(([id]) => this.#source.get(id)));
      inTransaction(database, () => {
        takes.forEach((take, index) => {
          if (take.ok) put(database, take.value, batch[index]?.[1] ?? '');
        });
      });
    }
  }

  async #rebuild(cause: unknown): Promise<void> {
    this.#onFault(cause);
    try {
      this.#drop();
    } catch (failed) {
      // A damaged file may refuse even this; it is thrown away now.
      this.#onFault(failed);
    }
    this.#database = null;
    for (const ending of ['', '-wal', '-shm']) await rm(this.#path + ending, { force: true }).catch(this.#onFault);
    try {
      this.#opened();
    } catch (failed) {
      this.#onFault(failed);
      this.#database = prepared(new DatabaseSync(':memory:'));
    }
    await this.#refresh();
  }

  #drop(): void {
    this.#database?.close();
    this.#database = null;
  }

  #opened(): DatabaseSyncInstance {
    this.#database ??= prepared(new DatabaseSync(this.#path));
    return this.#database;
  }
}

const Known = z.object({ id: z.string(), stamp: z.string() });
/** So many takes are read at once, and written in one transaction. */
const batchTakes = 200;

/** @throws where the file is no index of this version; it is closed then */
function prepared(database: DatabaseSyncInstance): DatabaseSyncInstance {
  try {
    // The write of a moment ago may be lost with the power, and is made again at the next start; the file is whole all the same.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const version = z.object({ user_version: z.number() }).parse(database.prepare('PRAGMA user_version').get());
    if (version.user_version !== indexVersion) inTransaction(database, createAnew);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function createAnew(database: DatabaseSyncInstance): void {
  database.exec(`DROP TABLE IF EXISTS takes; DROP TABLE IF EXISTS texts; ${schema}`);
}

function inTransaction(database: DatabaseSyncInstance, work: (database: DatabaseSyncInstance) => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work(database);
    database.exec('COMMIT');
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
}

function put(database: DatabaseSyncInstance, take: Take, stamp: string): void {
  remove(database, take.id);
  const text = plain(textOf(take.utterances));
  const title = plain(take.title);
  const rest =
    text.startsWith(title) && !take.titleIsOwn ? text.slice(title.length).replace(/^[\s,.;:?!]+/u, '') : text;
  const preview = text === '' ? null : rest.slice(0, previewLength);
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO takes(id, stamp, createdAt, title, seconds, tags, pinned, corrected, preview) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      take.id,
      stamp,
      take.createdAt,
      title,
      take.seconds,
      JSON.stringify(take.tags),
      Number(take.pinned),
      Number(take.corrected),
      preview,
    );
  const tags = plain(take.tags.join(' '));
  database
    .prepare('INSERT INTO texts(rowid, title, tags, words, contractions) VALUES (?, ?, ?, ?, ?)')
    .run(lastInsertRowid, title, tags, text, contractionsOf([title, tags, text].join(' ')).join(' '));
}

function remove(database: DatabaseSyncInstance, id: string): void {
  database.prepare('DELETE FROM texts WHERE rowid = (SELECT number FROM takes WHERE id = ?)').run(id);
  database.prepare('DELETE FROM takes WHERE id = ?').run(id);
}

function find(database: DatabaseSyncInstance, terms: readonly SearchTerm[]): FoundTakes {
  const [condition, values] = conditionOf(terms);
  const { total } = Counted.parse(
    database.prepare(`SELECT count(*) AS total FROM texts WHERE ${condition}`).get(...values),
  );
  const rows = database
    .prepare(
      `SELECT ${summaryColumns}, (SELECT words FROM texts WHERE rowid = number) AS words FROM takes
       WHERE number IN (SELECT rowid FROM texts WHERE ${condition}) ORDER BY createdAt DESC LIMIT ${mostHits}`,
    )
    .all(...values);
  const hits = rows.map((row) => {
    const summary = summaryOf(row);
    const titlePieces = hitPieces(summary.title, terms);
    return { ...summary, titlePieces, textPieces: hitSnippet(Words.parse(row).words, terms) };
  });
  return { total, hits };
}

const Counted = z.object({ total: z.number() });
const Words = z.object({ words: z.string() });

/** What the query asks of a row of `texts`, with what stands for its question marks. Signs are in no index: all that is left is read for them. */
function conditionOf(terms: readonly SearchTerm[]): [condition: string, values: string[]] {
  const match = matchOf(terms);
  const signs = terms.flatMap(({ literal }) => (literal === null ? [] : [`%${literal.replace(/[\\%_]/gu, '\\$&')}%`]));
  const conditions = [...(match === '' ? [] : ['texts MATCH ?']), ...signs.map(() => holdsSigns)];
  return [conditions.join(' AND '), [...(match === '' ? [] : [match]), ...signs]];
}

const holdsSigns = `title || ' ' || tags || ' ' || words LIKE ? ESCAPE '\\'`;

/** The words as FTS5 writes them: of letters and digits alone, so that nothing in them is an operator. */
const matchOf = (terms: readonly SearchTerm[]): string =>
  terms
    .filter(({ parts }) => parts.length > 0)
    .map(({ parts, column, isWhole }) => {
      const where = column === null ? '' : `${column} : `;
      return `${where}"${parts.join(' ')}"${isWhole ? '' : '*'}`;
    })
    .join(' AND ');

function summaryOf(row: unknown): TakeSummary {
  const { tags, pinned, ...rest } = Row.parse(row);
  return { ...rest, tags: TakeSummary.shape.tags.parse(JSON.parse(tags)), pinned: pinned === 1 };
}

/** On one line. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');
