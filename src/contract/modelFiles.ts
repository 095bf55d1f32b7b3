import { z } from 'zod';

/** An acoustic model and what serves it. Without a path of its own, the file beside the model is taken. */
export const ModelFiles = z.strictObject({
  modelPath: z.string(),
  languageModelPath: z.string().exactOptional(),
  /** Of a model on learned features. */
  encoderPath: z.string().exactOptional(),
  /** What computes it; without one, what usually is quickest. */
  backend: z.enum(['auto', 'tensorflow', 'wasm']).exactOptional(),
  /** What rescores the texts of an utterance that is heard once more. */
  rescorerPath: z.string().exactOptional(),
  /** What hears marks. */
  marksPath: z.string().exactOptional(),
});
export type ModelFiles = z.infer<typeof ModelFiles>;
