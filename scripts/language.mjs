import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { corpusTexts } from './language/corpus.mjs';
import { bytesOf, filesOf, membersOf, provide } from './language/repositories.mjs';
import { lists, texts } from './language/sources.mjs';
import { spokenSigns } from './language/spoken.mjs';
import { countedWords, pronouncedWords, wordsAsArpa } from './language/words.mjs';
import { cacheFolder, root } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { during, say } from './setup/progress.mjs';

/**
 * Makes `resources/models/english.lm`: fetches what is to be read, builds a model of each kind of text and merges them.
 *
 *     node scripts/language.mjs --corpus FOLDER [--repositories FOLDER] [--folder FOLDER] [--out FILE]
 *
 * The corpus is the one that the acoustic model learns from: its lists, and text/prompts.txt.xz. Repositories are fetched from GitHub,
 * unless they lie in a folder as git directories named owner+name. What is made on the way stays in `--folder`, and is taken from there
 * when the script is run again. Needs git and Python, 8 GB of memory, and twenty minutes on one core.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    repositories: { type: 'string' },
    folder: { type: 'string', default: join(cacheFolder, 'language') },
    out: { type: 'string', default: join(root, 'resources/models/english.lm') },
  },
});

const modernTexts = [
  'prompts',
  'said',
  'heard',
  'broadcasts',
  'lessons',
  'posts',
  'textbooks',
  'facts',
  'stories',
  'conversations',
  'mixed',
  'speeches',
];

/**
 * Of each model its texts, what is left out of it, and its share; the smallest first, which is quickest to merge. The shares were chosen on
 * a third of the held-out list (docs/experiments.md).
 */
const models = [
  { name: 'signs', texts: ['signs'], options: ['--prune', '0,0,1,1'], share: 0.05 },
  { name: 'commands', texts: ['commands'], options: ['--prune', '0'], share: 0.02 },
  { name: 'learners', texts: ['learners'], options: ['--prune', '0'], share: 0.05 },
  { name: 'heard', texts: ['heard'], options: ['--prune', '0,0,1,1'], share: 0.03 },
  { name: 'debates', texts: ['debates'], options: ['--prune', '0,1,2,2', '--min-count', '3'], share: 0.02 },
  { name: 'modern', texts: modernTexts, options: ['--prune', '0,0,1,1'], share: 0.19 },
  { name: 'articles', texts: ['articles'], options: ['--prune', '0,1,1,1', '--min-count', '3'], share: 0.25 },
  { name: 'books', texts: ['books'], options: ['--prune', '0,1,1,1', '--min-count', '3'], share: 0.38 },
];
const wordsShare = 0.01;

/** Of two words and more. Three million are 6 MB less, and a quarter of a point more of the words is wrong (docs/experiments.md). */
const ngrams = 4_000_000;

const inFolder = (...parts) => join(resolve(options.folder), ...parts);
const textOf = (name) => inFolder('texts', `${name}.txt`);
const modelOf = (name) => inFolder(`${name}.lm`);

/** Nothing half made is ever taken for the whole. */
function writeLines(path, lines) {
  writeFileSync(`${path}.unfinished`, '');
  let piece = '';
  const write = () => {
    writeFileSync(`${path}.unfinished`, piece, { flag: 'a' });
    piece = '';
  };
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length > 1 << 22) write();
  }
  write();
  renameSync(`${path}.unfinished`, path);
}

function* sentencesOf(repositories) {
  for (const repository of repositories) {
    const directory = provide(repository, repositoriesFolder());
    for (const file of bytesOf(directory, filesOf(directory, repository)))
      for (const { path, bytes } of file.path.endsWith('.zip') ? membersOf(file.bytes) : [file])
        yield* repository.read(bytes, path);
  }
}

const repositoriesFolder = () => resolve(options.repositories ?? inFolder('repositories'));

/** What is said again and again, such as what a machine answers, counts once; books and transcripts are taken as they are. */
const once = (lines) => new Set(lines);

async function makeTexts() {
  mkdirSync(inFolder('texts'), { recursive: true });
  for (const [name, repositories] of Object.entries(texts)) {
    if (existsSync(textOf(name))) continue;
    const lines = () => (name === 'books' ? sentencesOf(repositories) : once(sentencesOf(repositories)));
    await during(`Reading ${name}`, () => writeLines(textOf(name), lines()));
  }
  for (const [name, lines] of Object.entries(corpusTexts(resolve(options.corpus))))
    if (!existsSync(textOf(name))) writeLines(textOf(name), lines());
  const [counted, pronounced] = [
    countedWords(bytesOfList(lists.counted)),
    pronouncedWords(bytesOfList(lists.pronounced)),
  ];
  if (!existsSync(textOf('signs')))
    writeLines(textOf('signs'), spokenSigns([...counted.keys()].filter(isLong), pronounced.filter(isLong)));
  writeLines(inFolder('words.arpa'), wordsAsArpa(counted, pronounced));
}

/** Words that somebody may spell. */
const isLong = (word) => /^[a-z]{3,}$/u.test(word);

function bytesOfList(list) {
  const directory = provide(list, repositoriesFolder());
  const [{ bytes }] = bytesOf(directory, filesOf(directory, list));
  return bytes;
}

async function utter(...words) {
  const command = ['--max-old-space-size=8000', '--import', 'tsx', 'src/cli/index.ts', 'lm', ...words];
  const { ok, output } = await run(process.execPath, command, { timeoutSeconds: 4 * 3600 });
  if (!ok) throw new Error(output);
  say(output.trimEnd().split('\n').at(-1));
}

async function makeModels() {
  const heldOut = ['valid.tsv', 'personal.tsv'].flatMap((list) => [
    '--held-out',
    join(resolve(options.corpus), 'speech', list),
  ]);
  for (const model of models) {
    const path = modelOf(model.name);
    if (existsSync(path)) continue;
    const unfinished = `${path}.unfinished`;
    const words = [...model.texts.map(textOf), ...model.options, ...heldOut, '--output', unfinished, '--force'];
    await during(`Building ${model.name}`, () => utter('build', ...words));
    renameSync(unfinished, path);
  }
}

async function main() {
  if (options.corpus === undefined) throw new Error('--corpus FOLDER names the corpus of speech');
  await makeTexts();
  await makeModels();
  const shares = [wordsShare, ...models.map(({ share }) => share)].join(',');
  const parts = [inFolder('words.arpa'), ...models.map(({ name }) => modelOf(name))];
  await during('Merging', () =>
    utter(
      'merge',
      ...parts,
      '--shares',
      shares,
      '--ngrams',
      String(ngrams),
      '--output',
      resolve(options.out),
      '--force',
    ),
  );
}

await main();
