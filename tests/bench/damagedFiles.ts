/**
 * Damaged files of each format, read as the app reads them: how many were refused, how many were told to be damaged, how many were read
 * in silence, and everything that must not be: a loss that nobody was told of, less sound than the ffmpeg of the system gives, more than
 * 5 s, a broken reader. Linux only: memory is read from /proc.
 *
 *     npx tsx tests/bench/damagedFiles.ts [--files 2000] [--long] [--formats flac,mp3] [--seed 1] [--from 0] [--keep FOLDER]
 *
 * --long reads 50,000 of each. --keep keeps the files with faults.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { damagedFile, faultsOf, originals, readingOf } from '../support/mutations';
import { childrenOf, mostMegabytesOf } from '../support/processMemory';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    long: { type: 'boolean', default: false },
    formats: { type: 'string', default: Object.keys(originals).join(',') },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    keep: { type: 'string', default: '' },
  },
});
const files = values.long ? 50_000 : Number(values.files);
const longestSeconds = 5;
const [seed, from] = [Number(values.seed), Number(values.from)];

async function damage(name: string, folder: string): Promise<void> {
  const path = join(folder, `damaged.${name}`);
  const count = { refused: 0, told: 0, whole: 0, faults: 0 };
  let [slowest, megabytes] = [0, 0];
  for (let index = from; index < from + files; index += 1) {
    const { mutation, bytes } = damagedFile(name, index, seed);
    writeFileSync(path, bytes);
    const reading = await readingOf(path);
    slowest = Math.max(slowest, reading.milliseconds);
    count[reading.told === null ? 'whole' : reading.seconds === 0 ? 'refused' : 'told'] += 1;
    const faults = faultsOf(reading, { path, mutation, longestSeconds });
    if (faults.length > 0) {
      count.faults += 1;
      console.log(`  ${name} ${index}, ${mutation}: ${faults.join('; ')}`);
      if (values.keep !== '') copyFileSync(path, join(values.keep, `${index} ${mutation}.${name}`));
    }
    // The process that decodes may be another one by now.
    if (index % 20 === 0) megabytes = Math.max(megabytes, ...childrenOf(process.pid).map(mostMegabytesOf));
  }
  console.log(
    `| ${name} | ${files} | ${count.whole} | ${count.told} | ${count.refused} | ${count.faults} | ${(slowest / 1000).toFixed(1)} | ${megabytes.toFixed(0)} |`,
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utter-damaged-'));
  if (values.keep !== '') mkdirSync(values.keep, { recursive: true });
  console.log('| format | files | nothing told | damage told | refused | faults | slowest, s | decoder at most, MB |');
  try {
    for (const name of values.formats.split(',')) await damage(name, folder);
    console.log(`own memory at most ${mostMegabytesOf(process.pid).toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
