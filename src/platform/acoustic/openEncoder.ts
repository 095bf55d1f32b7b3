import { dirname, join } from 'node:path';

import { fail, type Result } from '../../contract/result';
import { type PretrainedEncoder, readEncoder } from './encoderFile';

/** Where to look for the encoder of a model on learned features. */
export interface EncoderPaths {
  readonly modelPath: string;
  /** Without one, the encoder beside the model. */
  readonly encoderPath?: string;
}

/** The encoder that stands beside a model, if there is one. */
export const encoderBeside = (modelPath: string): string => join(dirname(modelPath), 'whisper-base.encoder');

/** @param original SHA-256 of what the encoder must have been made from. Fails with `model-missing` or `model-refused`. */
export function openEncoder({ modelPath, encoderPath }: EncoderPaths, original: string): Result<PretrainedEncoder> {
  const path = encoderPath ?? encoderBeside(modelPath);
  const encoder = readEncoder(path);
  if (!encoder.ok || encoder.value.original === original) return encoder;
  return fail('model-refused', `“${path}” is refused: it is not the encoder that “${modelPath}” has learnt with.`);
}
