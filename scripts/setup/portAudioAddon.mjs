import { existsSync, readFileSync } from 'node:fs';

import { buildAddon, keepInCache, takeFromCache, tryModule } from './nodeAddons.mjs';
import { note, readNotes } from './notes.mjs';
import { inPackage } from './paths.mjs';
import { during, say, tail } from './progress.mjs';

const release = (...parts) => inPackage('naudiodon', 'build/Release', ...parts);

/** Builds the PortAudio addon, the microphone's way in. */
export async function providePortAudio() {
  const { version } = JSON.parse(readFileSync(inPackage('naudiodon', 'package.json'), 'utf8'));
  const isBuilt = existsSync(release('naudiodon.node'));
  if (isBuilt && readNotes().portaudio?.version === version) return;
  const key = `naudiodon-${version}-napi8`;
  const isLoading = (isBuilt || takeFromCache(key, release())) && (await tryModule('naudiodon')).ok;
  const works = isLoading || (await build(key));
  const piece = { version, path: release(), source: 'npm package naudiodon2, compiled here' };
  note('portaudio', works ? piece : { source: 'not found' });
}

async function build(key) {
  // The package's build names the build tree as the place of libportaudio; $ORIGIN finds it beside the addon, wherever that is.
  const env = process.platform === 'linux' ? { LDFLAGS: '-Wl,-rpath,\\$$ORIGIN' } : {};
  const built = await during('PortAudio addon', () => buildAddon(inPackage('naudiodon'), [], env));
  const loaded = built.ok ? await tryModule('naudiodon') : built;
  if (!loaded.ok)
    say(`  It does not work: no microphone can be heard; audio files can be transcribed.\n${tail(loaded.output)}`);
  else if (process.platform === 'linux') {
    await keepInCache(key, [release('naudiodon.node'), release('libportaudio.so.2')]);
  }
  return loaded.ok;
}
