import { EventEmitter } from 'node:events';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Failure } from '../../../../src/contract/result';
import type { OpenMicrophone } from '../../../../src/platform/audio/microphone';
import { type PortAudio, PortAudioMicrophones } from '../../../../src/platform/audio/portAudioMicrophones';

type Stream = ReturnType<PortAudio['AudioIO']>;
type Options = Parameters<PortAudio['AudioIO']>[0];

/** PortAudio with one headset, which a test may make refuse, stall and end as the real one does. */
class FakePortAudio {
  readonly SampleFormat16Bit = 16;
  readonly opened: { readonly id: number | undefined; readonly rateHz: number | undefined }[] = [];
  readonly stream = new EventEmitter();
  acceptedRateHz = 16_000;
  refusesToStart = false;
  isStalled = false;
  inputs = [{ id: 3, name: 'Headset', maxInputChannels: 1, defaultSampleRate: 48_000 }];
  lastBytes: Buffer | null = null;

  getDevices = () => [{ id: 0, name: 'Loudspeaker', maxInputChannels: 0, defaultSampleRate: 44_100 }, ...this.inputs];
  getHostAPIs = () => ({ defaultHostAPI: 0, HostAPIs: [{ defaultInput: 3 }] });

  AudioIO = (options: Options): Stream => {
    const { deviceId, sampleRate } = 'inOptions' in options ? options.inOptions : {};
    if (sampleRate !== this.acceptedRateHz || this.inputs.length === 0) throw new Error('Format not supported');
    this.opened.push({ id: deviceId, rateHz: sampleRate });
    const start = () => {
      if (this.refusesToStart) throw new Error('Could not start stream');
    };
    return Object.assign(this.stream, { start, quit: this.#quit }) as unknown as Stream;
  };

  hear(samples: number): void {
    this.stream.emit('data', Buffer.alloc(samples * 2));
  }

  /** As Node's streams do: 'close' comes before whoever awaits 'end' goes on. */
  #quit = () => {
    if (this.isStalled) return;
    if (this.lastBytes !== null) this.stream.emit('data', this.lastBytes);
    this.stream.emit('end');
    this.stream.emit('close');
  };
}

function microphonesOf(portAudio: FakePortAudio) {
  const microphones = new PortAudioMicrophones(portAudio as unknown as PortAudio);
  const heard: number[] = [];
  const lost: Failure[] = [];
  const open = (name: string | null) =>
    microphones.open(name, {
      samples: (samples) => heard.push(samples.length),
      lost: (failure) => lost.push(failure),
    });
  const opened = (name: string | null = null): OpenMicrophone => {
    const result = open(name);
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  const total = () => heard.reduce((sum, length) => sum + length, 0);
  return { microphones, heard, lost, open, opened, total };
}

describe('PortAudioMicrophones', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lists what can be listened to, and which is the default', () => {
    const { microphones } = microphonesOf(new FakePortAudio());
    expect(microphones.list()).toEqual({ ok: true, value: [{ id: 3, name: 'Headset', isDefault: true }] });
  });

  it('opens the default at 16 kHz, and a named one by the id that it has now', () => {
    const portAudio = new FakePortAudio();
    const { opened } = microphonesOf(portAudio);
    opened(null);
    opened('Headset');
    expect(portAudio.opened).toEqual([
      { id: -1, rateHz: 16_000 },
      { id: 3, rateHz: 16_000 },
    ]);
  });

  it.each([null, 'Headset'])('resamples where 16 kHz is refused: %s', async (name) => {
    const portAudio = new FakePortAudio();
    portAudio.acceptedRateHz = 48_000;
    const { opened, total } = microphonesOf(portAudio);
    const microphone = opened(name);
    for (let chunk = 0; chunk < 100; chunk += 1) portAudio.hear(480);
    await microphone.close();
    expect(portAudio.opened).toEqual([{ id: 3, rateHz: 48_000 }]);
    expect(total()).toBe(16_000);
  });

  it('says what is wrong: unknown, none, denied', () => {
    const portAudio = new FakePortAudio();
    const { open } = microphonesOf(portAudio);
    expect(open('Gone')).toMatchObject({ ok: false, error: { code: 'microphone-unknown' } });
    portAudio.refusesToStart = true;
    expect(open(null)).toMatchObject({ ok: false, error: { code: 'microphone-denied' } });
    portAudio.inputs = [];
    expect(open(null)).toMatchObject({ ok: false, error: { code: 'microphone-none' } });
  });

  it('gives the last samples when it is closed, and does not call that a loss', async () => {
    const portAudio = new FakePortAudio();
    portAudio.lastBytes = Buffer.alloc(80);
    const { opened, heard, lost } = microphonesOf(portAudio);
    const microphone = opened();
    portAudio.hear(160);
    await microphone.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([160, 40]);
    expect(lost).toEqual([]);
  });

  it('is closed after half a second where the source has stalled', async () => {
    const portAudio = new FakePortAudio();
    const { opened, lost } = microphonesOf(portAudio);
    const microphone = opened();
    portAudio.hear(160);
    portAudio.isStalled = true;
    const closed = microphone.close();
    await vi.advanceTimersByTimeAsync(1000);
    await closed;
    expect(lost).toEqual([]);
  });

  it('is lost, once, after a second without a sample', async () => {
    const portAudio = new FakePortAudio();
    const { opened, heard, lost } = microphonesOf(portAudio);
    opened();
    portAudio.hear(160);
    await vi.advanceTimersByTimeAsync(900);
    portAudio.hear(160);
    await vi.advanceTimersByTimeAsync(900);
    expect(lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    portAudio.stream.emit('close');
    portAudio.hear(160);
    expect(lost.map(({ code }) => code)).toEqual(['microphone-lost']);
    expect(heard).toEqual([160, 160]);
  });

  it('waits longer for a source that has to wake', async () => {
    const portAudio = new FakePortAudio();
    const { opened, lost } = microphonesOf(portAudio);
    opened();
    await vi.advanceTimersByTimeAsync(4500);
    expect(lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lost).toHaveLength(1);
  });

  it.each(['end', 'close', 'error'])('is lost when its stream tells %s unasked', (event) => {
    const portAudio = new FakePortAudio();
    const { opened, lost } = microphonesOf(portAudio);
    opened();
    portAudio.stream.emit(event);
    expect(lost).toHaveLength(1);
  });

  it('gives samples in the memory of their chunk, and apart where that holds more', () => {
    const portAudio = new FakePortAudio();
    const heard: Int16Array<ArrayBuffer>[] = [];
    const listeners = {
      samples: (samples: Int16Array<ArrayBuffer>) => void heard.push(samples),
      lost: () => undefined,
    };
    new PortAudioMicrophones(portAudio as unknown as PortAudio).open(null, listeners);
    const chunk = Buffer.alloc(4);
    chunk.writeInt16LE(-7, 2);
    portAudio.stream.emit('data', chunk);
    portAudio.stream.emit('data', Buffer.concat([Buffer.alloc(3), chunk]).subarray(3));
    expect(heard.map((samples) => [...samples])).toEqual([
      [0, -7],
      [0, -7],
    ]);
    expect(heard.map(({ buffer }) => buffer === chunk.buffer)).toEqual([true, false]);
    expect(heard[1]?.buffer.byteLength).toBe(4);
  });

  it('puts samples together that a chunk cut in half', () => {
    const portAudio = new FakePortAudio();
    const { opened, heard } = microphonesOf(portAudio);
    opened();
    portAudio.stream.emit('data', Buffer.alloc(3));
    portAudio.stream.emit('data', Buffer.alloc(3));
    expect(heard).toEqual([1, 2]);
  });
});
