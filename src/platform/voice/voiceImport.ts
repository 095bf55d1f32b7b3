import { basename } from 'node:path';

import { ok, type Result } from '../../contract/result';
import type { ImportReport, VoiceRecording } from '../../contract/voice';
import { readAudio } from '../audio/audioFile';
import { checkRecordings, type RefusedRecording } from '../corpus/checkedCorpus';
import { readLayout } from '../corpus/corpusLayouts';
import type { VoiceStore } from '../userFolder/voiceStore';
import type { RecordingChecker } from './recordingChecker';

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
  const { signal, onProgress = (): void => undefined } = importing;
  const layout = await readLayout(path);
  if (!layout.ok) return layout;
  const listed = layout.value.recordings;
  const { entries, refused } = await checkRecordings(listed, (done) => {
    onProgress(done, 2 * listed.length);
  });
  // Of a recording that is listed twice the first text is the one that was checked.
  const texts = new Map(listed.toReversed().map((recording) => [recording.path, recording.text]));
  const taken: VoiceRecording[] = [];
  const doubtful: ImportReport['doubtful'] = [];
  for (const { path: from, text } of entries) {
    if (signal?.aborted === true) break;
    const added = await take(from, texts.get(from) ?? text, importing);
    if (!added.ok) return added;
    if (!added.value.isUsed) doubtful.push({ path: from, findings: added.value.checks.findings });
    taken.push(added.value);
    onProgress(listed.length + taken.length, 2 * listed.length);
  }
  const takenSeconds = taken.reduce((sum, { checks }) => sum + checks.seconds, 0);
  const leftOut = layout.value.leftOut.map((kind) => ({ path, reason: `left out: ${kind}` }));
  return ok({ taken: taken.length, takenSeconds, doubtful, refused: [...refused.map(toRefusal), ...leftOut] });
}

async function take(path: string, written: string, { store, checker }: Importing): Promise<Result<VoiceRecording>> {
  const audio = await readAudio(path);
  if (!audio.ok) return audio;
  const text = written.trim();
  const checks = checker.check(audio.value, text);
  const isUsed = checks.findings.length === 0;
  const createdAt = new Date().toISOString();
  return store.add(audio.value, { createdAt, text, origin: 'import', source: basename(path), checks, isUsed });
}

const toRefusal = ({ path, reason, detail }: RefusedRecording): ImportReport['refused'][number] => ({
  path,
  reason: detail === '' ? reason : `${reason}: ${detail}`,
});
