import { resolve } from 'node:path';

import { type Command, InvalidArgumentError, Option } from 'commander';

import type { Utterance } from '../contract/transcript';
import { sampleRateHz } from '../core/audio/pcm';
import type { Recognizer } from '../core/dictation/recognizer';
import type { openRecognizer } from '../platform/openRecognizer';

/** The model that comes with Utter. */
export const bundledModelPath = resolve(__dirname, '../../resources/models/english.utter');

/** What the options of `addRecognitionOptions` give. */
export interface RecognitionOptions {
  readonly decoder: 'greedy' | 'beam';
  readonly lookAhead?: number | 'full';
  readonly model: string;
  readonly backend: 'auto' | 'tensorflow' | 'wasm';
}

export function addRecognitionOptions(command: Command): Command {
  return command
    .addOption(new Option('--decoder <name>', 'how words are searched').choices(['greedy', 'beam']).default('beam'))
    .option('--look-ahead <milliseconds|full>', 'how far the network hears ahead', parseLookAhead)
    .addOption(modelOption())
    .addOption(backendOption());
}

export const modelOption = (): Option =>
  new Option('--model <file>', 'the acoustic model').default(bundledModelPath, 'the model that comes with Utter');

export const backendOption = (): Option =>
  new Option('--backend <name>', 'what computes the network').choices(['auto', 'tensorflow', 'wasm']).default('auto');

/** A parser of an option that is a whole number. */
export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is not a whole number above 0.');
  return number;
}

function parseLookAhead(value: string): number | 'full' {
  if (value === 'full') return value;
  const milliseconds = Number(value);
  if (value.trim() === '' || !(milliseconds >= 0) || milliseconds === Infinity) {
    throw new InvalidArgumentError('It is neither a number of milliseconds nor "full".');
  }
  return milliseconds;
}

/** Loads the network's library only when a command needs it: that takes a second. */
export async function openChosen(options: RecognitionOptions): ReturnType<typeof openRecognizer> {
  const { decoder, lookAhead, model, backend } = options;
  const { openRecognizer: open } = await import('../platform/openRecognizer');
  return open({ modelPath: resolve(model), decoder, backend, ...(lookAhead !== undefined && { lookAheadMilliseconds: lookAhead }) });
}

/** As much as the microphone gives at a time. */
const pushSamples = sampleRateHz / 10;

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
    for (let start = 0; start < samples.length; start += pushSamples) {
      keep(session.push(samples.subarray(start, start + pushSamples)));
      onPushed(Math.min(start + pushSamples, samples.length));
    }
    keep(session.finish());
  } finally {
    session.dispose();
  }
  return utterances;
}
