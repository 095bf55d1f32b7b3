import type { AdaptationSettings } from '../../contract/voice';
import type { Features } from '../features/config';
import type { AugmentationChoices } from './augmentation';
import type { TrainerOptions } from './trainer';

/** How a model is taught one voice. Where the numbers come from: docs/adaptation.md. */
export interface AdaptationRecipe {
  readonly peakLearningRate: number;
  readonly epochs: number;
  /** Steps after which the last pass is cut, however much speech there is; infinite where the user asked for passes. */
  readonly mostSteps: number;
  readonly batchSeconds: number;
  readonly replayShare: number;
  /** How far the new model goes from the old weights to those that were learnt: what is left of the way keeps general speech. */
  readonly learntShare: number;
  /** Null learns from the recordings as they are. */
  readonly augmentation: AugmentationChoices | null;
  readonly trainer: TrainerOptions;
  readonly learns: (weight: string) => boolean;
}

const presets = {
  quick: { epochs: 10, mostSteps: 120 },
  standard: { epochs: 20, mostSteps: 360 },
  thorough: { epochs: 30, mostSteps: 1000 },
} as const;

const augmentation: AugmentationChoices = { speed: [0.9, 1.1], jitterMilliseconds: [0, 10], gainDb: [-6, 6] };

/** @param kind of the features that the model reads: learned ones are states of whole utterances, and the network sees these whole */
export function recipeOf({ preset, advanced }: AdaptationSettings, kind: Features['kind']): AdaptationRecipe {
  const { epochs, mostSteps } = presets[preset];
  return {
    peakLearningRate: advanced.learningRate ?? 1e-4,
    epochs: advanced.epochs ?? epochs,
    mostSteps: advanced.epochs === undefined ? mostSteps : Infinity,
    batchSeconds: advanced.batchSeconds ?? 48,
    replayShare: advanced.replayShare ?? 0.5,
    learntShare: 0.75,
    augmentation: (advanced.augments ?? true) ? augmentation : null,
    trainer: {
      optimizer: 'adam',
      largestGradientNorm: 5,
      intermediateWeight: 0,
      dropout: 0.1,
      chunk: [6, 16],
      lookAhead: [3, 16],
      ...(kind === 'encoder' && { wholeShare: 1 }),
      seed: 1,
    },
    learns: () => true,
  };
}

/**
 * How many steps a job takes.
 *
 * @param stepsPerEpoch batches of one pass over the voice
 */
export function adaptationSteps({ epochs, mostSteps }: AdaptationRecipe, stepsPerEpoch: number): number {
  return Math.max(1, Math.min(mostSteps, Math.round(epochs * stepsPerEpoch)));
}

/** As `adaptationSteps`, before the batches are there, for so many seconds of the voice that are learnt from. */
export function expectedSteps(settings: AdaptationSettings, learntSeconds: number): number {
  // How long it takes is the same for both kinds.
  const recipe = recipeOf(settings, 'encoder');
  const voiceSeconds = recipe.batchSeconds * (1 - recipe.replayShare);
  return adaptationSteps(recipe, Math.max(1, Math.ceil(learntSeconds / voiceSeconds)));
}

/** How much general speech a job reads in all, for so many seconds of the voice that are learnt from; infinite where these are not known. */
export function replaySeconds(settings: AdaptationSettings, learntSeconds: number): number {
  if (Number.isNaN(learntSeconds)) return Infinity;
  const { batchSeconds, replayShare } = recipeOf(settings, 'encoder');
  return expectedSteps(settings, learntSeconds) * batchSeconds * replayShare;
}

/** A tenth of the steps up, the rest down: one cycle. */
export function adaptationRate({ peakLearningRate }: AdaptationRecipe, step: number, steps: number): number {
  const top = Math.max(1, Math.round(steps / 10));
  const height = step < top ? (step + 1) / top : (steps - step) / Math.max(1, steps - top);
  return peakLearningRate * Math.max(0.01, height);
}
