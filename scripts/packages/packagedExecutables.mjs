import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { switchOn } from '../fuses.mjs';
import { root } from '../setup/paths.mjs';

/**
 * The packaged app as people get it, and a copy in which one fuse is switched on again: without a debugger Playwright cannot look into
 * an app's main process. The copy shares all but its executable. On Linux.
 * @returns {{ installed: string, opened: string }} paths of executables; installed may be named in UTTER_INSTALLED
 */
export function packagedExecutables() {
  const packed = join(root, 'dist/linux-unpacked');
  if (!existsSync(join(packed, 'utter'))) throw new Error('There is no package: run “npm run package” first.');
  const copy = join(root, 'dist/opened');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(packed)) {
    if (name === 'resources') symlinkSync(join(packed, name), join(copy, name));
    else cpSync(join(packed, name), join(copy, name), { recursive: true });
  }
  switchOn(join(copy, 'utter'), 'enableNodeCliInspectArguments');
  return { installed: process.env.UTTER_INSTALLED || join(packed, 'utter'), opened: join(copy, 'utter') };
}
