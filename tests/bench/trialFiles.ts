/**
 * What each file of a folder gives that once gave something wrong, beside the lines of the notes that name it. Sound: its length,
 * ffmpeg's, what a person is told, and with --words what is heard. Lists, texts and language models: what is read, or why not.
 *
 *     npx tsx tests/bench/trialFiles.ts FOLDER [--notes FILE.md] [--words]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { textOf } from '../../src/contract/shownText';
import { recognize } from '../../src/cli/recognition/recognition';
import { joinSamples } from '../../src/core/audio/pcm';
import { filterRecording } from '../../src/core/audio/recordingFilter';
import type { Recognizer } from '../../src/core/dictation/recognizer';
import { channelName, openAudio } from '../../src/platform/audio/audioStream';
import { damageSentence } from '../../src/platform/audio/damage';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { loadLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { readTextFile } from '../../src/platform/files/textFile';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';

const { values, positionals } = parseArgs({
  options: {
    notes: { type: 'string', default: '' },
    words: { type: 'boolean', default: false },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
  },
  allowPositionals: true,
});

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}

function secondsOfFfmpeg(path: string): number {
  const to = ['-map', '0:a:0', '-ac', '1', '-ar', '16000', '-f', 's16le', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'quiet', '-nostdin', '-i', path, ...to], { maxBuffer: 2 ** 30 });
  return stdout.length / 32_000;
}

/** How files compare with what ffmpeg makes of them. */
const tally = { 'as long': 0, longer: 0, shorter: 0, 'refused by both': 0, 'refused by us alone': 0 };

function compare(ours: number, theirs: number): void {
  if (ours === 0) tally[theirs === 0 ? 'refused by both' : 'refused by us alone'] += 1;
  else tally[Math.abs(ours - theirs) <= 0.1 ? 'as long' : ours > theirs ? 'longer' : 'shorter'] += 1;
}

async function sound(path: string, recognizer: Recognizer | null): Promise<string> {
  const name = basename(path);
  const theirs = secondsOfFfmpeg(path);
  const ofFfmpeg = `ffmpeg ${theirs.toFixed(2)} s`;
  const stream = await openAudio(path, { name });
  if (!stream.ok) {
    compare(0, theirs);
    return `${stream.error.message} ${ofFfmpeg}`;
  }
  const pieces: Float32Array[] = [];
  for await (const piece of stream.value.pieces) pieces.push(piece);
  const samples = joinSamples(pieces);
  compare(samples.length / 16_000, theirs);
  const { damage, taken } = stream.value.findings();
  return [
    `${(samples.length / 16_000).toFixed(2)} s, ${ofFfmpeg}`,
    ...(damage === null ? [] : [damageSentence(name, damage)]),
    ...(taken === null ? [] : [`took the ${channelName(taken.channel)}`]),
    ...(recognizer === null ? [] : [`“${textOf(recognize(recognizer, filterRecording(samples)))}”`]),
  ].join(' ');
}

async function list(path: string): Promise<string> {
  const corpus = await readCorpus(path);
  return corpus.ok
    ? corpus.value
        .slice(0, 10)
        .map(({ text }) => `“${text}”`)
        .join(' ')
    : corpus.error.message;
}

function arpa(path: string): Promise<string> {
  const model = loadLanguageModel(path);
  return Promise.resolve(model.ok ? 'a language model' : model.error.message);
}

async function text(path: string): Promise<string> {
  const read = await readTextFile(path, { name: 'The text', failure: 'corpus-invalid' });
  return read.ok ? `“${read.value.trim().slice(0, 200)}”` : read.error.message;
}

/** By the ending of the name; anything else is taken for sound. */
const readers: Readonly<Record<string, (path: string) => Promise<string>>> = {
  '.tsv': list,
  '.csv': list,
  '.txt': text,
  '.md': text,
  '.lst': text,
  '.arpa': arpa,
};

const linesAbout = (notes: readonly string[], name: string): string[] => notes.filter((line) => line.includes(name));

async function show(path: string, name: string, recognizer: Recognizer | null): Promise<void> {
  const reader = readers[extname(path).toLowerCase()];
  const gives = await (reader === undefined ? sound(path, recognizer) : reader(path));
  console.log(`${name}\n    gives: ${gives}`);
}

async function recognizerWanted(): Promise<Recognizer | null> {
  if (!values.words) return null;
  const opened = await openRecognizer({ modelPath: values.model, decoder: 'beam', backend: 'auto' });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value.recognizer;
}

async function main(): Promise<void> {
  const [folder] = positionals;
  if (folder === undefined) throw new Error('which folder?');
  const notes = values.notes === '' ? [] : readFileSync(values.notes, 'utf8').split('\n');
  const recognizer = await recognizerWanted();
  for (const path of filesIn(folder)) {
    await show(path, relative(folder, path), recognizer);
    for (const line of linesAbout(notes, basename(path))) console.log(`    notes: ${line.trim()}`);
  }
  recognizer?.dispose();
  console.log(
    Object.entries(tally)
      .map(([kind, files]) => `${files} ${kind}`)
      .join(', '),
  );
}

void main();
