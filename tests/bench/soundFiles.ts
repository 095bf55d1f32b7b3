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

/** Seconds of the processor, and megabytes of memory at most. */
const usageOf = (pid: number): { seconds: number; megabytes: number } => ({
  seconds: processorSecondsOf(pid),
  megabytes: mostMegabytesOf(pid),
});

async function measure(path: string): Promise<void> {
  const stream = await openAudio(path, { name: basename(path) });
  if (!stream.ok) throw new Error(stream.error.message);
  const child = childrenOf(process.pid).at(-1)!;
  const before = [process.pid, child].map((pid) => usageOf(pid).seconds);
  let samples = 0;
  let early: number[] = [];
  for await (const piece of stream.value.pieces) {
    samples += piece.length;
    if (early.length === 0 && samples > 16_000 * 60) early = [process.pid, child].map((pid) => usageOf(pid).megabytes);
  }
  const after = [process.pid, child].map(usageOf);
  const work = after.reduce((sum, { seconds }, index) => sum + seconds - before[index]!, 0);
  const [first, last] = [early.reduce((a, b) => a + b, 0), after.reduce((sum, { megabytes }) => sum + megabytes, 0)];
  const audio = samples / 16_000;
  console.log(
    `${basename(path)}: ${audio.toFixed(0)} s, ${(audio / work).toFixed(0)} × real time, memory ${first.toFixed(0)} MB after a minute, ${last.toFixed(0)} MB at most`,
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
