import { cpus } from 'node:os';
import { resolve } from 'node:path';

import type { Command } from 'commander';

import { readModel } from '../../platform/acoustic/modelFile';
import { loadTensorFlow } from '../../platform/acoustic/tensorflow';
import { findElectron, findPortAudio, findTensorFlow, type Piece, readSetupNotes, utterVersion } from '../installation';
import { bundledModelPath, modelOption } from '../recognition/recognition';
import { complain, exitCodes, print, printJson } from '../terminal/terminal';

interface DoctorOptions {
  readonly model: string;
  readonly json?: true;
}

interface Findings {
  readonly version: string;
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
  };
  readonly electron: Piece;
  readonly tensorflow: Piece;
  readonly portaudio: Piece;
  readonly model: Piece;
  /** What the network would be computed with; null when nothing can. */
  readonly backend: string | null;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('tell what was found: Electron, TensorFlow, PortAudio, the model')
    .addOption(modelOption())
    .option('--json', 'print one JSON object: {electron, tensorflow, portaudio, model, backend, …}')
    .action(async (options: DoctorOptions) => {
      process.exitCode = await examine(options);
    });
}

async function examine(options: DoctorOptions): Promise<number> {
  const findings = await find(resolve(options.model));
  if (options.json) printJson(findings);
  else print(describe(findings));
  if (findings.model.found && findings.backend !== null) return exitCodes.ok;
  complain(
    findings.model.found ? 'Nothing was found that can compute the network.' : 'There is no usable acoustic model.',
  );
  return exitCodes.failure;
}

async function find(modelPath: string): Promise<Findings> {
  const notes = readSetupNotes();
  const loaded = await loadTensorFlow('auto');
  const backend = loaded.ok ? loaded.value.name : null;
  return {
    version: utterVersion(),
    machine: {
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
    },
    electron: findElectron(notes.electron),
    tensorflow: findTensorFlow(notes.tensorflow, backend),
    portaudio: findPortAudio(notes.portaudio),
    model: findModel(modelPath),
    backend,
  };
}

function findModel(path: string): Piece {
  const model = readModel(path);
  if (!model.ok) return { found: false, version: null, path, source: null };
  const source = path === bundledModelPath ? 'Utter itself' : null;
  return { found: true, version: model.value.name, path, source };
}

/** What still works without a piece. */
const without: Readonly<Record<'electron' | 'tensorflow' | 'portaudio' | 'model', string>> = {
  electron: 'not found; the window cannot open, the commands work',
  tensorflow: 'not found; the slower WebAssembly backend is used',
  portaudio: 'not found; files can be transcribed, no microphone can be heard',
  model: 'not found or refused; nothing can be recognized',
};

function describe({ version, machine, backend, ...found }: Findings): string {
  const rows = (['electron', 'tensorflow', 'portaudio', 'model'] as const).map((name) => {
    const piece = found[name];
    const state = piece.found ? (piece.version ?? 'found') : without[name];
    return [name, [state, piece.source && `from ${piece.source}`, piece.path].filter((part) => part).join('\n')];
  });
  const lines = rows.map(
    ([name = '', text = '']) => `${name.padEnd(12)}${text.replaceAll('\n', `\n${' '.repeat(12)}`)}`,
  );
  const head = `Utter ${version}, Node ${machine.node}, ${machine.platform}, ${machine.cores} × ${machine.processor}`;
  return [head, '', ...lines, `${'backend'.padEnd(12)}${backend ?? 'none'}`].join('\n');
}
