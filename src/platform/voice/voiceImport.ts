import { basename } from 'node:path';

import { ok, type Result } from '../../contract/result';
import type { ImportReport, VoiceRecording } from '../../contract/voice';
import { isSameSound, type SoundPrint, soundPrint } from '../../core/voice/soundPrint';
import { readAudio } from '../audio/audioFile';
import { checkOneByOne, type RefusedRecording } from '../corpus/checkedCorpus';
import { readLayout } from '../corpus/corpusLayouts';
import type { VoiceStore } from '../userFolder/voiceStore';
import type { RecordingChecker } from './recordingChecker';

interface Importing {
  readonly store: VoiceStore;
  readonly checker: Pick<RecordingChecker, 'check'>;
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
  onProgress(0, listed.length);
  const taking = new Taking(importing, await knownSounds(importing.store, signal));
  const refused: RefusedRecording[] = [];
  let done = 0;
  for await (const { recording, checked } of checkOneByOne(signal?.aborted === true ? [] : listed)) {
    const added = 'reason' in checked ? ok(refused.push(checked)) : await taking.add(recording.path, recording.text);
    if (!added.ok) return added;
    done += 1;
    onProgress(done, listed.length);
    if (signal?.aborted === true) break;
  }
  const { taken, doubtful, twice } = taking;
  const takenSeconds = taken.reduce((sum, { checks }) => sum + checks.seconds, 0);
  const leftOut = layout.value.leftOut.map((kind) => ({ path, reason: `left out: ${kind}` }));
  const notTaken = [...refused.map(toRefusal), ...twice, ...leftOut];
  return ok({ taken: taken.length, takenSeconds, doubtful, refused: notTaken, notLookedAt: listed.length - done });
}

interface KnownSound {
  readonly name: string;
  readonly print: SoundPrint;
}

/** What is recorded already, by its sound: of a copy, one side could be learnt from and the other judge. */
async function knownSounds(store: VoiceStore, signal?: AbortSignal): Promise<KnownSound[]> {
  const sounds: KnownSound[] = [];
  for (const { id, source, text } of await store.list()) {
    if (signal?.aborted === true) break;
    const audio = await readAudio(store.wavPath(id));
    if (audio.ok) sounds.push({ name: source ?? `“${text}”`, print: soundPrint(audio.value) });
  }
  return sounds;
}

/** Takes recordings one after the other, each sound once. */
class Taking {
  readonly taken: VoiceRecording[] = [];
  readonly doubtful: ImportReport['doubtful'] = [];
  readonly twice: ImportReport['refused'] = [];
  readonly #importing: Importing;
  readonly #known: KnownSound[];

  /** @param known what is there already; becomes this object's */
  constructor(importing: Importing, known: KnownSound[]) {
    this.#importing = importing;
    this.#known = known;
  }

  async add(path: string, written: string): Promise<Result<undefined>> {
    const audio = await readAudio(path);
    if (!audio.ok) return audio;
    const print = soundPrint(audio.value);
    const same = this.#known.find((sound) => isSameSound(sound.print, print));
    if (same !== undefined) {
      this.twice.push({ path, reason: `the same sound as ${same.name}, which is there` });
      return ok(undefined);
    }
    this.#known.push({ name: basename(path), print });
    const added = await take(path, audio.value, written, this.#importing);
    if (!added.ok) return added;
    if (!added.value.isUsed) this.doubtful.push({ path, findings: added.value.checks.findings });
    this.taken.push(added.value);
    return ok(undefined);
  }
}

async function take(
  path: string,
  audio: Float32Array,
  written: string,
  { store, checker }: Importing,
): Promise<Result<VoiceRecording>> {
  const text = written.trim();
  const checks = checker.check(audio, text);
  const isUsed = checks.findings.length === 0;
  const createdAt = new Date().toISOString();
  return store.add(audio, { createdAt, text, origin: 'import', source: basename(path), checks, isUsed });
}

const toRefusal = ({ path, reason, detail }: RefusedRecording): ImportReport['refused'][number] => ({
  path,
  reason: detail === '' ? reason : `${reason}: ${detail}`,
});
