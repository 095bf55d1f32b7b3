import { existsSync, readFileSync } from 'node:fs';

import { buildAddon, keepInCache, takeFromCache, tryModule } from './nodeAddons.mjs';
import { note, readNotes } from './notes.mjs';
import { inPackage } from './paths.mjs';
import { during, say, tail } from './progress.mjs';

const release = (...parts) => inPackage('naudiodon', 'build/Release', ...parts);

/** Builds the PortAudio addon, the microphone's way in. */
export async function providePortAudio() {
  const { version } = JSON.parse(readFileSync(inPackage('naudiodon', 'package.json'), 'utf8'));
  const key = `naudiodon-${version}-napi8`;
  const piece = { version, path: release(), source: 'npm package naudiodon2, compiled here' };
  if (existsSync(release('naudiodon.node')) && readNotes().portaudio?.version === version) return;
  if (existsSync(release('naudiodon.node')) || takeFromCache(key, release())) {
    if ((await tryModule('naudiodon')).ok) return note('portaudio', piece);
  }
  // The package's build names the build tree as the place of libportaudio; $ORIGIN finds it beside the addon, wherever that is.
  const env = process.platform === 'linux' ? { LDFLAGS: "-Wl,-rpath,\\$$ORIGIN" } : {};
  const built = await during('PortAudio addon', () => buildAddon(inPackage('naudiodon'), [], env));
  const loaded = built.ok ? await tryModule('naudiodon') : built;
  if (!loaded.ok) {
    note('portaudio', { source: 'not found' });
    say(`  It does not work: no microphone can be heard; audio files can be transcribed.\n${tail(loaded.output)}`);
    return;
  }
  if (process.platform === 'linux') await keepInCache(key, [release('naudiodon.node'), release('libportaudio.so.2')]);
  note('portaudio', piece);
}
