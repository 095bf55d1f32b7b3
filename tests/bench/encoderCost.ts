import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import * as tf from '@tensorflow/tfjs-core';

import { sampleRateHz, wholeSight, type Sight } from '../../src/core/encoder/config';
import { Encoder } from '../../src/core/encoder/encoder';
import { LogMel } from '../../src/core/encoder/logMel';
import { StateStream } from '../../src/core/encoder/stateStream';
import { readEncoder } from '../../src/platform/acoustic/encoderFile';
import { loadTensorFlow } from '../../src/platform/acoustic/tensorflow';
import { chirp, cut } from '../support/audio';

/**
 * What the encoder costs for a second of sound, by sight, one backend a run: `npx tsx tests/bench/encoderCost.ts --backend wasm`
 * Beside the time that passes, the processor's own: on a machine with other work only that can be compared.
 */
const { values: options } = parseArgs({
  options: {
    backend: { type: 'string', default: 'tensorflow' },
    encoder: { type: 'string', default: resolve(__dirname, '../../resources/models/whisper-base.encoder') },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
  },
});

const sights: readonly (Sight & { readonly name: string })[] = [
  { name: '24 / 24 / 250', hop: 24, look: 24, past: 250 },
  { name: '16 / 32 / 250', hop: 16, look: 32, past: 250 },
  { name: 'whole', ...wholeSight },
];

const seconds = Number(options.seconds);
const samples = chirp(80, 7000, seconds);
/** As they come from a microphone. */
const pieces = cut(samples, [sampleRateHz / 100]);

/** Least of all rounds: milliseconds that passed, and of the processor, for a second of sound. */
function printCost(name: string, work: () => void): void {
  work();
  const costs = Array.from({ length: Number(options.rounds) }, () => {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(used);
    return { passed: (performance.now() - begun) / seconds, processor: (user + system) / 1000 / seconds };
  });
  const least = (pick: (cost: (typeof costs)[number]) => number): string => Math.min(...costs.map(pick)).toFixed(1);
  console.log(`| ${name} | ${least((cost) => cost.passed)} | ${least((cost) => cost.processor)} |`);
}

async function main(): Promise<void> {
  const loaded = await loadTensorFlow(options.backend === 'wasm' ? 'wasm' : 'tensorflow');
  if (!loaded.ok) throw new Error(loaded.error.message);
  const file = readEncoder(options.encoder);
  if (!file.ok) throw new Error(file.error.message);
  const encoder = new Encoder(file.value.config, file.value.weights);
  console.log(`${loaded.value.name}, ${seconds} s\n`);
  console.log('| hop / look / past | ms for a second of sound | ms of the processor |\n| --- | --- | --- |');
  printCost('log-mel alone', () => {
    const logMel = new LogMel();
    for (const piece of pieces) logMel.push(piece);
    logMel.finish();
  });
  for (const { name, ...sight } of sights) {
    const stream = new StateStream(encoder, { sight });
    printCost(name, () => {
      for (const piece of pieces) tf.dispose(stream.push(piece).map(({ states }) => states));
      tf.dispose(stream.finish().map(({ states }) => states));
    });
    stream.dispose();
  }
  encoder.dispose();
}

void main();
