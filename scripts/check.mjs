import { mkdirSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

import { buildIfStale } from './build.mjs';
import {
  buildCheck,
  captureSuite,
  endToEnd,
  offlineSuites,
  packagedSuites,
  staticChecks,
  testSuites,
} from './checks.mjs';
import { areInstalled } from './setup/npmPackages.mjs';
import { root } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';
import { hasNameSpaces } from './withoutRoute.mjs';

/**
 * Runs the checks and tells of each; of one that fails, all that it printed. The app is built, the microphone listened to, and the app used,
 * which is mostly waiting: sound takes as long as it lasts. What only computes runs beside that and behind it, so many at a time as there
 * are cores: a static check takes one, and what a suite leaves idle while it waits the next one takes.
 * @param {readonly string[]} only parts of names; empty means all
 * @returns whether all have passed
 */
export async function check(only = []) {
  if (!areInstalled()) throw new Error('The packages are not those of package-lock.json: run `npm run setup`.');
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const isChosen = ({ name }) => only.length === 0 || only.some((part) => name.includes(part));
  const { total, carryOut } = counting();
  const lane = (...checks) => forEach(checks.filter(isChosen), 1, carryOut());
  const compute = async () => {
    const behind = carryOut(isChosen(endToEnd) ? constants.priority.PRIORITY_LOW : undefined);
    await forEach([...staticChecks, ...testSuites].filter(isChosen), availableParallelism(), behind);
  };
  // By themselves: while the one runs, files of its own lie where lint and format look; the other asks how soon a lost microphone is told.
  await lane(buildCheck, captureSuite);
  await Promise.all([lane(endToEnd), compute()]);
  return conclude(total);
}

/** The same for what `npm run package` has made. */
export const checkPackage = (only = []) => checkSuites(packagedSuites, only);

/** The same, the app being used where there is no network. */
export async function checkOffline(only = []) {
  if (!hasNameSpaces())
    throw new Error('No name space without a network can be made here: that needs Linux and unshare.');
  await buildIfStale();
  return checkSuites(offlineSuites, only);
}

async function checkSuites(suites, only) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const { total, carryOut } = counting();
  const isChosen = ({ name }) => only.length === 0 || only.some((part) => name.includes(part));
  await forEach(suites.filter(isChosen), 1, carryOut());
  return conclude(total);
}

/** What has passed and failed so far, and what carries out a check and adds to it. */
function counting() {
  const total = { passed: 0, failed: 0 };
  const carryOut = (priority) => async (one) => {
    const { passed, failed } = await told(one, priority);
    total.passed += passed;
    total.failed += failed;
  };
  return { total, carryOut };
}

/** The last line, and the only one on stdout: for machines and for people in a hurry. */
function conclude({ passed, failed }) {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0;
}

async function told({ name, run }, priority) {
  const begun = Date.now();
  const { passed, failed, output, faults = [], note } = await run(priority);
  const seconds = Math.round((Date.now() - begun) / 1000);
  say(`${failed === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  if (note !== undefined) say(note);
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
  try {
    process.exitCode = (await check(chosenOnly())) ? 0 : 1;
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}
