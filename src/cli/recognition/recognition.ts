import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { type Command, InvalidArgumentError, Option } from 'commander';

import type { ModelFiles } from '../../contract/modelFiles';
import { type Failure, ok, type Result } from '../../contract/result';
import type { Utterance } from '../../contract/transcript';
import { sampleRateHz } from '../../core/audio/pcm';
import type { Recognizer } from '../../core/dictation/recognizer';
import { bundledModels, bundledPaths, isOfModel, usedInPlace } from '../../platform/acoustic/bundledModels';
import { marksBeside, marksNextTo } from '../../platform/acoustic/marksFile';
import { encoderBeside } from '../../platform/acoustic/openEncoder';
import { languageModelBeside } from '../../platform/languageModel/languageModelBeside';
import type { openRecognizer, RecognizerOptions } from '../../platform/recognition/openRecognizer';
import { encodingNamed } from '../../platform/files/textDecoder';
import { resourcesFolder } from '../../platform/files/utterFolder';
import { spokenTerms } from '../../contract/vocabularyTerm';
import { lackedBy } from '../../platform/recognition/lackedBy';
import { rescorerBeside, rescorerNextTo } from '../../platform/recognition/rescorerFile';
import { readVocabularyFile } from '../../platform/recognition/vocabularyFile';
import { complain } from '../terminal/terminal';

const paths = bundledPaths(resourcesFolder);
/** The model that is used where none is named. */
export const bundledModelPath = paths.bundled;
/** The model that is used where that one cannot be. */
export const lightModelPath = paths['bundled-light'];

/** A model and what serves it: where nothing lies beside it, as beside one that was adapted, what comes with Utter. */
export function filesFor(model: string): ModelFiles {
  const modelPath = resolve(model);
  const hasLanguageModel = languageModelBeside(modelPath) !== null;
  const hasEncoder = existsSync(encoderBeside(modelPath));
  return {
    modelPath,
    ...(!hasLanguageModel && { languageModelPath: join(dirname(bundledModelPath), 'english.lm') }),
    ...(!hasEncoder && { encoderPath: encoderBeside(bundledModelPath) }),
    ...(rescorerBeside(modelPath) === null && { rescorerPath: rescorerNextTo(bundledModelPath) }),
    ...(marksBeside(modelPath) === null && { marksPath: marksNextTo(bundledModelPath) }),
  };
}

/** What the options of `addRecognitionOptions` give. */
export interface RecognitionOptions {
  readonly decoder: 'greedy' | 'beam';
  readonly lookAhead?: number | 'full';
  readonly model: string;
  readonly backend: 'auto' | 'tensorflow' | 'wasm';
  readonly languageModel?: string;
  readonly vocabulary?: string;
  readonly once?: true;
  readonly encoding?: string;
}

export function addRecognitionOptions(command: Command): Command {
  return command
    .addOption(new Option('--decoder <name>', 'how words are searched').choices(['greedy', 'beam']).default('beam'))
    .option('--look-ahead <milliseconds|full>', 'how far the network hears ahead', parseLookAhead)
    .addOption(modelOption())
    .option(
      '--language-model <file>',
      'in place of the one beside the acoustic model: of "lm build" or "lm mix", or an ARPA file',
    )
    .option('--vocabulary <file>', 'words and phrases to prefer, one a line')
    .addOption(encodingOption())
    .option('--once', 'take utterances as the stream heard them, without hearing them again')
    .addOption(backendOption())
    .hook('preAction', (_, chosen) => {
      const { decoder, vocabulary, languageModel }: Partial<RecognitionOptions> = chosen.opts();
      if (decoder !== 'greedy') return;
      if (vocabulary !== undefined) chosen.error('error: --decoder greedy knows no words, so it takes no --vocabulary');
      if (languageModel !== undefined)
        chosen.error('error: --decoder greedy knows no words, so it takes no --language-model');
    });
}

export const modelOption = (): Option =>
  new Option('--model <file>', 'the acoustic model').default(bundledModelPath, 'the model that comes with Utter');

export const backendOption = (): Option =>
  new Option('--backend <name>', 'what computes the network').choices(['auto', 'tensorflow', 'wasm']).default('auto');

/** Of every command that reads texts of other programs. */
export const encodingOption = (): Option =>
  new Option(
    '--encoding <name>',
    'what lists and texts are in where they have no mark, such as windows-1252; else UTF-8',
  ).argParser(parseEncoding);

function parseEncoding(label: string): string {
  const encoding = encodingNamed(label);
  if (encoding === null) throw new InvalidArgumentError('It is no encoding of the WHATWG’s list.');
  return encoding;
}

/** A parser of an option that is a whole number. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is not a whole number above 0.');
  return number;
}

/** A parser of the option that chooses what is drawn at random. */
export function seedNumber(value: string): number {
  return value.trim() === '0' ? 0 : wholeNumber(value);
}

function parseLookAhead(value: string): number | 'full' {
  if (value === 'full') return value;
  const milliseconds = Number(value);
  if (value.trim() === '' || !(milliseconds >= 0) || milliseconds === Infinity) {
    throw new InvalidArgumentError('It is neither a number of milliseconds nor "full".');
  }
  return milliseconds;
}

export async function openOptionsOf(options: RecognitionOptions): Promise<Result<RecognizerOptions>> {
  const { decoder, lookAhead, model, languageModel, vocabulary, encoding, once, backend } = options;
  const terms = vocabulary === undefined ? ok([]) : await readVocabularyFile(vocabulary, encoding);
  if (!terms.ok) return terms;
  return ok({
    ...filesFor(model),
    decoder,
    backend,
    hearsAgain: once !== true,
    terms: spokenTerms(terms.value),
    ...(languageModel !== undefined && { languageModelPath: resolve(languageModel) }),
    ...(lookAhead !== undefined && { lookAheadMilliseconds: lookAhead }),
  });
}

/**
 * Loads the network's library only when a command needs it: that takes a second.
 *
 * @param phrases to prefer besides the vocabulary, as the app prefers those of its commands
 */
export async function openChosen(
  options: RecognitionOptions,
  phrases: readonly string[] = [],
): ReturnType<typeof openRecognizer> {
  const chosen = await openOptionsOf(options);
  if (!chosen.ok) return chosen;
  const { openRecognizer: open } = await import('../../platform/recognition/openRecognizer');
  const opened = await open({ ...chosen.value, terms: [...(chosen.value.terms ?? []), ...phrases] });
  if (opened.ok) Object.values(lackedBy(opened.value.lacking)).forEach(complain);
  return opened;
}

/**
 * As `openChosen`, for listening to somebody: where nobody has named the model and it cannot be loaded, the light one is used, and
 * one sentence says so.
 */
export async function openUsable(
  options: RecognitionOptions,
  phrases: readonly string[] = [],
): ReturnType<typeof openRecognizer> {
  const chosen = await openChosen(options, phrases);
  if (chosen.ok || options.model !== bundledModelPath || !isOfModel(chosen.error)) return chosen;
  const light = await openChosen({ ...options, model: lightModelPath }, phrases);
  if (!light.ok) return chosen;
  complain(lightInPlace(chosen.error));
  return light;
}

/** What is said where the light model is used. */
export const lightInPlace = (failure: Failure): string =>
  usedInPlace(bundledModels.bundled.name, bundledModels['bundled-light'].name, failure);

/** 100 ms. The microphone gives a tenth of that at a time; what is heard does not depend on it. */
const pieceSamples = sampleRateHz / 10;

/** Samples in pieces of 100 ms: views. */
export function* pieces(samples: Float32Array): Generator<Float32Array, void> {
  for (let start = 0; start < samples.length; start += pieceSamples)
    yield samples.subarray(start, start + pieceSamples);
}

/**
 * Streams a whole recording through a session, in the pieces in which a microphone would give it.
 *
 * @param samples 16 kHz mono
 * @param onPushed told how many samples are through
 */
export function recognize(
  recognizer: Recognizer,
  samples: Float32Array,
  onPushed: (samples: number) => void = () => undefined,
): Utterance[] {
  const session = recognizer.openSession();
  const utterances: Utterance[] = [];
  const keep = (events: ReturnType<typeof session.push>): void => {
    for (const event of events) if (event.type === 'final') utterances.push(event.utterance);
  };
  try {
    let pushed = 0;
    for (const piece of pieces(samples)) {
      keep(session.push(piece));
      pushed += piece.length;
      onPushed(pushed);
    }
    keep(session.finish());
  } finally {
    session.dispose();
  }
  return utterances;
}
