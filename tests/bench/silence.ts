import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { pieces } from '../../src/cli/recognition/recognition';
import { joinSamples, sampleRateHz } from '../../src/core/audio/pcm';
import type { Recognizer } from '../../src/core/dictation/recognizer';
import { Random } from '../../src/core/training/random';
import { syntheticNoises } from '../../src/core/training/syntheticNoise';
import { readAudio } from '../../src/platform/audio/audioFile';
import { recordingsIn } from '../../src/platform/corpus/noise';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';

/** How many words are heard where nobody speaks, which must be none: `npx tsx tests/bench/silence.ts --noise FOLDER` */
const { values: options } = parseArgs({
  options: {
    noise: { type: 'string', default: '' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    minutes: { type: 'string', default: '10' },
  },
});

const samplesInAll = Math.round(Number(options.minutes) * 60 * sampleRateHz);

/** One after another, all of them as often as it takes. */
function lasting(recordings: readonly Float32Array[]): Float32Array {
  const whole = joinSamples(recordings);
  return joinSamples(Array.from({ length: Math.ceil(samplesInAll / whole.length) }, () => whole));
}

function roomNoise(level: number): Float32Array {
  const random = new Random(1);
  return Float32Array.from({ length: samplesInAll }, () => level * random.normal());
}

async function recordedNoise(folder: string): Promise<Float32Array> {
  const paths = await recordingsIn(folder);
  if (!paths.ok) throw new Error(paths.error.message);
  const recordings = await Promise.all(paths.value.map(readAudio));
  return lasting(recordings.flatMap((audio) => (audio.ok ? [audio.value] : [])));
}

/** Words shown that did not stay count as well: somebody saw them. */
function wordsIn(recognizer: Recognizer, samples: Float32Array): { shown: number; final: number; texts: string[] } {
  const session = recognizer.openSession();
  let shown = 0;
  const texts: string[] = [];
  const take = (events: ReturnType<typeof session.push>): void => {
    for (const event of events) {
      if (event.type === 'partial') shown += 1;
      if (event.type === 'final') texts.push(...event.utterance.words.map(({ text }) => text));
    }
  };
  for (const piece of pieces(samples)) take(session.push(piece));
  take(session.finish());
  session.dispose();
  return { shown, final: texts.length, texts };
}

async function main(): Promise<void> {
  const opened = await openRecognizer({ modelPath: options.model, decoder: 'beam', backend: 'wasm' });
  if (!opened.ok) throw new Error(opened.error.message);
  const sounds: [string, () => Promise<Float32Array> | Float32Array][] = [
    ['digital silence', () => new Float32Array(samplesInAll)],
    ['quiet room, −66 dB', () => roomNoise(0.0005)],
    ['loud room, −40 dB', () => roomNoise(0.01)],
    ['synthetic noises', () => lasting(syntheticNoises())],
  ];
  if (options.noise !== '') sounds.push(['recorded noises', () => recordedNoise(options.noise)]);
  console.log(
    `| ${options.minutes} minutes or more of | times something was shown | words | which |\n| --- | --- | --- | --- |`,
  );
  for (const [name, make] of sounds) {
    const { shown, final, texts } = wordsIn(opened.value.recognizer, await make());
    console.log(`| ${name} | ${shown} | ${final} | ${texts.slice(0, 12).join(' ')} |`);
  }
  opened.value.recognizer.dispose();
}

void main();
