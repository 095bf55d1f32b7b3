import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

import { provideElectron } from './setup/electronRuntime.mjs';
import { withCacheLock } from './setup/lock.mjs';
import { installPackages } from './setup/npmPackages.mjs';
import { providePortAudio } from './setup/portAudioAddon.mjs';
import { say } from './setup/progress.mjs';
import { installSystemPackages } from './setup/systemPackages.mjs';
import { provideTensorFlow } from './setup/tensorflowBinding.mjs';

/**
 * Brings the machine to where Utter runs. Each step looks whether its piece is in place, and does nothing then; a set-up that
 * was cut off goes on where it was. Plain Node without any package, since it runs before there is one.
 * @param {{ window: boolean, tests: boolean }} needs
 */
export async function setUp(needs) {
  requireNode();
  await installSystemPackages(needs);
  await withCacheLock(async () => {
    await installPackages();
    if (needs.window || needs.tests) await provideElectron();
    await provideTensorFlow();
    await providePortAudio();
  });
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  say(`Utter needs Node 20 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href)
  await setUp({ window: true, tests: argv.includes('--tests') });
