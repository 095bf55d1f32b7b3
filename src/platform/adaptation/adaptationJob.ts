import type { AdaptationSettings } from '../../contract/voice';
import { encoderBeside } from '../acoustic/openEncoder';
import { languageModelBeside } from '../languageModel/languageModelBeside';
import type { HearingFiles } from './hearing';
import type { UsersWords } from './taughtWords';
import type { VoiceClips } from './voiceClips';

/** What is to be learnt, from what, and where it goes. */
export interface AdaptationJob {
  /** The model that is begun with; it is only read. */
  readonly modelPath: string;
  /** For the judgement; without one, the language model beside the model that is begun with. */
  readonly languageModelPath?: string;
  /** Of a model on learned features; without one, the encoder beside the model. */
  readonly encoderPath?: string;
  /** Holds `replay.tsv`, `canary.tsv` and what they list. */
  readonly generalFolder: string;
  readonly voice: VoiceClips;
  /** The user's own: paths of documents, and terms that are listened for, as they are spoken. */
  readonly words?: UsersWords;
  readonly settings: AdaptationSettings;
  /** The name of the new model, for people. */
  readonly name: string;
  /** The job's own: `checkpoint`, features, and at the end `model.utter` and, where there were words to learn, `model.lm`. Removing it forgets the job. */
  readonly folder: string;
}

/** What dictation hears with before anything is learnt. The new model has neither language model nor encoder beside it. */
export function hearingFilesOf(job: AdaptationJob): HearingFiles {
  const encoderPath = job.encoderPath ?? encoderBeside(job.modelPath);
  const languageModelPath = job.languageModelPath ?? languageModelBeside(job.modelPath);
  return {
    modelPath: job.modelPath,
    encoderPath,
    ...(languageModelPath !== null && { languageModelPath }),
    ...(job.words !== undefined && { terms: job.words.terms }),
  };
}
