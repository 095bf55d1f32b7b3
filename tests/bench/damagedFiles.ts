/**
 * Damaged files of each format, read as the app reads them: how many were refused, how many were told to be damaged, how many were read
 * in silence, and everything that must not be: a loss that nobody was told of, less sound than ffmpeg gives, more than 5 s of the
 * processor or a minute by the clock, a broken reader. Linux only: memory and the processor's time are read from /proc.
 *
 *     npx tsx tests/bench/damagedFiles.ts [--files 2000] [--formats flac,mp3] [--seed 1] [--from 0] [--keep FOLDER] [--ffmpeg ffmpeg]
 *         [--originals FOLDER]
 *
 * --files counts those of each format. --originals damages the sound files of a folder in place of a second of each format. --keep keeps the files with faults. --ffmpeg is what is compared with, or nothing: an ffmpeg
 * with few libraries starts sooner.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { damagedFile, faultsOf, mayHoldMore, originals, readingOf } from '../support/mutations';
import { childrenOf, mostMegabytesOf, processorSecondsOf } from '../support/processMemory';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    formats: { type: 'string', default: Object.keys(originals).join(',') },
    originals: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    keep: { type: 'string', default: '' },
    ffmpeg: { type: 'string', default: 'ffmpeg' },
  },
});
const longestSeconds = 60;
const longestProcessorSeconds = 5;
const [seed, from, files] = [Number(values.seed), Number(values.from), Number(values.files)];

interface Original {
  readonly name: string;
  readonly bytes: Buffer;
}

const originalFiles = (): Original[] =>
  values.originals === ''
    ? values.formats.split(',').map((name) => ({ name, bytes: originals[name]! }))
    : readdirSync(values.originals)
        .sort()
        .map((name) => ({ name, bytes: readFileSync(join(values.originals, name)) }));

/** @param name of a file or a format */
const extensionOf = (name: string): string => (extname(name) === '' ? `.${name}` : extname(name));

/** Seconds of sound that ffmpeg makes of a file, at the file's own rate: where damage has made that absurd, a resampler works for minutes. */
function secondsOfFfmpeg(path: string): number {
  if (values.ffmpeg === '') return 0;
  const to = ['-map', '0:a:0', '-ac', '1', '-c:a', 'pcm_s16le', '-bitexact', '-f', 'wav', '-'];
  const from = ['-v', 'quiet', '-nostdin', '-i', path];
  const { stdout, error } = spawnSync(values.ffmpeg, [...from, ...to], { maxBuffer: 2 ** 30 });
  if (error !== undefined) throw error;
  return stdout.length <= headerBytes ? 0 : (stdout.length - headerBytes) / 2 / stdout.readUInt32LE(rateOffset);
}

/** Of a WAV file. */
const [headerBytes, rateOffset] = [44, 24];

/** Of this process and of those that it has started and that live. */
const workSeconds = (): number =>
  [process.pid, ...childrenOf(process.pid)].map(processorSecondsOf).reduce((sum, each) => sum + each);

async function damage({ name, bytes: original }: Original, folder: string): Promise<void> {
  const extension = extensionOf(name);
  const path = join(folder, `damaged${extension}`);
  const count = { refused: 0, told: 0, whole: 0, faults: 0 };
  // The process that decodes starts with it.
  writeFileSync(path, original);
  const whole = await readingOf(path);
  if (whole.told !== null) throw new Error(whole.told);
  const originalSeconds = whole.seconds;
  let [slowest, megabytes] = [0, 0];
  for (let index = from; index < from + files; index += 1) {
    const { mutation, bytes } = damagedFile(original, index, seed);
    writeFileSync(path, bytes);
    const before = workSeconds();
    const reading = await readingOf(path);
    const seconds = workSeconds() - before;
    slowest = Math.max(slowest, seconds);
    count[reading.told === null ? 'whole' : reading.seconds === 0 ? 'refused' : 'told'] += 1;
    const referenceSeconds = mayHoldMore(reading, mutation, originalSeconds) ? secondsOfFfmpeg(path) : 0;
    const faults = faultsOf(reading, { originalSeconds, longestSeconds, referenceSeconds });
    if (seconds > longestProcessorSeconds) faults.push(`took ${seconds.toFixed(1)} s of the processor`);
    if (faults.length > 0) {
      count.faults += 1;
      console.log(`  ${name} ${index}, ${mutation}: ${faults.join('; ')}`);
      if (values.keep !== '') copyFileSync(path, join(values.keep, `${index} ${mutation}${extension}`));
    }
    // The process that decodes may be another one by now.
    if (index % 20 === 0) megabytes = Math.max(megabytes, ...childrenOf(process.pid).map(mostMegabytesOf));
  }
  const counts = [files, count.whole, count.told, count.refused, count.faults];
  console.log(`| ${name} | ${counts.join(' | ')} | ${slowest.toFixed(1)} | ${megabytes.toFixed(0)} |`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utter-damaged-'));
  if (values.keep !== '') mkdirSync(values.keep, { recursive: true });
  console.log(
    '| format | files | nothing told | damage told | refused | faults | slowest, s of the processor | decoder at most, MB |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  try {
    for (const original of originalFiles()) await damage(original, folder);
    console.log(
      `${workSeconds().toFixed(0)} s of the processor, own memory at most ${mostMegabytesOf(process.pid).toFixed(0)} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
