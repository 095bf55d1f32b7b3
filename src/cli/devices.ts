import type { Command } from 'commander';

import { PortAudioMicrophones } from '../platform/portAudioMicrophones';
import { exitCodes, failWith, print, printJson } from './terminal';

export function addDevices(program: Command): void {
  program
    .command('devices')
    .description('list the microphones; * marks the default')
    .option('--json', 'print one JSON object: {devices: [{id, name, isDefault}]}')
    .action(async (options: { readonly json?: true }) => {
      process.exitCode = await listDevices(options.json ?? false);
    });
}

async function listDevices(isJson: boolean): Promise<number> {
  const microphones = await PortAudioMicrophones.load();
  if (!microphones.ok) return failWith(microphones.error);
  const devices = microphones.value.list();
  if (!devices.ok) return failWith(devices.error);
  if (isJson) printJson({ devices: devices.value });
  else for (const { name, isDefault } of devices.value) print(`${isDefault ? '*' : ' '} ${name}`);
  if (!isJson && devices.value.length === 0) print('No microphone was found.');
  return exitCodes.ok;
}
