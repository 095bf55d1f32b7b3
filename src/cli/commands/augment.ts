import { resolve } from 'node:path';

import type { Command } from 'commander';

import { ok, type Result } from '../../contract/result';
import { float32ToInt16, sampleRateHz } from '../../core/audio/pcm';
import { formatWav } from '../../core/audio/wav';
import { defaultFeatureConfig, type FeatureConfig } from '../../core/features/config';
import { augmentSamples } from '../../core/training/augmentSamples';
import { type Augmentation, type AugmentationChoices, drawAugmentation } from '../../core/training/augmentation';
import { Random } from '../../core/training/random';
import { readAudio } from '../../platform/audio/audioFile';
import { readNoise } from '../../platform/corpus/noise';
import { writeWholeFile } from '../../platform/files/wholeFile';
import { readTrainingConfig } from '../../platform/training/trainingConfig';
import { seedNumber } from '../recognition/recognition';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, formatTable, print, printJson } from '../terminal/terminal';

interface AugmentOptions {
  readonly output: string;
  readonly config?: string;
  readonly root: string;
  readonly seed: number;
  readonly force?: true;
  readonly json?: true;
}

/** What is drawn from without a configuration: some of everything, strong enough to be heard. */
const audibleChoices: AugmentationChoices = {
  speed: [0.9, 1.1],
  gainDb: [-6, 6],
  noise: { share: 0.7, signalToNoiseDb: [5, 20] },
  reverberation: { share: 0.7, decaySeconds: [0.2, 0.6], directToRoomDb: [0, 9] },
  timeMasks: { perSecond: 0.5, longestSeconds: 0.2 },
  frequencyMasks: { count: 1, widestBands: 15 },
};

interface Choices {
  readonly choices: AugmentationChoices;
  readonly features: FeatureConfig;
  readonly noiseFolder: string | undefined;
}

export function addAugment(program: Command): void {
  program
    .command('augment')
    .description('change a recording as training changes it, to listen to')
    .argument('<file>', 'a sound file')
    .requiredOption('--output <file>', 'the WAV file to write')
    .option('--config <file>', 'a training configuration; without one, some of everything')
    .option('--root <folder>', 'where the folder of noise in the configuration starts', '.')
    .option('--seed <number>', 'what is drawn; the same seed gives the same file', seedNumber, 1)
    .addOption(forceOption())
    .option('--json', 'print what was drawn as one JSON object')
    .action(async (file: string, options: AugmentOptions) => {
      process.exitCode = await augment(file, options);
    });
}

async function augment(file: string, options: AugmentOptions): Promise<number> {
  const writable = await checkOutput(options.output, options);
  if (!writable.ok) return failWith(writable.error);
  const chosen = choicesOf(options);
  if (!chosen.ok) return failWith(chosen.error);
  const { choices, features, noiseFolder } = chosen.value;
  const samples = await readAudio(file);
  if (!samples.ok) return failWith(samples.error);
  const seconds = samples.value.length / sampleRateHz;
  const drawn = drawAugmentation(choices, { seconds, bands: features.bands }, new Random(options.seed));
  const noise = drawn.noise === null ? ok(new Float32Array(0)) : await readNoise(noiseFolder, drawn.noise.place);
  if (!noise.ok) return failWith(noise.error);
  const changed = augmentSamples(samples.value, drawn, features, noise.value);
  const written = await writeWholeFile(options.output, formatWav(float32ToInt16(changed)));
  if (!written.ok) return failWith(written.error);
  if (changed.some((sample) => Math.abs(sample) > 1)) complain('It became too loud for the file and is clipped.');
  if (options.json) printJson(drawn);
  else print(formatTable(toRows(drawn)));
  return exitCodes.ok;
}

function choicesOf({ config: path, root }: AugmentOptions): Result<Choices> {
  if (path === undefined)
    return ok({ choices: audibleChoices, features: defaultFeatureConfig, noiseFolder: undefined });
  const config = readTrainingConfig(path);
  if (!config.ok) return config;
  const { augmentation, features } = config.value;
  const folder = augmentation?.noise?.folder;
  return ok({
    choices: augmentation ?? {},
    features: features.kind === 'encoder' ? defaultFeatureConfig : features,
    noiseFolder: folder === undefined ? undefined : resolve(root, folder),
  });
}

/** A line for each thing that was done. */
function toRows({ speed, startSeconds, gainDb, noise, reverberation, ...masks }: Augmentation): string[][] {
  return [
    ['speed', speed.toFixed(2)],
    ['start', `${(startSeconds * 1000).toFixed(1)} ms`],
    ['gain', `${gainDb.toFixed(1)} dB`],
    [
      'noise',
      noise === null
        ? 'none'
        : `${noise.signalToNoiseDb.toFixed(1)} dB below the speech${noise.isAlone ? ', in its place' : ''}`,
    ],
    ['room', reverberation === null ? 'none' : `${reverberation.decaySeconds.toFixed(2)} s`],
    ...masks.timeMasks.map(({ startSeconds: start, seconds }) => [
      'silent',
      `${start.toFixed(2)} s to ${(start + seconds).toFixed(2)} s`,
    ]),
    ...masks.frequencyMasks.map(({ firstBand, bands }) => ['hidden', `${bands} bands from band ${firstBand + 1} on`]),
  ];
}
