import { cpus } from 'node:os';
import { resolve } from 'node:path';

import type { Command } from 'commander';

import { type Failure, ok, type Result } from '../../contract/result';
import type { BackendTimes } from '../../contract/backends';
import { BackendStore, type ModelKind } from '../../platform/acoustic/backendStore';
import { bundledModels } from '../../platform/acoustic/bundledModels';
import { readModel } from '../../platform/acoustic/modelFile';
import { marksNextTo, readMarks } from '../../platform/acoustic/marksFile';
import { openEncoder } from '../../platform/acoustic/openEncoder';
import { loadTensorFlow } from '../../platform/acoustic/tensorflow';
import { withoutMarks, withoutRescoring } from '../../platform/recognition/lackedBy';
import { readRescorer, rescorerNextTo } from '../../platform/recognition/rescorerFile';
import { writeWholeFile } from '../../platform/files/wholeFile';
import { findElectron, findPortAudio, findTensorFlow, type Piece, readSetupNotes, utterVersion } from '../installation';
import { bundledModelPath, filesFor, lightInPlace, lightModelPath, modelOption } from '../recognition/recognition';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, print, printJson } from '../terminal/terminal';
import { appFolder, reportOn } from './doctorReport';

interface DoctorOptions {
  readonly model: string;
  readonly report?: string;
  readonly force?: true;
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
  /** With all that it needs. */
  readonly model: Piece;
  /** The model that is used where that of Utter itself cannot be. */
  readonly lightModel: Piece;
  /** What chooses among the texts of an utterance that the model has heard whole. */
  readonly rescorer: Piece;
  /** What hears marks with them. */
  readonly marks: Piece;
  /** What the network would be computed with; null when nothing can. */
  readonly backend: string | null;
  /** How fast the app has found the backends to be with the model and with the light one; null before it has measured them here. */
  readonly measured: { readonly model: MeasuredBackends | null; readonly lightModel: MeasuredBackends | null };
}

/** Milliseconds for a second of sound, and which backend the app uses for that. */
interface MeasuredBackends extends BackendTimes {
  readonly used: 'tensorflow' | 'wasm';
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('tell what was found: Electron, TensorFlow, PortAudio, the model')
    .addOption(modelOption())
    .option(
      '--json',
      'print one JSON object: {electron, tensorflow, portaudio, model, lightModel, rescorer, marks, backend, measured, …}',
    )
    .option('--report <file>', 'write what helps to find out what is wrong, with the log and without any of your words')
    .addOption(forceOption())
    .action(async (options: DoctorOptions) => {
      process.exitCode = await examine(options);
    });
}

async function examine(options: DoctorOptions): Promise<number> {
  const place = options.report === undefined ? ok(undefined) : await checkOutput(options.report, options);
  if (!place.ok) return failWith(place.error);
  const model = nameOf(options.model);
  const findings = await find(options.model, model);
  if (options.json) printJson(findings);
  else print(describe(findings));
  const written = options.report === undefined ? ok(undefined) : await writeReport(options.report, findings);
  if (!written.ok) return failWith(written.error);
  const isUsable = model.ok || isLightUsed(options.model, model.error, findings);
  if (findings.backend === null) complain('Nothing was found that can compute the network.');
  return isUsable && findings.backend !== null ? exitCodes.ok : exitCodes.failure;
}

async function writeReport(path: string, findings: Findings): Promise<Result<undefined>> {
  const written = await writeWholeFile(path, await reportOn(appFolder(), describe(findings)));
  if (written.ok) complain(`“${path}” is written. Read it before you pass it on.`);
  return written;
}

/** Whether the light model is used in place of one that cannot be; says so, or what is missing. */
function isLightUsed(path: string, failure: Failure, { lightModel }: Findings): boolean {
  const isUsed = path === bundledModelPath && lightModel.found;
  complain(isUsed ? lightInPlace(failure) : `There is no usable acoustic model. ${failure.message}`);
  return isUsed;
}

const rescorerPath = rescorerNextTo(bundledModelPath);
const marksPath = marksNextTo(bundledModelPath);

async function find(path: string, model: Result<string>): Promise<Findings> {
  const notes = readSetupNotes();
  const loaded = await loadTensorFlow('auto', 'hearing');
  const backend = loaded.ok ? loaded.value.name : null;
  const rescorer = readRescorer(rescorerPath);
  const marks = readMarks(marksPath);
  if (!rescorer.ok) complain(withoutRescoring(rescorer.error.message));
  if (!marks.ok) complain(withoutMarks(marks.error.message));
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
    model: findModel(path, model),
    lightModel: findModel(lightModelPath, nameOf(lightModelPath)),
    rescorer: findModel(
      rescorerPath,
      rescorer.ok ? ok(`${rescorer.value.name}, ${rescorer.value.pieces.length} pieces`) : rescorer,
    ),
    marks: findModel(marksPath, marks.ok ? ok(`${marks.value.name}, ${marks.value.words.length} words`) : marks),
    backend,
    measured: await findMeasured(),
  };
}

async function findMeasured(): Promise<Findings['measured']> {
  const backends = await BackendStore.open(appFolder());
  const measuredOf = (kind: ModelKind): MeasuredBackends | null => {
    const times = backends.timesOf(kind);
    const isNative = times?.tensorflow !== null && backends.backendFor(kind) === 'auto';
    return times && { ...times, used: isNative ? 'tensorflow' : 'wasm' };
  };
  return { model: measuredOf('encoder'), lightModel: measuredOf('spectrogram') };
}

function findModel(file: string, name: Result<string>): Piece {
  const path = resolve(file);
  if (!name.ok) return { found: false, version: null, path, source: null };
  const ours = [bundledModelPath, lightModelPath, rescorerPath, marksPath];
  const source = ours.includes(path) ? 'Utter itself' : null;
  return { found: true, version: name.value, path, source };
}

/** The name of a model that can be loaded. Fails where its own file or its encoder's keeps it from that. */
function nameOf(model: string): Result<string> {
  const files = filesFor(model);
  const stored = readModel(files.modelPath);
  if (!stored.ok) return stored;
  const { name, features } = stored.value;
  const encoder = features.kind === 'encoder' ? openEncoder(files, features.encoder) : stored;
  return encoder.ok ? ok(bundledNames.get(files.modelPath) ?? name) : encoder;
}

/** Their files both say “english”. */
const bundledNames: ReadonlyMap<string, string> = new Map([
  [bundledModelPath, bundledModels.bundled.name],
  [lightModelPath, bundledModels['bundled-light'].name],
]);

const pieces = ['electron', 'tensorflow', 'portaudio', 'model', 'lightModel', 'rescorer', 'marks'] as const;

/** What still works without a piece. */
const without: Readonly<Record<(typeof pieces)[number], string>> = {
  electron: 'not found; the window cannot open, the commands work',
  tensorflow: 'not found; the slower WebAssembly backend is used',
  portaudio: 'not found; files can be transcribed, no microphone can be heard',
  model: 'not found or refused, or its encoder is; nothing can be recognized with it',
  lightModel: 'not found or refused; nothing stands in for the model',
  rescorer: 'not found or refused; more words are wrong',
  marks: 'not found or refused; only pauses end sentences',
};

function describeMeasured(measured: MeasuredBackends | null): string {
  if (measured === null) return 'not measured yet; the app does that when it has been started and nobody speaks';
  const told = (['tensorflow', 'wasm'] as const).map((name) => {
    const milliseconds = measured[name];
    return `${name} ${milliseconds === null ? 'not found' : `${milliseconds.toFixed(0)} ms`}`;
  });
  return `${told.join(', ')} for a second of sound; the app uses ${measured.used}`;
}

function describe({ version, machine, backend, measured, ...found }: Findings): string {
  const rows = pieces.map((name) => {
    const piece = found[name];
    const state = piece.found ? (piece.version ?? 'found') : without[name];
    return [
      name === 'lightModel' ? 'light model' : name,
      [state, piece.source && `from ${piece.source}`, piece.path].filter((part) => part).join('\n'),
    ];
  });
  rows.push(
    ['backend', backend ?? 'none'],
    ['measured', `${describeMeasured(measured.model)}\nlight model: ${describeMeasured(measured.lightModel)}`],
  );
  const lines = rows.map(
    ([name = '', text = '']) => `${name.padEnd(12)}${text.replaceAll('\n', `\n${' '.repeat(12)}`)}`,
  );
  const head = `Utter ${version}, Node ${machine.node}, ${machine.platform}, ${machine.cores} × ${machine.processor}`;
  return [head, '', ...lines].join('\n');
}
