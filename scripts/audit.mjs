import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './setup/paths.mjs';
import { runNpm } from './setup/processes.mjs';

/**
 * Asks the registry for known vulnerabilities of what ships. Fails where there is one that `build/auditAllowed.json` does not name with a
 * reason, and where that names one that is no longer there. A registry that does not answer, or keeps no advisories, as many mirrors, is no
 * fault, and a note says that nobody has looked.
 */
export async function audit() {
  const words = ['audit', '--json', '--omit=dev', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { output } = await runNpm(words);
  const report = parsed(output);
  if (report?.vulnerabilities === undefined) return { ok: true, output: '', note: whyUnknown(output) };
  const allowed = JSON.parse(readFileSync(join(root, 'build/auditAllowed.json'), 'utf8'));
  const faults = [...unnamed(report, allowed), ...outlived(report, allowed)];
  return { ok: faults.length === 0, output: faults.join('\n') };
}

function whyUnknown(output) {
  const [, answer] = /"message": *"([^"]*?) - /u.exec(output) ?? [];
  return `Nobody has looked for known vulnerabilities: the registry gives no advisories (${answer ?? 'no answer'}).`;
}

/** Null where npm has printed something else. */
function parsed(output) {
  try {
    return JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return null;
  }
}

/** The advisories, each once, by its address. */
function advisories({ vulnerabilities }) {
  const found = Object.values(vulnerabilities).flatMap(({ via }) => via.filter((each) => typeof each === 'object'));
  return new Map(found.map(({ url, name, severity, title }) => [url, `${name}: ${title} (${severity}), ${url}`]));
}

const unnamed = (report, allowed) =>
  [...advisories(report)].filter(([url]) => !(allowed[url]?.length > 0)).map(([, sentence]) => sentence);

const outlived = (report, allowed) =>
  Object.keys(allowed)
    .filter((url) => !advisories(report).has(url))
    .map((url) => `build/auditAllowed.json allows ${url}, which is no longer found.`);
