import { execFileSync } from 'node:child_process';

import { root } from '../setup/paths.mjs';

/** When the sources were last changed, in seconds since 1970: what the environment says, else the last commit, else now. */
export function sourceSeconds() {
  const told = Number(process.env.SOURCE_DATE_EPOCH);
  if (process.env.SOURCE_DATE_EPOCH && Number.isInteger(told)) return told;
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }));
  } catch {
    return Math.floor(Date.now() / 1000);
  }
}
