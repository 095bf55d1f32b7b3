import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { spread } from '../../src/cli/recognition/references';
import { float32ToInt16 } from '../../src/core/audio/pcm';
import { formatWav } from '../../src/core/audio/wav';
import { ErrorTally } from '../../src/core/training/wordErrors';
import { readAudio } from '../../src/platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';

/**
 * What PocketSphinx makes of the same recordings, for a place to stand: its English models as Debian ships them, at their own settings
 * (packages pocketsphinx and pocketsphinx-en-us). `npx tsx tests/bench/pocketSphinx.ts --corpus valid.tsv`
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    limit: { type: 'string', default: 'Infinity' },
    models: { type: 'string', default: '/usr/share/pocketsphinx/model/en-us' },
  },
});

async function writeRecordings(entries: readonly CorpusEntry[], folder: string): Promise<void> {
  for (const [index, { path }] of entries.entries()) {
    const audio = await readAudio(path);
    if (!audio.ok) throw new Error(audio.error.message);
    writeFileSync(join(folder, `${index}.wav`), formatWav(float32ToInt16(audio.value)));
  }
  writeFileSync(join(folder, 'list'), entries.map((_, index) => `${index}\n`).join(''));
}

function recognizeAll(folder: string): void {
  const { models } = options;
  const words = {
    hmm: join(models, 'en-us'),
    lm: join(models, 'en-us.lm.bin'),
    dict: join(models, 'cmudict-en-us.dict'),
    ctl: join(folder, 'list'),
    cepdir: folder,
    cepext: '.wav',
    adcin: 'yes',
    adchdr: '44',
    hyp: join(folder, 'heard'),
    logfn: '/dev/null',
  };
  execFileSync(
    'pocketsphinx_batch',
    Object.entries(words).flatMap(([name, value]) => [`-${name}`, value]),
  );
}

/** A line is "words (number score)"; its dictionary marks a second pronunciation as in "a(2)". */
function readHeard(folder: string): string[] {
  const lines = readFileSync(join(folder, 'heard'), 'utf8').trimEnd().split('\n');
  return lines.map((line) =>
    line
      .replace(/\([^()]*\)$/, '')
      .replaceAll(/\(\d+\)/g, '')
      .trim(),
  );
}

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const entries = spread(corpus.value, Number(options.limit));
  const folder = mkdtempSync(join(tmpdir(), 'utter-pocketsphinx-'));
  try {
    await writeRecordings(entries, folder);
    const begun = performance.now();
    recognizeAll(folder);
    const work = (performance.now() - begun) / 1000;
    const heard = readHeard(folder);
    const tally = new ErrorTally();
    for (const [index, { source, text }] of entries.entries()) tally.add(source, text, heard[index] ?? '');
    for (const [source, { wer, utterances }] of [...tally.sources, ['all', tally.all] as const])
      console.log([source, utterances, wer.toFixed(1)].join('\t'));
    console.log(
      `${(work / entries.reduce((sum, { seconds }) => sum + seconds, 0)).toFixed(3)} × the length of the speech`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
