/**
 * The process that holds the microphone for a command: the sound libraries of some systems write pages to stderr, and a stalled
 * source keeps its process alive for ever. What it does is told by messages; its parent ends it.
 */
import type { Device } from '../../contract/ipc';
import { type Failure, ok, type Result } from '../../contract/result';
import type { OpenMicrophone } from '../../platform/audio/microphone';
import { PortAudioMicrophones } from '../../platform/audio/portAudioMicrophones';

export type ToMicrophone =
  | { readonly type: 'list' }
  | { readonly type: 'open'; readonly deviceName: string | null }
  | { readonly type: 'close' };

export type FromMicrophone =
  | { readonly type: 'listed'; readonly devices: Result<Device[]> }
  | { readonly type: 'opened'; readonly result: Result<null> }
  | { readonly type: 'samples'; readonly samples: Int16Array<ArrayBuffer> }
  | { readonly type: 'lost'; readonly failure: Failure }
  | { readonly type: 'closed' };

const tell = (message: FromMicrophone): void => void process.send?.(message);

let microphone: OpenMicrophone | null = null;

async function answer(message: ToMicrophone): Promise<void> {
  if (message.type === 'list') tell({ type: 'listed', devices: await listDevices() });
  else if (message.type === 'open') tell({ type: 'opened', result: await open(message.deviceName) });
  else {
    await microphone?.close();
    tell({ type: 'closed' });
  }
}

async function listDevices(): Promise<Result<Device[]>> {
  const microphones = await PortAudioMicrophones.load();
  return microphones.ok ? microphones.value.list() : microphones;
}

async function open(deviceName: string | null): Promise<Result<null>> {
  const microphones = await PortAudioMicrophones.load();
  if (!microphones.ok) return microphones;
  const opened = microphones.value.open(deviceName, {
    samples: (samples) => {
      tell({ type: 'samples', samples });
    },
    lost: (failure) => {
      tell({ type: 'lost', failure });
    },
  });
  if (!opened.ok) return opened;
  microphone = opened.value;
  return ok(null);
}

process.on('message', (message: ToMicrophone) => {
  answer(message).catch((error: unknown) => {
    tell({ type: 'lost', failure: { code: 'microphone-lost', message: `The microphone failed: ${String(error)}.` } });
  });
});
// Ctrl+C in a terminal reaches this process too; the last samples are still to be told.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  process.exit();
});
