import { ok, type Result } from '../contract/result';
import type { VoiceRecording } from '../contract/voice';
import type { CheckerCommand, CheckerEvent } from '../contract/voiceMessages';
import type { EncoderPaths } from '../platform/acoustic/openEncoder';
import { readAudio } from '../platform/audio/audioFile';
import { VoiceStore } from '../platform/userFolder/voiceStore';
import { RecordingChecker } from '../platform/voice/recordingChecker';
import { collectCorrections } from '../platform/voice/takeCorrections';
import { importRecordings } from '../platform/voice/voiceImport';
import type { Post } from './port';

type Job = Exclude<CheckerCommand, { type: 'cancel' }>;
type JobOf<Type extends Job['type']> = Extract<Job, { type: Type }>;

/** Answers what main asks of recordings of the user's voice, with one model at a time in memory. */
export class Checking {
  #opened: { readonly paths: EncoderPaths; readonly checker: RecordingChecker } | null = null;
  #canceling = new AbortController();

  /** Ends the import in progress. */
  cancel(): void {
    this.#canceling.abort();
  }

  async answer(job: Job, post: Post<CheckerEvent>): Promise<CheckerEvent> {
    const answered = await this.#answer(job, post);
    return answered.ok ? answered.value : { type: 'failed', failure: answered.error };
  }

  async #answer(job: Job, post: Post<CheckerEvent>): Promise<Result<CheckerEvent>> {
    const checker = await this.#open(job);
    if (!checker.ok) return checker;
    switch (job.type) {
      case 'check':
        return check(job, checker.value);
      case 'import':
        return this.#import(job, checker.value, post);
      case 'collect':
        return collect(job, checker.value);
    }
  }

  async #open({ modelPath, encoderPath }: EncoderPaths): Promise<Result<RecordingChecker>> {
    const last = this.#opened;
    if (last?.paths.modelPath === modelPath && last.paths.encoderPath === encoderPath) return ok(last.checker);
    last?.checker.dispose();
    this.#opened = null;
    const paths = { modelPath, ...(encoderPath !== undefined && { encoderPath }) };
    const opened = await RecordingChecker.open(paths);
    if (opened.ok) this.#opened = { paths, checker: opened.value };
    return opened;
  }

  async #import(
    { path, userFolder }: JobOf<'import'>,
    checker: RecordingChecker,
    post: Post<CheckerEvent>,
  ): Promise<Result<CheckerEvent>> {
    this.#canceling = new AbortController();
    const report = await importRecordings(path, {
      store: new VoiceStore(userFolder),
      checker,
      signal: this.#canceling.signal,
      onProgress: (done, total) => {
        post({ type: 'importing', done, total });
      },
    });
    return report.ok ? ok({ type: 'imported', report: report.value }) : report;
  }
}

async function check({ wavPath, text }: JobOf<'check'>, checker: RecordingChecker): Promise<Result<CheckerEvent>> {
  const audio = await readAudio(wavPath);
  return audio.ok ? ok({ type: 'checked', checks: checker.check(audio.value, text) }) : audio;
}

async function collect(
  { takes, userFolder }: JobOf<'collect'>,
  checker: RecordingChecker,
): Promise<Result<CheckerEvent>> {
  const store = new VoiceStore(userFolder);
  const recordings: VoiceRecording[] = [];
  for (const { take, wavPath } of takes) {
    const collected = await collectCorrections(take, wavPath, { store, checker });
    if (!collected.ok) return collected;
    recordings.push(...collected.value);
  }
  return ok({ type: 'collected', recordings });
}
