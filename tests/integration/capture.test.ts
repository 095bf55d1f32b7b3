import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { AudioMessage, type CaptureCommand, type CaptureEvent } from '../../src/contract/workerMessages';
import { float32ToInt16, int16ToFloat32, joinSamples } from '../../src/core/audio/pcm';
import { formatWav, wavHeaderBytes } from '../../src/core/audio/wav';
import { noise, sameToTheBit } from '../support/audio';
import { temporaryFolder } from '../support/temporaryFolder';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { WorkerInNode } from '../support/workerInNode';

// The real capture process, PortAudio and an audio server; only Electron is missing.

type Capture = WorkerInNode<CaptureCommand, CaptureEvent>;

const disposables: { dispose(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of disposables.splice(0).reverse()) await one.dispose();
});

async function microphoneAndCapture(): Promise<{ microphone: VirtualMicrophone; capture: Capture }> {
  const microphone = await VirtualMicrophone.start();
  disposables.push(microphone);
  const capture: Capture = new WorkerInNode('src/worker/capture.ts', microphone.environment);
  disposables.push(capture);
  return { microphone, capture };
}

async function start(capture: Capture): Promise<string> {
  const wavPath = join(temporaryFolder(), 'audio.wav');
  capture.send({ type: 'start', deviceName: null, wavPath }, true);
  await capture.next('started');
  return wavPath;
}

async function stop(capture: Capture): Promise<Extract<CaptureEvent, { type: 'stopped' }>> {
  capture.send({ type: 'stop' });
  return capture.next('stopped');
}

const keptBy = (capture: Capture): number =>
  capture.events.reduce((kept, event) => (event.type === 'level' ? event.keptSamples : kept), 0);

function samplesIn(wavPath: string): Float32Array {
  const bytes = readFileSync(wavPath);
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - wavHeaderBytes);
  return int16ToFloat32(new Int16Array(Uint8Array.from(bytes.subarray(wavHeaderBytes)).buffer));
}

/**
 * Plays noise into the microphone; each piece of it is like no other, so that where it is in the take can be told. It is
 * smoothed, because what lies between two samples must be there after resampling.
 */
async function playNoise(microphone: VirtualMicrophone, seconds: number): Promise<Float32Array> {
  const rough = noise(seconds, 0.5, 7);
  const played = rough.map((_, n) => smooth(rough, n));
  const path = join(temporaryFolder(), 'noise.wav');
  writeFileSync(path, formatWav(float32ToInt16(played)));
  await microphone.play(path);
  return played;
}

const smooth = (samples: Float32Array, n: number): number =>
  [-2, -1, 0, 1, 2].reduce((sum, offset) => sum + ((samples[n + offset] ?? 0) * (3 - Math.abs(offset))) / 9, 0);

/** How much `heard` from `at` is like `played` from `from`: 1 for the same but for loudness. */
function likeness(heard: Float32Array, at: number, played: Float32Array, from: number): number {
  let [product, heardPower, playedPower] = [0, 0, 0];
  for (let n = 0; n < blockSamples; n += 1) {
    const [h, p] = [heard[at + n] ?? 0, played[from + n] ?? 0];
    product += h * p;
    heardPower += h * h;
    playedPower += p * p;
  }
  return product / Math.sqrt(heardPower * playedPower + 1e-9);
}

const blockSamples = 1600;

/** Where in `heard` each tenth of a second of `played` begins, less where it begins in `played`. */
function delays(heard: Float32Array, played: Float32Array): number[] {
  const found: number[] = [];
  for (let from = 0; from + blockSamples <= played.length; from += blockSamples) {
    const expected = found[0];
    const [first, last] =
      expected === undefined ? [0, heard.length - blockSamples] : [expected + from - 400, expected + from + 400];
    const at = place(heard, played, from, [first, last]);
    expect(likeness(heard, at, played, from)).toBeGreaterThan(0.9);
    found.push(at - from);
  }
  return found;
}

/** Where in `heard` the tenth of a second of `played` is that begins at `from`; looks no further once it has found it. */
function place(
  heard: Float32Array,
  played: Float32Array,
  from: number,
  [first, last]: readonly [number, number],
): number {
  let [best, bestLikeness] = [first, -1];
  for (let at = first; at <= last && (bestLikeness < 0.9 || at < best + 100); at += 1) {
    const found = likeness(heard, at, played, from);
    if (found > bestLikeness) [best, bestLikeness] = [at, found];
  }
  return best;
}

describe('the capture process', () => {
  it('loses no sample of what is played, and sends on what it keeps', async () => {
    const { microphone, capture } = await microphoneAndCapture();
    const wavPath = await start(capture);
    const played = await playNoise(microphone, 4);
    const { keptSamples, lostSamples } = await stop(capture);
    const heard = samplesIn(wavPath);
    expect(heard.length).toBe(keptSamples);
    expect(lostSamples).toBe(0);
    const found = delays(heard, played);
    expect(found).toHaveLength(40);
    expect(Math.max(...found) - Math.min(...found)).toBeLessThanOrEqual(1);
    const sent = capture.line.map((message) => AudioMessage.parse(message));
    expect(sent.at(-1)).toEqual({ type: 'end', totalSamples: keptSamples });
    const pieces = sent.flatMap((message) => (message.type === 'audio' ? [int16ToFloat32(message.samples)] : []));
    expect(sameToTheBit([joinSamples(pieces)], [heard])).toBe(true);
    expect(capture.events.some((event) => event.type === 'failed')).toBe(false);
  });

  it('says that the microphone is lost when the audio server dies; the file is whole', async () => {
    const { microphone, capture } = await microphoneAndCapture();
    const wavPath = await start(capture);
    await capture.until(() => keptBy(capture) >= 8000);
    const killedAt = performance.now();
    await microphone.killServer();
    expect((await capture.next('failed')).failure.code).toBe('microphone-lost');
    expect(performance.now() - killedAt).toBeLessThan(2000);
    expect(samplesIn(wavPath).length).toBeGreaterThanOrEqual(8000);
  });

  it('closes the file when it is to stop and the source gives nothing any more', async () => {
    const { microphone, capture } = await microphoneAndCapture();
    const wavPath = await start(capture);
    await capture.until(() => keptBy(capture) >= 8000);
    microphone.freezeServer();
    const { keptSamples } = await stop(capture);
    expect(samplesIn(wavPath).length).toBe(keptSamples);
  });

  it('loses nothing that was pushed when it is killed, and goes on where the file ends', async () => {
    const { microphone, capture } = await microphoneAndCapture();
    const wavPath = await start(capture);
    await capture.until(() => keptBy(capture) >= 8000);
    await capture.dispose();
    const kept = (readFileSync(wavPath).length - wavHeaderBytes) / 2;
    expect(kept).toBeGreaterThanOrEqual(8000);
    const next: Capture = new WorkerInNode('src/worker/capture.ts', microphone.environment);
    disposables.push(next);
    next.send({ type: 'start', deviceName: null, wavPath }, true);
    expect(await next.next('started')).toEqual({ type: 'started', firstSample: kept });
    const { keptSamples } = await stop(next);
    expect(samplesIn(wavPath).length).toBe(keptSamples);
  });

  it('takes late what it was too busy to take, and loses none of it', async () => {
    const { microphone, capture } = await microphoneAndCapture();
    const wavPath = await start(capture);
    const playing = playNoise(microphone, 5);
    await capture.until(() => keptBy(capture) >= 24_000);
    process.kill(capture.pid, 'SIGSTOP');
    const played = await playing;
    process.kill(capture.pid, 'SIGCONT');
    await capture.until(() => keptBy(capture) >= 24_000 + played.length);
    const { lostSamples } = await stop(capture);
    const found = delays(samplesIn(wavPath), played);
    expect(Math.max(...found) - Math.min(...found)).toBeLessThanOrEqual(1);
    expect(lostSamples).toBe(0);
  });

  it('stops at once when it is told to while it is still opening', async () => {
    const { capture } = await microphoneAndCapture();
    const wavPath = join(temporaryFolder(), 'audio.wav');
    capture.send({ type: 'start', deviceName: null, wavPath }, true);
    const { keptSamples } = await stop(capture);
    expect(samplesIn(wavPath).length).toBe(keptSamples);
  });

  it('lists the microphones, opens one by its name, and refuses a name that there is not', async () => {
    const { capture } = await microphoneAndCapture();
    capture.send({ type: 'list-devices' });
    const { devices } = await capture.next('devices');
    const [device] = devices;
    expect(devices.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    const wavPath = join(temporaryFolder(), 'audio.wav');
    capture.send({ type: 'start', deviceName: device?.name ?? '', wavPath }, true);
    await capture.next('started');
    await stop(capture);
    capture.send({ type: 'start', deviceName: 'gone', wavPath }, true);
    expect((await capture.next('failed')).failure.code).toBe('microphone-unknown');
  });
});
