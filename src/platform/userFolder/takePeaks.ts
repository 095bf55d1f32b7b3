import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { wavHeaderBytes } from '../../core/audio/wav';
import { openAudio } from '../audio/audioStream';
import { takeSampleRateHz } from '../audio/takeWav';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';
import { codeOf } from '../files/wholeFile';

/** Parts of a take that a waveform is drawn from: more than a wide window has room for. */
export const peakCount = 1000;
/** The loudest sample of a part, as the waveform has it. */
const fullScale = 255;

/** What peaks.json holds, beside audio.wav. It goes with the audio that it was made of, and is made anew for any other. */
const StoredPeaks = z.strictObject({
  version: z.literal(1),
  audioBytes: z.int().nonnegative(),
  peaks: z.array(z.int().min(0).max(fullScale)).max(peakCount),
});

/**
 * How loud a take is along its length: the greatest sample of each of `peakCount` equal parts, 0 … 255. Read from the audio once
 * and kept beside it; a disk that is full keeps nobody from seeing it. Empty where there is no audio.
 *
 * @param wavPath audio.wav of the take
 */
export async function takePeaks(wavPath: string): Promise<Result<number[]>> {
  const audioBytes = await sizeOf(wavPath);
  if (audioBytes <= wavHeaderBytes) return ok([]);
  const path = join(dirname(wavPath), 'peaks.json');
  const kept = await readJsonFile(path, StoredPeaks, 100_000);
  if (kept.found === 'value' && kept.value.audioBytes === audioBytes) return ok(kept.value.peaks);
  const peaks = await measure(wavPath, (audioBytes - wavHeaderBytes) / 2);
  if (peaks.ok) await writeJsonFile(path, { version: 1, audioBytes, peaks: peaks.value });
  return peaks;
}

async function measure(wavPath: string, sampleCount: number): Promise<Result<number[]>> {
  const audio = await openAudio(wavPath, { name: 'audio.wav' });
  if (!audio.ok) return audio;
  const count = Math.min(peakCount, Math.ceil(sampleCount / (takeSampleRateHz / 100)));
  const peaks = new Float32Array(count);
  let position = 0;
  for await (const piece of audio.value.pieces) {
    for (const sample of piece) {
      const part = Math.min(count - 1, Math.floor((position / sampleCount) * count));
      const peak = Math.abs(sample);
      if (peak > peaks[part]!) peaks[part] = peak;
      position += 1;
    }
  }
  return ok(Array.from(peaks, (peak) => Math.min(fullScale, Math.round(peak * fullScale))));
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return 0;
  }
}
