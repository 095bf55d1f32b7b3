import { basename } from 'node:path';

import { ok, type Result } from '../contract/result';
import type { ImportReport } from '../contract/voice';
import { readAudio } from './audioFile';
import { checkRecordings, type RefusedRecording } from './checkedCorpus';
import { readLayout } from './corpusLayouts';
import type { RecordingChecker } from './recordingChecker';
import type { VoiceStore } from './voiceStore';

interface Importing {
  readonly store: VoiceStore;
  readonly checker: RecordingChecker;
  /** Stops between two recordings; those that were taken stay. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Takes recordings with their texts from a folder or a list, as `readLayout` reads them: copies into the store, checked. Those with
 * findings are kept, but not used until the user says so. Fails where there is no corpus or the disk is full; what was taken by then
 * stays.
 */
export async function importRecordings(path: string, importing: Importing): Promise<Result<ImportReport>> {
  const { store, checker, signal, onProgress = (): void => undefined } = importing;
  const layout = await readLayout(path);
  if (!layout.ok) return layout;
  const listed = layout.value.recordings;
  const { entries, refused } = await checkRecordings(listed, (done) => {
    onProgress(done, 2 * listed.length);
  });
  const texts = new Map(listed.map((recording) => [recording.path, recording.text]));
  const doubtful: ImportReport['doubtful'] = [];
  let [taken, takenSeconds] = [0, 0];
  for (const [index, entry] of entries.entries()) {
    if (signal?.aborted === true) break;
    const audio = await readAudio(entry.path);
    if (!audio.ok) return audio;
    const text = texts.get(entry.path)?.trim() ?? entry.text;
    const checks = checker.check(audio.value, text);
    const isUsed = checks.findings.length === 0;
    const createdAt = new Date().toISOString();
    const recording = { createdAt, text, origin: 'import', source: basename(entry.path), checks, isUsed } as const;
    const added = await store.add(audio.value, recording);
    if (!added.ok) return added;
    if (!isUsed) doubtful.push({ path: entry.path, findings: checks.findings });
    taken += 1;
    takenSeconds += checks.seconds;
    onProgress(listed.length + index + 1, 2 * listed.length);
  }
  return ok({ taken, takenSeconds, doubtful, refused: refused.map(toRefusal) });
}

const toRefusal = ({ path, reason, detail }: RefusedRecording): ImportReport['refused'][number] => ({
  path,
  reason: detail === '' ? reason : `${reason}: ${detail}`,
});
