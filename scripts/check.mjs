import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

import { staticChecks, testSuites } from './checks.mjs';
import { root } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';

/**
 * Runs the checks one after another and tells of each; of one that fails, all that it printed.
 * @param {readonly string[]} only parts of names; empty means all
 * @returns whether all have passed
 */
export async function check(only = []) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const chosen = [...staticChecks, ...testSuites].filter(
    ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  const total = { passed: 0, failed: 0 };
  for (const one of chosen) {
    const begun = Date.now();
    const { passed, failed, output, faults = [] } = await one.run();
    total.passed += passed;
    total.failed += failed;
    say(
      `${failed === 0 ? 'ok  ' : 'FAIL'}  ${one.name}: ${passed} passed, ${failed} failed (${Math.round((Date.now() - begun) / 1000)} s)`,
    );
    // What failed comes first: what is printed may be cut short by whoever shows it.
    for (const fault of faults) say(fault);
    if (failed > 0) say(output);
  }
  // The last line, and the only one on stdout: for machines and for people in a hurry.
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 && total.passed > 0;
}

/** The words after `--only`: names or parts of them, with commas between. */
export function chosenOnly() {
  const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: false });
  return typeof values.only === 'string' ? values.only.split(',') : [];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await check(chosenOnly())) ? 0 : 1;
}
