import { basename } from 'node:path';

import { ok, type Result } from '../../contract/result';
import { joinSamples } from '../../core/audio/pcm';
import { openAudio } from './audioStream';
import { damageSentence } from './damage';
import { unreadable } from './unreadable';

/**
 * A whole sound file as 16 kHz mono, −1 … 1: the stream of `openAudio`, collected. For those who learn from it or judge by it: a
 * damaged file, whose text may be longer than what is left of its sound, is a failure. Fails with `audio-unreadable` and a sentence
 * that names the file.
 */
export async function readAudio(path: string): Promise<Result<Float32Array>> {
  const name = basename(path);
  const stream = await openAudio(path, { name });
  if (!stream.ok) return stream;
  const pieces: Float32Array[] = [];
  for await (const piece of stream.value.pieces) pieces.push(piece);
  const { damage } = stream.value.findings();
  if (damage !== null) return { ok: false, error: { code: 'audio-unreadable', message: damageSentence(name, damage) } };
  return pieces.length === 0 ? unreadable(name, 'there is no sound in it') : ok(joinSamples(pieces));
}
