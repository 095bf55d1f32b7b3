import type { Device } from '../../contract/ipc';
import { fail, ok, type Result } from '../../contract/result';

/** Whether there is a microphone of this name; where there is none, the failure names those that there are. */
export function namedMicrophone(name: string, devices: readonly Device[]): Result<undefined> {
  if (devices.some((device) => device.name === name)) return ok(undefined);
  const names = [...new Set(devices.map((device) => `“${device.name}”`))];
  if (names.length === 0)
    return fail('microphone-none', `No microphone is called “${name}”: none was found. Connect one and try again.`);
  const those = names.length === 1 ? `There is ${names.join('')}` : `There are ${names.join(', ')}`;
  return fail('microphone-unknown', `No microphone is called “${name}”. ${those}, as "utter devices" lists them.`);
}
