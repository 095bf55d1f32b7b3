import { cpus } from 'node:os';
import { join } from 'node:path';

import { type Command, Option } from 'commander';

import { joinSamples, sampleRateHz } from '../../core/audio/pcm';
import type { RecognizerParts } from '../../core/dictation/recognizer';
import { readAudio } from '../../platform/audio/audioFile';
import { resourcesFolder } from '../../platform/files/utterFolder';
import {
  addRecognitionOptions,
  openOptionsOf,
  pieces,
  type RecognitionOptions,
  recognize,
  wholeNumber,
} from '../recognition/recognition';
import { exitCodes, failWith, formatTable, print, printJson } from '../terminal/terminal';

interface BenchOptions extends RecognitionOptions {
  readonly file: string;
  readonly seconds: number;
  readonly json?: true;
}

const defaultFile = join(resourcesFolder, 'demo/6272-70171-0027.opus');

export function addBench(program: Command): void {
  const command = program
    .command('bench')
    .description('measure how long each stage works for a second of audio')
    .addOption(
      new Option('--file <file>', 'what is heard, over and over').default(
        defaultFile,
        'a recording that comes with Utter',
      ),
    )
    .option('--seconds <count>', 'how much audio', wholeNumber, 60)
    .option('--json', 'print one JSON object: {machine, backend, realTimeFactor, stages}');
  addRecognitionOptions(command).action(async (options: BenchOptions) => {
    process.exitCode = await bench(options);
  });
}

interface Measurement {
  /** Seconds of work for a second of audio, through the session as dictation uses it. */
  readonly realTimeFactor: number;
  /** Milliseconds of work for a second of audio: the model on the stream, the search, and both on utterances heard whole. */
  readonly stages: Readonly<Record<'model' | 'decoder' | 'again', number>>;
  /** Resident megabytes of the process: after a tenth of the stream, and at its end. */
  readonly memory: readonly [early: number, late: number];
}

async function bench(options: BenchOptions): Promise<number> {
  const audio = await readAudio(options.file);
  if (!audio.ok) return failWith(audio.error);
  const chosen = await openOptionsOf(options);
  if (!chosen.ok) return failWith(chosen.error);
  const { openRecognizerParts } = await import('../../platform/recognition/openRecognizer');
  const opened = await openRecognizerParts(chosen.value);
  if (!opened.ok) return failWith(opened.error);
  const { parts, backend, modelName } = opened.value;
  const measured = await measure(parts, repeated(audio.value, options.seconds));
  parts.model.dispose();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
  const { realTimeFactor, stages, memory } = measured;
  if (options.json) printJson({ machine, backend, realTimeFactor, stages });
  else {
    const rows = Object.entries(stages).map(([stage, milliseconds]) => [stage, milliseconds.toFixed(2)]);
    print(`${machine}\n${backend}, model ${modelName}, ${options.decoder} decoder, ${options.seconds} s of audio\n`);
    print(formatTable([['stage', 'ms per second of audio'], ...rows]));
    print(`\nreal-time factor ${realTimeFactor.toFixed(4)}`);
    print(`memory ${memory[0].toFixed(0)} MB after a tenth of the stream, ${memory[1].toFixed(0)} MB at its end`);
  }
  return exitCodes.ok;
}

function repeated(samples: Float32Array, seconds: number): Float32Array {
  const wanted = seconds * sampleRateHz;
  const times = Math.ceil(wanted / Math.max(1, samples.length));
  return joinSamples(Array.from({ length: times }, () => samples)).subarray(0, wanted);
}

async function measure(parts: RecognizerParts, samples: Float32Array): Promise<Measurement> {
  const { Recognizer } = await import('../../core/dictation/recognizer');
  const recognizer = new Recognizer(parts);
  // The first second compiles what later ones use.
  recognize(recognizer, samples.subarray(0, sampleRateHz));
  const stages = measureStages(parts, samples);
  let early = 0;
  const start = performance.now();
  recognize(recognizer, samples, (pushed) => {
    if (early === 0 && pushed * 10 >= samples.length) early = residentMegabytes();
  });
  const realTimeFactor = rounded((performance.now() - start) / 1000 / (samples.length / sampleRateHz));
  return { realTimeFactor, stages, memory: [early, residentMegabytes()] };
}

const residentMegabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

const rounded = (value: number): number => Number(value.toFixed(4));

/** Utterances of ten seconds, a usual length. */
const utteranceSamples = 10 * sampleRateHz;

function measureStages({ model, createDecoder }: RecognizerParts, samples: Float32Array): Measurement['stages'] {
  const stream = model.openStream();
  const decoder = createDecoder();
  const spent = { model: 0, decoder: 0, again: 0 };
  const timed = <Value>(stage: keyof typeof spent, work: () => Value): Value => {
    const start = performance.now();
    const value = work();
    spent[stage] += performance.now() - start;
    return value;
  };
  const decode = (rows: readonly Float32Array[], ahead: readonly Float32Array[] = []): void => {
    for (const row of rows) decoder.step(row);
    if (rows.length > 0) decoder.partial(ahead);
  };
  for (let start = 0; start < samples.length; start += utteranceSamples) {
    const utterance = samples.subarray(start, start + utteranceSamples);
    for (const piece of pieces(utterance)) {
      const { settled, ahead } = timed('model', () => stream.push(piece));
      timed('decoder', () => {
        decode(settled, ahead);
      });
    }
    const rest = timed('model', () => stream.finish());
    timed('decoder', () => {
      decode(rest);
      decoder.finish();
    });
    timed('again', () => {
      for (const row of model.hearWhole(utterance)) decoder.step(row);
      decoder.finish();
    });
  }
  stream.dispose();
  const perSecond = (milliseconds: number): number => rounded(milliseconds / (samples.length / sampleRateHz));
  return { model: perSecond(spent.model), decoder: perSecond(spent.decoder), again: perSecond(spent.again) };
}
