/**
 * Decoding, mixing and resampling of long sound files: seconds of audio for a second of work, and memory.
 *
 *     npx tsx tests/bench/soundFiles.ts [--hours 3] [FILE…]
 *
 * Without files: 24-bit stereo at 48 kHz, so many hours of silence, which is more than 2 GiB from 2.1 hours on. Work is the processor's
 * time of this process and of the one that decodes. Linux only: memory is read from /proc.
 */
import { openSync, rmSync, truncateSync, writeSync, closeSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { openAudio } from '../../src/platform/audio/audioStream';
import { damageSentence } from '../../src/platform/audio/damage';
import { childrenOf, mostMegabytesOf, processorSecondsOf } from '../support/processMemory';
import { chunk, formatChunk, wav } from '../support/soundFiles';

const { values, positionals } = parseArgs({
  options: { hours: { type: 'string', default: '3' } },
  allowPositionals: true,
});

/** A sparse file. */
function silentFile(path: string, hours: number): void {
  const audioBytes = Math.round(hours * 3600) * 48_000 * 6;
  const head = wav(
    formatChunk({ tag: 1, bits: 24, channels: 2, rateHz: 48_000 }),
    chunk('data', Buffer.alloc(0), audioBytes),
  );
  head.writeUInt32LE(head.length - 8 + audioBytes, 4);
  const file = openSync(path, 'w');
  writeSync(file, head);
  closeSync(file);
  truncateSync(path, head.length + audioBytes);
}

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Seconds of the processor, and megabytes of memory at most: of this process and of those that it has started. */
function usage(): Usage {
  const processes = [process.pid, ...childrenOf(process.pid)];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { seconds: sum(processes.map(processorSecondsOf)), megabytes: sum(processes.map(mostMegabytesOf)) };
}

async function measure(path: string): Promise<void> {
  const stream = await openAudio(path, { name: basename(path) });
  if (!stream.ok) throw new Error(stream.error.message);
  const before = usage();
  let samples = 0;
  let early: Usage | null = null;
  for await (const piece of stream.value.pieces) {
    samples += piece.length;
    if (samples > 16_000 * 60) early ??= usage();
  }
  const after = usage();
  const audio = samples / 16_000;
  const speed = (audio / (after.seconds - before.seconds)).toFixed(0);
  const [first, most] = [early ?? after, after].map(({ megabytes }) => megabytes.toFixed(0));
  const { damage } = stream.value.findings();
  const told = damage === null ? '' : `, ${damageSentence(basename(path), damage)}`;
  console.log(
    `${basename(path)}: ${audio.toFixed(0)} s, ${speed} × real time, memory ${first!} MB after a minute, ${most!} MB at most${told}`,
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utter-bench-'));
  try {
    const silent = join(folder, `${values.hours} h.wav`);
    if (positionals.length === 0) silentFile(silent, Number(values.hours));
    for (const path of positionals.length === 0 ? [silent] : positionals) await measure(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
