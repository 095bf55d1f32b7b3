/**
 * Hostile inputs of each kind that comes from elsewhere, read as the app reads them: made by hand, and drawn from a seed. How many were taken
 * and refused, and everything that must not be: an exception, more than 5 s of the processor, a refusal without a sentence, a file
 * elsewhere, a changed prototype.
 *
 *     npx tsx tests/bench/hostileInputs.ts [--inputs 2000] [--kinds model,ARPA] [--seed 1] [--from 0]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { hostileBytes } from '../support/hostileBytes';
import { hostileKinds, type HostileKind } from '../support/hostileInputs';
import { hostileReading } from '../support/hostileReading';
import { mostMegabytesOf } from '../support/processMemory';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '2000' },
    kinds: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
});
const [seed, from, inputs] = [Number(values.seed), Number(values.from), Number(values.inputs)];

async function read(name: string, kind: HostileKind, folder: string): Promise<void> {
  let [taken, faulty, slowest, what] = [0, 0, 0, ''];
  for (let index = from; index < from + inputs; index += 1) {
    const hostile = hostileBytes(kind, index, seed);
    const { isTaken, faults, processorSeconds } = await hostileReading(kind, hostile, folder);
    if (isTaken) taken += 1;
    if (processorSeconds > slowest) [slowest, what] = [processorSeconds, hostile.what];
    if (faults.length === 0) continue;
    faulty += 1;
    console.log(`  ${name} ${index}, ${hostile.what}: ${faults.join('; ')}`);
  }
  const counts = [inputs, taken, inputs - taken, faulty].join(' | ');
  console.log(`| ${name} | ${counts} | ${slowest.toFixed(2)}, ${what} | ${mostMegabytesOf(process.pid).toFixed(0)} |`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utter-hostile-'));
  console.log('| kind | inputs | taken | refused | faults | slowest, s of the processor | memory at most so far, MB |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  try {
    const kinds = await hostileKinds(folder);
    const chosen = values.kinds === '' ? Object.keys(kinds) : values.kinds.split(',');
    for (const name of chosen) await read(name, kinds[name]!, folder);
    const { user, system } = process.cpuUsage();
    console.log(`${((user + system) / 1e6).toFixed(0)} s of the processor`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
