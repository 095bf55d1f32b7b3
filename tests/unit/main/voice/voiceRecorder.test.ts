import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { fail, type Failure, ok, type Result } from '../../../../src/contract/result';
import type { RecordingChecks } from '../../../../src/contract/voice';
import type { CaptureCommand, CaptureEvent } from '../../../../src/contract/workerMessages';
import { formatWav } from '../../../../src/core/audio/wav';
import { VoiceRecorder } from '../../../../src/main/voice/voiceRecorder';
import { VoiceStore } from '../../../../src/platform/userFolder/voiceStore';
import { checksOf } from '../../../support/fakeVoice';
import { FakeProgram } from '../../../support/fakeWorkers';
import { temporaryFolder } from '../../../support/temporaryFolder';

const text = 'A quick and honest answer.';

function stage() {
  const capture = new FakeProgram<CaptureCommand, CaptureEvent>();
  const store = new VoiceStore(temporaryFolder());
  mkdirSync(store.folder, { recursive: true });
  const lost: Failure[] = [];
  const take = { isInProgress: false };
  const verdict: { checks: Result<RecordingChecks> } = { checks: ok(checksOf(text)) };
  const recorder = new VoiceRecorder({
    forkCapture: capture.fork,
    store,
    check: () => Promise.resolve(verdict.checks),
    isTakeInProgress: () => take.isInProgress,
    onLevel: () => undefined,
    onLost: (failure) => lost.push(failure),
  });
  /** As the capture process does: the file is there before it says so. */
  const begin = async (): Promise<string> => {
    const started = recorder.start(text, null);
    const command = capture.last.sent.at(-1);
    if (command?.type !== 'start') throw new Error('nothing was started');
    writeFileSync(command.wavPath, formatWav(new Int16Array(16_000)));
    capture.last.say({ type: 'started', firstSample: 0 });
    expect(await started).toMatchObject({ ok: true });
    return command.wavPath;
  };
  const end = (): ReturnType<VoiceRecorder['stop']> => {
    const stopped = recorder.stop();
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    return stopped;
  };
  return { begin, capture, end, lost, recorder, store, take, verdict };
}

describe('VoiceRecorder', () => {
  it('keeps a sentence that was read, with its checks, for training', async () => {
    const { begin, end, recorder, store } = stage();
    await begin();
    expect(recorder.isReading).toBe(true);
    expect(await end()).toMatchObject({ ok: true, value: { text, origin: 'prompt', isUsed: true } });
    expect(recorder.isReading).toBe(false);
    expect(await store.list()).toHaveLength(1);
  });

  it('keeps one with findings out of training', async () => {
    const { begin, end, verdict } = stage();
    verdict.checks = ok(checksOf(text, ['other-words']));
    await begin();
    expect(await end()).toMatchObject({ ok: true, value: { isUsed: false } });
  });

  it('keeps nothing of one that was cancelled, lost, or could not be checked', async () => {
    const { begin, capture, end, lost, recorder, store, verdict } = stage();
    const cancelled = await begin();
    await recorder.cancel();
    const gone = await begin();
    capture.last.crash();
    verdict.checks = fail('model-missing');
    const unchecked = await begin();
    expect(await end()).toMatchObject({ ok: false, error: { code: 'model-missing' } });
    expect(lost.map(({ code }) => code)).toEqual(['microphone-lost']);
    await expect.poll(() => [cancelled, gone, unchecked].some((path) => existsSync(path))).toBe(false);
    expect(await store.list()).toEqual([]);
  });

  it('does not take the microphone from a take, and not twice', async () => {
    const { begin, recorder, take } = stage();
    take.isInProgress = true;
    expect(await recorder.start(text, null)).toMatchObject({ ok: false, error: { code: 'busy' } });
    take.isInProgress = false;
    await begin();
    expect(await recorder.start(text, null)).toMatchObject({ ok: false, error: { code: 'busy' } });
    await recorder.dispose();
  });

  it('says why no microphone could be opened', async () => {
    const { capture, lost, recorder } = stage();
    const started = recorder.start(text, 'gone');
    capture.last.say({ type: 'failed', failure: { code: 'microphone-unknown', message: 'It is not connected.' } });
    expect(await started).toMatchObject({ ok: false, error: { code: 'microphone-unknown' } });
    expect(lost).toEqual([]);
    expect(recorder.isReading).toBe(false);
  });
});
