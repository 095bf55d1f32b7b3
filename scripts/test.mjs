import { check, checkOffline, checkPackage, chosenOnly } from './check.mjs';
import { setUp } from './setup.mjs';
import { say } from './setup/progress.mjs';

/**
 * `npm test`: sets the machine up, and then checks and tests everything; with `--packaged` what `npm run package` has made, with `--offline`
 * the app where there is no network.
 */
try {
  await setUp({ window: true, tests: true });
  const given = (word) => process.argv.includes(word);
  const chosen = given('--packaged') ? checkPackage : given('--offline') ? checkOffline : check;
  process.exitCode = (await chosen(chosenOnly())) ? 0 : 1;
} catch (error) {
  say(error.message);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
