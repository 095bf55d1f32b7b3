import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { type AdaptationProgress, type ErrorRate, AdaptationSettings } from '../../src/contract/voice';
import { someMinutes } from '../../src/core/voice/splitVoice';
import { Adaptation } from '../../src/platform/adaptation/adaptation';
import { type VoiceClips, withHeldOut } from '../../src/platform/adaptation/voiceClips';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { splitOff } from '../../src/platform/corpus/corpusSplits';

/**
 * What so many minutes of a voice bring: `npx tsx tests/bench/adaptationCurve.ts --corpus personal.tsv --folder FOLDER`. Prints a
 * line for each number of minutes and each of what was taught; a run that was cut off goes on where it was. `--speaker` takes one speaker of a list as the user.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    root: { type: 'string' },
    speaker: { type: 'string' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    'language-model': { type: 'string', default: resolve(__dirname, '../../resources/models/english.lm') },
    minutes: { type: 'string', default: '2,5,10,20,40' },
    preset: { type: 'string', default: 'standard' },
    /** JSON of what is to differ from the recipe, such as {"learningRate":0.001}. */
    advanced: { type: 'string', default: '{}' },
    folder: { type: 'string', default: '' },
  },
});

const generalFolder = resolve(__dirname, '../../resources/adaptation');

async function voiceOf(minutes: number): Promise<VoiceClips> {
  const corpus = await readCorpus(options.corpus, options.root);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const isWanted = ({ speaker }: { speaker: string }): boolean =>
    options.speaker === undefined || speaker === options.speaker;
  const { adapt, test } = splitOff(corpus.value);
  const learnt = adapt.filter(isWanted);
  if (test.length > 0) return { learnt: someMinutes(learnt, minutes, 1), heldOut: test.filter(isWanted) };
  // The same recordings judge, however many minutes are learnt from.
  const { learnt: others, heldOut } = withHeldOut(learnt);
  return { learnt: someMinutes(others, minutes, 1), heldOut };
}

async function adapt(minutes: number): Promise<AdaptationProgress & { readonly type: 'done' }> {
  const folder = join(options.folder, String(minutes));
  mkdirSync(folder, { recursive: true });
  const settings = AdaptationSettings.parse({
    preset: options.preset,
    advanced: JSON.parse(options.advanced) as unknown,
  });
  const voice = await voiceOf(minutes);
  const languageModelPath = options['language-model'];
  const job = { modelPath: options.model, languageModelPath, generalFolder, voice, settings, name: 'curve', folder };
  const opened = await Adaptation.open(job);
  if (!opened.ok) throw new Error(opened.error.message);
  let last: AdaptationProgress | null = null;
  const ended = await opened.value.run({
    signal: new AbortController().signal,
    onProgress: (progress) => {
      last = progress;
    },
  });
  opened.value.dispose();
  if (!ended.ok) throw new Error(ended.error.message);
  return last as unknown as AdaptationProgress & { readonly type: 'done' };
}

const cell = ({ wer, lowestWer, highestWer }: ErrorRate): string =>
  `${wer.toFixed(1)} (${lowestWer.toFixed(1)}–${highestWer.toFixed(1)})`;

async function main(): Promise<void> {
  console.log('minutes\ttaught\tvoice before\tvoice after\tfewer errors\tcanary before\tcanary after\tkept\ttraining');
  for (const minutes of options.minutes.split(',').map(Number)) {
    const { parts, trainingSeconds, minutes: learnt } = (await adapt(minutes)).scores;
    for (const { part, voice, canary, isKept } of parts) {
      const fewer = `${(100 * (1 - voice.after.wer / voice.before.wer)).toFixed(1)} %`;
      const rates = [voice.before, voice.after].map(cell).join('\t');
      const general = [canary.before, canary.after].map(cell).join('\t');
      const kept = isKept ? 'kept' : 'left out';
      const cells = [learnt.toFixed(1), part, rates, fewer, general, kept, `${trainingSeconds.toFixed(0)} s`];
      console.log(cells.join('\t'));
    }
  }
}

void main();
