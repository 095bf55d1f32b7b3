import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

import { staticChecks, testSuites } from './checks.mjs';
import { root } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

/**
 * Runs the checks and tells of each; of one that fails, all that it printed. Static checks take a core each and run side by side;
 * the suites take all cores and run one after another.
 * @param {readonly string[]} only parts of names; empty means all
 * @returns whether all have passed
 */
export async function check(only = []) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const isChosen = ({ name }) => only.length === 0 || only.some((part) => name.includes(part));
  const total = { passed: 0, failed: 0 };
  const carryOut = async (one) => {
    const { passed, failed } = await told(one);
    total.passed += passed;
    total.failed += failed;
  };
  await forEach(staticChecks.filter(isChosen), availableParallelism(), carryOut);
  await forEach(testSuites.filter(isChosen), 1, carryOut);
  // The last line, and the only one on stdout: for machines and for people in a hurry.
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 && total.passed > 0;
}

async function told({ name, run }) {
  const begun = Date.now();
  const { passed, failed, output, faults = [] } = await run();
  const seconds = Math.round((Date.now() - begun) / 1000);
  say(`${failed === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  // What failed comes first: what is printed may be cut short by whoever shows it.
  for (const fault of faults) say(fault);
  if (failed > 0) say(output);
  return { passed, failed };
}

/** Does the work for each, begun in their order, so many at a time. */
async function forEach(items, atOnce, work) {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** The words after `--only`: names or parts of them, with commas between. */
export function chosenOnly() {
  const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: false });
  return typeof values.only === 'string' ? values.only.split(',') : [];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await check(chosenOnly())) ? 0 : 1;
}
