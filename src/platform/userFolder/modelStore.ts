import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { z } from 'zod';

import { freeName } from '../../contract/freeName';
import { fail, type Failure, ok, type Result } from '../../contract/result';
import { type AdaptationScores, BundledId, ModelChoice, ModelEntry } from '../../contract/voice';
import { bundledModels, usedInPlace } from '../acoustic/bundledModels';
import { readModelHeader } from '../acoustic/modelFile';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { makeFolder } from '../files/makeFolder';
import { codeOf, failOfDisk } from '../files/wholeFile';
import { languageModelBeside, ownLanguageModelPath } from '../languageModel/languageModelBeside';
import { loadLanguageModel } from '../languageModel/languageModelFile';

const maximumEntryBytes = 100_000;
const Id = z.uuid();
const bundled = BundledId.options.map((id): ModelEntry => ({
  version: 1,
  id,
  name: bundledModels[id].name,
  createdAt: null,
  scores: null,
}));
const isBundled = (id: string): id is BundledId => BundledId.safeParse(id).success;
const firstChoice: ModelChoice = { version: 1, used: 'bundled', before: [] };
/** A finished model, and the language model that serves it: none, or one that came with the app, goes without saying. */
export interface KeptFiles {
  readonly modelPath: string;
  readonly languageModelPath: string | null;
}

/** How far back one can go. */
const mostBefore = 20;

/**
 * The acoustic models that can be chosen: the bundled ones, and in `models/` the user's, `ID.utter` with `ID.json` beside it, which is
 * written last. `models.json` names the one in use, and is replaced whole: a crash leaves the old choice or the new one. A bundled
 * model stands in for a chosen one that cannot be used; the choice stays.
 */
export class ModelStore {
  readonly #folder: string;
  readonly #bundledPaths: Readonly<Record<BundledId, string>>;
  /** Models that could not be loaded, and why, until they are chosen again. */
  readonly #refused = new Map<ModelEntry['id'], Failure>();

  constructor(userFolder: string, bundledPaths: Readonly<Record<BundledId, string>>) {
    this.#folder = join(userFolder, 'models');
    this.#bundledPaths = bundledPaths;
  }

  path(id: ModelEntry['id']): string {
    return isBundled(id) ? this.#bundledPaths[id] : join(this.#folder, `${Id.parse(id)}.utter`);
  }

  /** The bundled models, then the user's, newest first. */
  async list(): Promise<readonly ModelEntry[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    const found = await Promise.all(ids.filter((id) => Id.safeParse(id).success).map((id) => this.#read(id)));
    const own = found.filter((entry) => entry !== null);
    return [...bundled, ...own.sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))];
  }

  /** The model that dictation is to use: the chosen one, or what stands in for it. */
  async used(): Promise<ModelEntry> {
    const chosen = await this.chosen();
    if (chosen.ok) return chosen.value;
    const { used } = await this.#choice();
    return this.#standInFor(used) ?? bundled[0]!;
  }

  /** The model that was chosen; fails where it is gone or cannot be read or loaded, and says what is used in its place. */
  async chosen(): Promise<Result<ModelEntry>> {
    const { used } = await this.#choice();
    const entry = (await this.list()).find(({ id }) => id === used);
    const standIn = this.#standInFor(used);
    const inItsPlace = `“${standIn?.name ?? ''}” is used in its place. Choose another model in Settings.`;
    if (entry === undefined) return fail('model-missing', `The model that you chose is gone. ${inItsPlace}`);
    // Where nothing can be used the recognizer says so itself.
    if (standIn === null) return ok(entry);
    const refused = this.#refused.get(used);
    if (refused !== undefined) return fail(refused.code, usedInPlace(entry.name, standIn.name, refused));
    // A bundled one is read when it is loaded.
    if (isBundled(used) || readModelHeader(this.path(used)).ok) return ok(entry);
    return fail('model-refused', `The model “${entry.name}” cannot be read. ${inItsPlace}`);
  }

  /** To be told where a model could not be loaded. Returns the one to use in its place; null where there is none left. */
  standIn(id: ModelEntry['id'], failure: Failure): ModelEntry | null {
    this.#refused.set(id, failure);
    return this.#standInFor(id);
  }

  /** Where `rollBack` goes; null where there is no such model. */
  async before(): Promise<ModelEntry | null> {
    return (await this.#usableBefore())[0] ?? null;
  }

  /** Takes a finished model into the store; it is not used yet. The files are copied and checked before it is listed. */
  async keep(files: KeptFiles, name: string, scores: AdaptationScores | null): Promise<Result<ModelEntry>> {
    const { modelPath, languageModelPath } = files;
    const checked = readModelHeader(modelPath);
    if (!checked.ok) return checked;
    const entry: ModelEntry = { version: 1, id: randomUUID(), name, createdAt: new Date().toISOString(), scores };
    const path = this.path(entry.id);
    try {
      await makeFolder(this.#folder);
      const words = languageModelPath === null || this.#isBundled(languageModelPath) ? null : languageModelPath;
      await copyWhole([[modelPath, path], ...(words === null ? [] : [[words, ownLanguageModelPath(path)] as const])]);
    } catch (cause) {
      await this.#removeFiles(entry.id);
      return failOfDisk(cause);
    }
    const written = await writeJsonFile(this.#jsonPath(entry.id), entry);
    if (!written.ok) await this.#removeFiles(entry.id);
    return written.ok ? ok(entry) : written;
  }

  /** Chooses a model. Fails with `model-missing` or `model-refused`, and the old choice stays. */
  async use(id: ModelEntry['id']): Promise<Result<ModelEntry>> {
    const entry = (await this.list()).find((one) => one.id === id);
    if (entry === undefined) return fail('model-missing');
    const checked = readModelHeader(this.path(id));
    if (!checked.ok) return checked;
    this.#refused.delete(id);
    const { used, before } = await this.#choice();
    if (used === id) return ok(entry);
    const written = await this.#choose({ version: 1, used: id, before: [used, ...before].slice(0, mostBefore) });
    return written.ok ? ok(entry) : written;
  }

  /** Goes back to the last model before this one that can be read. Fails with `model-missing` where there is none. */
  async rollBack(): Promise<Result<ModelEntry>> {
    const [entry, ...others] = await this.#usableBefore();
    if (entry === undefined) return fail('model-missing', 'There is no model to go back to.');
    this.#refused.delete(entry.id);
    const written = await this.#choose({ version: 1, used: entry.id, before: others.map(({ id }) => id) });
    return written.ok ? ok(entry) : written;
  }

  /**
   * Copies a model to where the user wants it, and the language model of its words beside it; returns where that went, null where it has
   * none. Both are written whole or not at all. Fails with `file-exists` where something else lies beside, which would be taken for its words.
   */
  async export(id: ModelEntry['id'], toPath: string): Promise<Result<string | null>> {
    const words = isBundled(id) ? null : wordsOf(this.path(id));
    const beside = ownLanguageModelPath(toPath);
    // Whoever replaces a model replaces its words with it.
    if (existsSync(beside) && (words === null || !existsSync(toPath)))
      return fail(
        'file-exists',
        `“${basename(beside)}” lies there, and would be taken for the words of this model. Choose another name.`,
      );
    try {
      await copyWhole([[this.path(id), toPath], ...(words === null ? [] : [[words, beside] as const])]);
      return ok(words === null ? null : beside);
    } catch (cause) {
      return codeOf(cause) === 'ENOENT' ? fail('model-missing') : failOfDisk(cause, toPath);
    }
  }

  /** Takes a model file from elsewhere, under the file's name, which is what the user called it, numbered where another has it, with the language model of its words where that lies beside it. */
  async import(fromPath: string): Promise<Result<ModelEntry>> {
    const model = readModelHeader(fromPath);
    if (!model.ok) return model;
    const languageModelPath = wordsOf(fromPath);
    const words = languageModelPath === null ? ok(null) : loadLanguageModel(languageModelPath);
    if (!words.ok) return words;
    const name =
      basename(fromPath)
        .replace(/\.utter$/iu, '')
        .slice(0, 100) || 'Imported';
    const names = (await this.list()).map((model) => model.name);
    return this.keep({ modelPath: fromPath, languageModelPath }, freeName(name, names), null);
  }

  /** Fails with `model-in-use`. A chosen model that cannot be read is not, and the choice goes with it. */
  async remove(id: ModelEntry['id']): Promise<Result<undefined>> {
    if (isBundled(id) || id === (await this.used()).id) return fail('model-in-use');
    const { used, before } = await this.#choice();
    if (id === used || before.includes(id)) {
      const left = before.filter((other) => other !== id);
      const written = await this.#choose({ version: 1, used: id === used ? 'bundled' : used, before: left });
      if (!written.ok) return written;
    }
    await this.#removeFiles(id);
    return ok(undefined);
  }

  #standInFor(id: ModelEntry['id']): ModelEntry | null {
    return bundled.find((model) => model.id !== id && !this.#refused.has(model.id)) ?? null;
  }

  /** Whether a language model came with the app. */
  #isBundled(languageModelPath: string): boolean {
    return Object.values(this.#bundledPaths).some((path) => languageModelBeside(path) === languageModelPath);
  }

  async #removeFiles(id: string): Promise<void> {
    const path = this.path(Id.parse(id));
    for (const file of [this.#jsonPath(id), path, ownLanguageModelPath(path)]) await rm(file, { force: true });
  }

  #jsonPath(id: string): string {
    return join(this.#folder, `${Id.parse(id)}.json`);
  }

  async #read(id: string): Promise<ModelEntry | null> {
    const read = await readJsonFile(this.#jsonPath(id), ModelEntry, maximumEntryBytes);
    return read.found === 'value' && read.value.id === id ? read.value : null;
  }

  /** The models that were used before and can be read, the last first. */
  async #usableBefore(): Promise<readonly ModelEntry[]> {
    const { before } = await this.#choice();
    const models = await this.list();
    const there = before.flatMap((id) => models.find((model) => model.id === id) ?? []);
    return there.filter(({ id }) => readModelHeader(this.path(id)).ok);
  }

  async #choice(): Promise<ModelChoice> {
    const read = await readJsonFile(join(this.#folder, 'models.json'), ModelChoice, maximumEntryBytes);
    return read.found === 'value' ? read.value : firstChoice;
  }

  async #choose(choice: ModelChoice): Promise<Result<undefined>> {
    try {
      await makeFolder(this.#folder);
    } catch (cause) {
      return failOfDisk(cause);
    }
    return writeJsonFile(join(this.#folder, 'models.json'), choice);
  }
}

/** The language model that was taught the same user's words as a model; null where there is none. */
function wordsOf(modelPath: string): string | null {
  const path = ownLanguageModelPath(modelPath);
  return existsSync(path) ? path : null;
}

/** Puts copies in their places when all are complete. @throws as the disk does, with no part of a copy left */
async function copyWhole(files: readonly (readonly [from: string, to: string])[]): Promise<void> {
  const copies = files.map(([from, to]) => ({ from, to, unfinished: join(dirname(to), `.${randomUUID()}.tmp`) }));
  try {
    for (const { from, unfinished } of copies) await copyFile(from, unfinished);
    for (const { unfinished, to } of copies) await rename(unfinished, to);
  } catch (cause) {
    for (const { unfinished } of copies) await rm(unfinished, { force: true });
    throw cause;
  }
}
