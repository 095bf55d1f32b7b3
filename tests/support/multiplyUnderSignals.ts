import { spawn } from 'node:child_process';

import * as tf from '@tensorflow/tfjs-core';

import { loadTensorFlow } from '../../src/platform/acoustic/tensorflow';

// Multiplies on libtensorflow while another process sends signals that are handled here, as when a terminal is resized or a decoder ends.
// Prints how many products were made and how many of them were wrong, and how many signals were handled.

const seconds = 4;
const sender = `
  const wait = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + ${seconds * 1000}; Date.now() < end; Atomics.wait(wait, 0, 0, 0.5)) process.kill(process.ppid, 'SIGWINCH');
`;

async function main(): Promise<void> {
  const loaded = await loadTensorFlow('tensorflow', 'hearing');
  if (!loaded.ok) throw new Error(loaded.error.message);
  const counts = { products: 0, wrong: 0, signals: 0 };
  process.on('SIGWINCH', () => (counts.signals += 1));

  const first = tf.randomNormal([48, 512], 0, 1, 'float32', 1);
  const second = tf.randomNormal([512, 2048], 0, 1, 'float32', 2);
  const sum = (): number => tf.tidy(() => tf.sum(tf.matMul(first, second)).dataSync()[0]!);
  const right = sum();
  const sending = spawn(process.execPath, ['-e', sender], { stdio: 'ignore' });
  while (sending.exitCode === null) {
    for (let n = 0; n < 20; n += 1) {
      counts.products += 1;
      if (sum() !== right) counts.wrong += 1;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(JSON.stringify(counts));
}

void main();
