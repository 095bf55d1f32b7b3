import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const largestBytes = 2 ** 30;

/** Rows of a list as objects. */
function rowsOf(path) {
  const [head, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return rows.map((row) => {
    const fields = row.split('\t');
    return Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? '']));
  });
}

/** Lines of a file that xz packed. Python is there, xz may not be. */
function unpacked(path) {
  const script = 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), sys.stdout.buffer)';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script, path], { maxBuffer: largestBytes });
  if (status !== 0) throw new Error(`${path}: ${stderr.toString()}`);
  return stdout.toString('utf8').trimEnd().split('\n');
}

/** Texts that a machine wrote are taken from this confidence on; those of slow, clear speech from a lower one. */
const surely = -0.25;
const surelyEnough = -0.35;

const textsOf = (rows) => rows.map(({ text }) => text);
const each = (lines) => [...new Set(lines)];

/** What the speech corpus holds of text, by the name of the file that it becomes: sentences to be read, and what was said. */
export function corpusTexts(folder) {
  const train = rowsOf(join(folder, 'speech/train.tsv'));
  const from = (...sources) => train.filter(({ source }) => sources.includes(source));
  const confident = (list, floor) => rowsOf(join(folder, list)).filter(({ confidence }) => Number(confidence) >= floor);
  return {
    prompts: () => unpacked(join(folder, 'text/prompts.txt.xz')),
    said: () => textsOf(train.filter(({ source }) => source !== 'an4' && source !== 'speechocean')),
    heard: () => each(textsOf(confident('speech/machine-labelled.tsv', surely))),
    broadcasts: () => each(textsOf(confident('fetched/voa.tsv', surelyEnough))),
    lessons: () => each(textsOf(confident('fetched/robotutor.tsv', -Infinity))),
    commands: () => textsOf(from('an4')),
    learners: () => textsOf(from('speechocean')),
  };
}
