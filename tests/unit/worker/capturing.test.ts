import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { AudioMessage, CaptureEvent } from '../../../src/contract/workerMessages';
import { formatWav } from '../../../src/core/audio/wav';
import { type AudioSink, Capturing } from '../../../src/worker/capturing';
import { FakeMicrophones } from '../../support/fakeMicrophones';
import { temporaryFolder } from '../../support/temporaryFolder';

class FakeSink implements AudioSink {
  readonly messages: AudioMessage[] = [];
  isClosed = false;

  postMessage(message: AudioMessage): void {
    this.messages.push(message);
  }

  close(): void {
    this.isClosed = true;
  }

  /** "0+160 160+160 end 320" */
  get told(): string {
    const words = this.messages.map((message) =>
      message.type === 'end' ? `end ${message.totalSamples}` : `${message.firstSample}+${message.samples.length}`,
    );
    return words.join(' ');
  }
}

const tone = (length: number): Int16Array<ArrayBuffer> =>
  Int16Array.from({ length }, (_, index) => (index % 2 === 0 ? 16_384 : -16_384));

function started(wavPath = join(temporaryFolder(), 'audio.wav')) {
  const microphones = new FakeMicrophones();
  const sink = new FakeSink();
  const events: CaptureEvent[] = [];
  const capturing = Capturing.start(microphones, { deviceName: null, wavPath }, sink, (event) => events.push(event));
  if (!capturing.ok) throw new Error(capturing.error.code);
  return { microphones, sink, events, capturing: capturing.value, wavPath };
}

describe('Capturing', () => {
  it('keeps each chunk in the file, then sends it on with its place', async () => {
    const { microphones, sink, events, capturing, wavPath } = started();
    microphones.hear(tone(160));
    microphones.hear(tone(160));
    microphones.lastSamples = tone(40);
    await capturing.stop();
    expect(sink.told).toBe('0+160 160+160 320+40 end 360');
    expect(events).toEqual([
      { type: 'started', firstSample: 0 },
      { type: 'stopped', keptSamples: 360, lostSamples: 0 },
    ]);
    expect(readFileSync(wavPath).length).toBe(44 + 720);
  });

  it('tells the level every 60 ms', () => {
    const { microphones, events } = started();
    for (let chunk = 0; chunk < 12; chunk += 1) microphones.hear(tone(160));
    const levels = events.filter((event) => event.type === 'level');
    expect(levels.map((level) => level.keptSamples)).toEqual([960, 1920]);
    expect(levels[0]?.rmsDbfs).toBeCloseTo(-6.02, 2);
    expect(levels[0]?.peakDbfs).toBeCloseTo(-6.02, 2);
  });

  it('goes on with an interrupted take where its file ends', () => {
    const first = started();
    first.microphones.hear(tone(160));
    first.microphones.lose('microphone-lost');
    const second = started(first.wavPath);
    second.microphones.hear(tone(160));
    expect(second.events[0]).toEqual({ type: 'started', firstSample: 160 });
    expect(second.sink.told).toBe('160+160');
  });

  it('closes the file and says so when the microphone is lost, and keeps nothing after that', () => {
    const { microphones, events, wavPath } = started();
    microphones.hear(tone(160));
    microphones.lose('microphone-lost');
    microphones.hear(tone(160));
    expect(events.at(-1)).toMatchObject({ type: 'failed', failure: { code: 'microphone-lost' } });
    expect(readFileSync(wavPath)).toEqual(Buffer.from(formatWav(tone(160))));
  });

  it('sends on to another recognizer after a reconnection', () => {
    const { microphones, sink, capturing } = started();
    microphones.hear(tone(160));
    const other = new FakeSink();
    capturing.reconnect(other);
    microphones.hear(tone(160));
    expect([sink.told, sink.isClosed, other.told]).toEqual(['0+160', true, '160+160']);
  });

  it('says that a microphone is unknown', () => {
    const wavPath = join(temporaryFolder(), 'audio.wav');
    const refused = Capturing.start(new FakeMicrophones(), { deviceName: 'Other', wavPath }, null, () => undefined);
    expect(refused).toMatchObject({ ok: false, error: { code: 'microphone-unknown' } });
  });
});
