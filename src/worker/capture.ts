import type { Device } from '../contract/ipc';
import { ok, type Result } from '../contract/result';
import { CaptureCommand, type CaptureEvent } from '../contract/workerMessages';
import { PortAudioMicrophones } from '../platform/audio/portAudioMicrophones';
import { PulseMicrophones } from '../platform/audio/pulseMicrophones';
import { ArmedMicrophones } from './armedMicrophones';
import { Capturing } from './capturing';
import { collectGarbage } from './collectGarbage';
import { type AudioPort, type Post, serveMain } from './port';

// Entry of the capture process: wiring only.

/** Where nothing is asked for so long, nobody is speaking. */
const idleMilliseconds = 200;

/**
 * V8 keeps a table of the memory behind arrays, which it empties when it looks through all of the heap, and of one that hardly grows it does that
 * seldom: each chunk of the microphone would add to it for a quarter of an hour. Takes some milliseconds, in which chunks wait.
 */
const collectionMilliseconds = 5 * 60_000;

const microphones = loadMicrophones();
let isAsked = false;
let capturing: Capturing | null = null;

// The first question takes twice as long as the next: better now than when the user speaks. One that is started in mid-take opens its microphone instead.
setTimeout(() => {
  void microphones.then((loaded) => !isAsked && loaded.ok && loaded.value.list());
}, idleMilliseconds);

setInterval(collectGarbage, collectionMilliseconds);

serveMain<CaptureCommand, CaptureEvent>(CaptureCommand, async (command, post, port) => {
  isAsked = true;
  switch (command.type) {
    case 'list-devices':
      post(eventOf(await list()));
      break;
    case 'arm': {
      const armed = await arm(command.deviceName, post);
      if (!armed.ok) post({ type: 'failed', failure: armed.error });
      break;
    }
    case 'start': {
      const started = await start(command, post, port);
      if (started.ok) capturing = started.value;
      else post({ type: 'failed', failure: started.error });
      break;
    }
    case 'reconnect':
      capturing?.reconnect(port);
      break;
    case 'stop':
      await capturing?.stop();
      break;
  }
});

async function loadMicrophones(): Promise<Result<ArmedMicrophones>> {
  const loaded = await PortAudioMicrophones.load();
  if (!loaded.ok) return loaded;
  const named = process.platform === 'linux' ? new PulseMicrophones(loaded.value) : loaded.value;
  return ok(new ArmedMicrophones(named));
}

async function arm(deviceName: string | null, post: Post<CaptureEvent>): Promise<Result<undefined>> {
  const loaded = await microphones;
  if (!loaded.ok) return loaded;
  return loaded.value.arm(deviceName, (failure) => {
    post({ type: 'failed', failure });
  });
}

async function list(): Promise<Result<Device[]>> {
  const loaded = await microphones;
  return loaded.ok ? loaded.value.list() : loaded;
}

const eventOf = (devices: Result<Device[]>): CaptureEvent =>
  devices.ok ? { type: 'devices', devices: devices.value } : { type: 'failed', failure: devices.error };

async function start(
  command: Extract<CaptureCommand, { type: 'start' }>,
  post: Post<CaptureEvent>,
  port: AudioPort | null,
): Promise<Result<Capturing>> {
  const loaded = await microphones;
  return loaded.ok ? Capturing.start(loaded.value, command, port, post) : loaded;
}
