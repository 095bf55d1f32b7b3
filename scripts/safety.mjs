import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildIfStale } from './build.mjs';
import { runPlaywright } from './checks.mjs';
import { root } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';
import { hasNameSpaces, withoutRoute } from './withoutRoute.mjs';

/**
 * `npm run test:safety`: kills, stops, closes and fills what can be, reads hostile and damaged files, dictates for long, and counts what was lost. `--long` does all of it,
 * with `--hours 2` instead of 8 of dictation; `--seed 7` kills at other moments, and the same seed at the same ones; `--only sweep` runs the files of that name, `--grep` tests.
 */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    hours: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    grep: { type: 'string', default: '' },
  },
});
const chosen = [...values.only.split(',').filter(Boolean), ...(values.grep === '' ? [] : ['--grep', values.grep])];
const report = join(root, 'test-results/safety.jsonl');
mkdirSync(join(root, 'test-results'), { recursive: true });
rmSync(report, { force: true });
await buildIfStale();
const { ok, output } = await runPlaywright(['--config', 'playwright.safety.config.ts', '--reporter=list', ...chosen], {
  UTTER_SAFETY_REPORT: report,
  UTTER_SEED: values.seed,
  UTTER_SAFETY_HOURS: values.hours,
  UTTER_SAFETY_LONG: values.long ? '1' : '0',
});
say(output);
const alone = values.only === '' ? await runAlone() : { ok: true, output: '' };
say(alone.output);
const counted = existsSync(report)
  ? readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
const sum = (name) => counted.reduce((total, each) => total + (each[name] ?? 0), 0);
const most = (name) => Math.max(0, ...counted.map((each) => each[name] ?? 0)).toFixed(2);
process.stdout.write(
  `seed ${values.seed}: ${sum('kills')} kills, ${most('lostSeconds')} s of sound lost at most; ${sum('closings')} closings, ` +
    `${most('closingSeconds')} s at most; ${sum('suspensions')} times stopped; ${sum('fullDisks')} full disks; ` +
    `${sum('takes')} takes begun and ended, ${sum('files')} files written down; ${sum('dictatedHours').toFixed(2)} hours dictated, and ${sum('realTimeMinutes')} minutes as they passed; ` +
    `${sum('hostileInputs')} hostile inputs and ${sum('damagedFiles')} damaged sound files read, ` +
    `${sum('refusedRequests')} requests refused; ` +
    `${ok && alone.ok ? 'losses: 0' : 'FAILED, see above'}\n`,
);
process.exitCode = ok && alone.ok ? 0 : 1;

/** The end-to-end tests of security and dictation without a route; all of them with `--long`, as with `npm test -- --offline`. */
async function runAlone() {
  if (!hasNameSpaces()) return { ok: true, output: 'No name space can be made here.' };
  const specs = values.long ? [] : ['tests/e2e/security.spec.ts', 'tests/e2e/dictation.spec.ts'];
  return runPlaywright([...specs, '--reporter=list'], { UTTER_SAFETY_REPORT: report }, withoutRoute);
}
