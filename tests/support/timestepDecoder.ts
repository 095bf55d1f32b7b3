import { Network } from '../../src/core/acoustic/network';
import { english } from '../../src/core/alphabet';
import type { DecodedWord, Decoder, PartialTranscript } from '../../src/core/decode/decoder';
import type { EndpointRule } from '../../src/core/dictation/endpoint';
import type { RecognizerParts } from '../../src/core/dictation/recognizer';
import { SpectrogramModel } from '../../src/core/dictation/spectrogramModel';
import type { SpeechRule } from '../../src/core/dictation/speechGate';
import { defaultFeatureConfig, frameSizeOf, inputSizeOf } from '../../src/core/features/config';
import { drawnWeights } from './networks';

/** Makes a word of each timestep whose best label is a letter, and keeps every row that it was given. */
export class TimestepDecoder implements Decoder {
  readonly rows: Float32Array[] = [];
  #words: DecodedWord[] = [];
  #timesteps = 0;

  step(logProbs: Float32Array): void {
    this.rows.push(logProbs.slice());
    const symbol = english.symbols[logProbs.indexOf(Math.max(...logProbs))] ?? ' ';
    const startTimestep = this.#timesteps;
    this.#timesteps += 1;
    if (symbol === ' ') return;
    this.#words.push({ text: symbol, startTimestep, endTimestep: this.#timesteps, confidence: 1 });
  }

  partial(): PartialTranscript {
    return { committed: this.#words.slice(0, -1), unfinished: this.#words.slice(-1) };
  }

  finish(): DecodedWord[] {
    const words = this.#words;
    this.#words = [];
    this.#timesteps = 0;
    return words;
  }
}

/** Short ones, so that a second of sound has several endpoints. */
const rules: readonly EndpointRule[] = [
  { needsText: false, trailingSilenceSeconds: 0.3, utteranceSeconds: 0 },
  { needsText: true, trailingSilenceSeconds: 0.1, utteranceSeconds: 0 },
  { needsText: false, trailingSilenceSeconds: 0, utteranceSeconds: 0.7 },
];

const features = { ...defaultFeatureConfig, bands: 20, context: 2 };
const size = frameSizeOf(features);
const prior = { mean: new Float32Array(size).fill(-8), variance: new Float32Array(size).fill(20) };

interface Drawn {
  readonly lookAhead: number;
  readonly blankBias: number;
  readonly speechRules: readonly SpeechRule[];
}
/** Everything is speech. */
const all: readonly SpeechRule[] = [{ evidence: 0, confidence: 0 }];

/** An untrained network that says letters and blanks by turns. */
export function recognizerParts(
  decoders: TimestepDecoder[],
  { lookAhead = 6, blankBias = 2, speechRules = all }: Partial<Drawn> = {},
): RecognizerParts {
  const network = { inputSize: inputSizeOf(features), hiddenUnits: 16, labelCount: english.size };
  const weights = drawnWeights(network, 12);
  weights.get('b6')!.values[english.blank] = blankBias;
  return {
    alphabet: english,
    model: new SpectrogramModel({
      features,
      prior,
      network: new Network(network, weights),
      chunks: { chunk: 5, lookAhead },
    }),
    hearsAgain: false,
    endpointRules: rules,
    speechRules,
    createDecoder: () => {
      const decoder = new TimestepDecoder();
      decoders.push(decoder);
      return decoder;
    },
  };
}
