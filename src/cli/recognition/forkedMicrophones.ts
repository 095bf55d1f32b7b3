import { type ChildProcess, fork } from 'node:child_process';

import type { Device } from '../../contract/ipc';
import { fail, failures, ok, type Result } from '../../contract/result';
import type { MicrophoneListeners, OpenMicrophone } from '../../platform/audio/microphone';
import { programPath } from '../../platform/files/utterFolder';
import type { FromMicrophone, ToMicrophone } from './microphoneProcess';

/** Longer than the process itself waits for a stalled source. */
const closeMilliseconds = 2000;

/** The microphones that PortAudio finds, seen from another process. */
export async function listDevices(): Promise<Result<Device[]>> {
  const child = forkMicrophone();
  try {
    send(child, { type: 'list' });
    const message = await nextMessage(child, 'listed');
    return (
      message?.devices ?? fail('microphone-none', 'The sound system of this machine cannot be asked for microphones.')
    );
  } finally {
    child.kill('SIGKILL');
  }
}

/** @param deviceName null for the system's default */
export async function openMicrophone(
  deviceName: string | null,
  listeners: MicrophoneListeners,
): Promise<Result<OpenMicrophone>> {
  const child = forkMicrophone();
  let isOver = false;
  const lose: MicrophoneListeners['lost'] = (failure) => {
    if (!isOver) listeners.lost(failure);
    isOver = true;
  };
  child.on('message', (message: FromMicrophone) => {
    if (message.type === 'samples') listeners.samples(message.samples);
    if (message.type === 'lost') lose(message.failure);
  });
  send(child, { type: 'open', deviceName });
  const message = await nextMessage(child, 'opened');
  const result = message?.result ?? fail('microphone-denied');
  if (!result.ok) {
    child.kill('SIGKILL');
    return result;
  }
  child.once('exit', () => {
    lose({ code: 'microphone-lost', message: failures['microphone-lost'] });
  });
  return ok({
    async close(): Promise<void> {
      isOver = true;
      send(child, { type: 'close' });
      await nextMessage(child, 'closed', closeMilliseconds);
      child.kill('SIGKILL');
    },
  });
}

const forkMicrophone = (): ChildProcess =>
  fork(programPath(__dirname, 'microphoneProcess'), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });

function send(child: ChildProcess, message: ToMicrophone): void {
  if (child.connected) child.send(message);
}

/** The next message of a type, or null where the process ends first or lets the time pass. */
function nextMessage<Type extends FromMicrophone['type']>(
  child: ChildProcess,
  type: Type,
  withinMilliseconds = 20_000,
): Promise<Extract<FromMicrophone, { readonly type: Type }> | null> {
  return new Promise((resolve) => {
    const finish = (message: Extract<FromMicrophone, { readonly type: Type }> | null): void => {
      clearTimeout(timer);
      child.off('message', listen);
      child.off('exit', giveUp);
      resolve(message);
    };
    const isWanted = (message: FromMicrophone): message is Extract<FromMicrophone, { readonly type: Type }> =>
      message.type === type;
    const listen = (message: FromMicrophone): void => {
      if (isWanted(message)) finish(message);
    };
    const giveUp = (): void => {
      finish(null);
    };
    const timer = setTimeout(giveUp, withinMilliseconds);
    child.on('message', listen);
    child.once('exit', giveUp);
  });
}
