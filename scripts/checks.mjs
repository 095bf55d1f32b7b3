import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { audit } from './audit.mjs';
import { build } from './build.mjs';
import { packagedExecutables } from './packages/packagedExecutables.mjs';
import { readNotes } from './setup/notes.mjs';
import { root } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { withoutRoute } from './withoutRoute.mjs';

/**
 * Every check is `{ name, run }`; run takes the priority of its processes and gives `{ passed, failed, output }`, and `faults` where single
 * tests are known to have failed, `note` where something is to be known though nothing has failed. A static check counts as one.
 */
const packageScript =
  (path, ...words) =>
  (priority) =>
    run(process.execPath, [join(root, 'node_modules', path), ...words], {
      env: { NO_COLOR: '1', FORCE_COLOR: '0' },
      priority,
    });

const staticCheck = (name, start) => ({
  name,
  run: async (priority) => {
    const { ok, output, note } = await start(priority);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output, note };
  },
});

/** A folder with a tsconfig of its own is a layer; svelte-check looks at the renderer's. */
const layers = readdirSync(join(root, 'src'))
  .map((name) => `src/${name}`)
  .concat('tests', 'tests/unit/renderer', 'tests/e2e', 'tests/safety', 'tests/packaged')
  .filter((path) => path !== 'src/renderer' && existsSync(join(root, path, 'tsconfig.json')));

/** Begun in this order: what takes longest comes first. */
export const staticChecks = [
  staticCheck('lint', packageScript('eslint/bin/eslint.js', '--max-warnings=0', '.')),
  staticCheck('format', packageScript('prettier/bin/prettier.cjs', '--check', '.')),
  staticCheck(
    'svelte-check',
    packageScript(
      'svelte-check/bin/svelte-check',
      '--tsconfig',
      'src/renderer/tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ),
  ),
  staticCheck('direction', packageScript('dependency-cruiser/bin/dependency-cruise.mjs', 'src')),
  staticCheck('knip', packageScript('knip/bin/knip.js')),
  ...layers.map((path) =>
    staticCheck(`types of ${path}`, packageScript('typescript-native/bin/tsc', '--noEmit', '-p', path)),
  ),
  staticCheck('audit', audit),
];

/** What the end-to-end tests wait for. */
export const buildCheck = staticCheck('build', build);

const capture = 'tests/integration/capture.test.ts';

/** Begun in this order, behind the static checks. */
export const testSuites = [
  vitest('integration', 'integration', '--exclude', capture),
  vitest('unit', 'unit'),
  vitest('golden', 'golden'),
];

/** It hears what is played while it is played, and may not wait for a core until the others need none. */
export const captureSuite = vitest('capture-integration', 'integration', capture);

export const endToEnd = suite('e2e', endToEndInto(), countPlaywright);

/** Of `npm test -- --offline`: the same where no packet finds a way out. */
export const offlineSuites = [suite('e2e', endToEndInto(withoutRoute), countPlaywright)];

/** Of `npm test -- --packaged`: what is in dist/, and the end-to-end tests on a copy of it that lets Playwright in. */
export const packagedSuites = [
  suite('packaged', onPackage('--config', 'playwright.packaged.config.ts'), countPlaywright),
  suite('e2e', onPackage(), countPlaywright),
];

/** @param startInto gives, for the path of a report, what runs the tests and writes it */
function suite(name, startInto, count) {
  const report = join(root, 'test-results', `${name}.json`);
  return {
    name,
    run: async (priority) => {
      rmSync(report, { force: true });
      const { ok, output } = await startInto(report)(priority);
      const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
      // A runner that failed and counts no failed test has failed as a whole.
      return { ...counts, failed: counts.failed || (ok ? 0 : 1), output };
    },
  };
}

function vitest(name, project, ...words) {
  const startInto = (report) =>
    packageScript(
      'vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...words,
    );
  return suite(name, startInto, countVitest);
}

function countVitest(report) {
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const faults = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${relative(root, name)}: ${fullName}\n${failureMessages.join('\n')}`),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length, faults };
}

/**
 * In the Electron that the set-up has found.
 * @param {readonly string[]} within a program that runs another one, and its words
 */
export function runPlaywright(words, environment, within = []) {
  const { path } = readNotes().electron ?? {};
  const env = {
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    ...environment,
    ...(path === undefined ? {} : { ELECTRON_OVERRIDE_DIST_PATH: path }),
  };
  const [command, ...rest] = [...within, process.execPath, join(root, 'node_modules/@playwright/test/cli.js'), 'test'];
  return run(command, [...rest, ...words], { env, timeoutSeconds: longestSeconds });
}

/** A day: what runs for long is told so. */
const longestSeconds = 86_400;

/** @param {readonly string[]} within as of runPlaywright */
function endToEndInto(within) {
  return (report) => () => runPlaywright(['--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report }, within);
}

function onPackage(...words) {
  return (report) => () => {
    const { installed, opened } = packagedExecutables();
    return runPlaywright([...words, '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      UTTER_INSTALLED: installed,
      UTTER_PACKAGED: opened,
    });
  };
}

function countPlaywright({ stats, errors, suites }) {
  const faults = suites.flatMap(specsOf).flatMap(({ file, line, title, tests }) =>
    tests
      .flatMap(({ results }) => results)
      .filter(({ status }) => status !== 'passed' && status !== 'skipped')
      .map(({ errors: said }) => `${file}:${line}: ${title}\n${said.map(({ message }) => message).join('\n')}`),
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, faults };
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];
