import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { link, sha256 } from './files.mjs';
import { buildAddon, keepInCache, takeFromCache, tryModule } from './nodeAddons.mjs';
import { note, readNotes } from './notes.mjs';
import { inPackage } from './paths.mjs';
import { run } from './processes.mjs';
import { during, say, tail } from './progress.mjs';
import { provideLibrary } from './tensorflowLibrary.mjs';

const name = '@tensorflow/tfjs-node-gpu';
const binding = inPackage(name, 'lib/napi-v8/tfjs_binding.node');
const heldSignals = join(import.meta.dirname, 'heldSignals.h');

/** Provides the native TensorFlow backend. Without it the WebAssembly backend computes the same, more slowly. */
export async function provideTensorFlow() {
  const noted = readNotes().tensorflow;
  const builtFrom = await sha256(heldSignals);
  const isThere = existsSync(binding) && existsSync(inPackage(name, 'deps/lib'));
  if (isThere && noted?.version && noted.builtFrom === builtFrom) return;
  const piece = process.platform === 'linux' && process.arch === 'x64' ? await onLinux(builtFrom) : await elsewhere();
  note('tensorflow', piece === null ? { source: 'not found' } : { ...piece, builtFrom });
  if (piece === null) say('  TensorFlow is missing: the slower WebAssembly backend is used, and training is slow.');
}

/** @param builtFrom what tells a binding from one that was built before heldSignals.h was as it is */
async function onLinux(builtFrom) {
  const library = await provideLibrary();
  if (library === null) return null;
  for (const part of ['lib', 'include']) link(`${library.path}/${part}`, inPackage(name, 'deps', part));
  const key = `tfjs-node-${versionOf()}-tensorflow-${library.version}-napi8-${builtFrom.slice(0, 8)}`;
  if (takeFromCache(key, inPackage(name, 'lib/napi-v8')) && (await tryModule(name)).ok) return library;
  const built = await during('TensorFlow binding', () => build());
  const loaded = built.ok ? await tryModule(name) : built;
  if (!loaded.ok) {
    say(`  The TensorFlow binding does not work:\n${tail(loaded.output)}`);
    return null;
  }
  await keepInCache(key, [binding]);
  return library;
}

function build() {
  const folder = inPackage(name);
  const definitions = ['-Dmodule_name=tfjs_binding', `-Dmodule_path=${folder}/lib/napi-v8`, '-Dnapi_build_version=8'];
  return buildAddon(folder, definitions, { CXXFLAGS: `-include '${heldSignals}'` });
}

/** macOS, Windows and other processors: what the package's own install script fetches. Not run by the authors. */
async function elsewhere() {
  const script = inPackage(name, 'scripts/install.js');
  const fetched = await during('libtensorflow', () =>
    run(process.execPath, [script, 'cpu', 'download'], { cwd: inPackage(name) }),
  );
  const loaded = fetched.ok ? await tryModule(name) : fetched;
  if (loaded.ok) return { version: '2.9.1', path: inPackage(name, 'deps/lib'), source: 'the tfjs-node project' };
  say(`  It could not be fetched:\n${tail(loaded.output, 5)}`);
  return null;
}

const versionOf = () => JSON.parse(readFileSync(inPackage(name, 'package.json'), 'utf8')).version;
