import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { TrainerJob } from '../../src/contract/voiceMessages';
import { withHeldOut } from '../../src/platform/adaptation/voiceClips';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { placeGeneralSpeech } from './generalSpeech';
import { writeSmallModel } from './smallModel';

const recordings = join(__dirname, '../recordings');

/** The bundled recordings as a voice, two of them as general speech, and a model that has learnt nothing. */
export async function jobIn(folder: string): Promise<TrainerJob> {
  mkdirSync(folder, { recursive: true });
  const corpus = await readCorpus(join(recordings, 'recordings.tsv'), recordings);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const some = corpus.value.filter(({ seconds }) => seconds < 6);
  placeGeneralSpeech(folder, some.slice(0, 2));
  const { learnt, heldOut } = withHeldOut(some);
  const modelPath = join(folder, 'old.utter');
  writeSmallModel(modelPath);
  return {
    modelPath,
    generalFolder: folder,
    voice: { learnt: [...learnt], heldOut: [...heldOut] },
    settings: { preset: 'quick', advanced: { epochs: 6, batchSeconds: 6, learningRate: 3e-4 } },
    name: 'mine',
    folder: join(folder, 'job'),
  };
}
