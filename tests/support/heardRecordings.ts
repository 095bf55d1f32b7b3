import { readAudio } from '../../src/platform/audio/audioFile';
import type { CorpusEntry } from '../../src/platform/corpus/corpus';
import { logPosteriorsOf } from '../../src/platform/recognition/logPosteriors';
import { openRecognizerParts } from '../../src/platform/recognition/openRecognizer';

/** A recording and what the network says of it: what every decoder of an experiment is given. */
export interface HeardRecording {
  readonly entry: CorpusEntry;
  /** Natural-log posteriors, a row a timestep. */
  readonly rows: readonly Float32Array[];
}

/** @throws where a recording or the model cannot be read */
export async function hearRecordings(modelPath: string, entries: readonly CorpusEntry[]): Promise<HeardRecording[]> {
  const opened = await openRecognizerParts({ modelPath, decoder: 'greedy', backend: 'wasm' });
  if (!opened.ok) throw new Error(opened.error.message);
  const heard: HeardRecording[] = [];
  for (const entry of entries) {
    const audio = await readAudio(entry.path);
    if (!audio.ok) throw new Error(audio.error.message);
    heard.push({ entry, rows: logPosteriorsOf(opened.value.parts.model, audio.value) });
  }
  opened.value.parts.model.dispose();
  return heard;
}
