import type { Command } from 'commander';

import { listDevices } from '../recognition/forkedMicrophones';
import { exitCodes, failWith, print, printJson } from '../terminal/terminal';

export function addDevices(program: Command): void {
  program
    .command('devices')
    .description('list the microphones; * marks the default')
    .option('--json', 'print one JSON object: {devices: [{id, name, isDefault}]}')
    .action(async (options: { readonly json?: true }) => {
      process.exitCode = await showDevices(options.json ?? false);
    });
}

async function showDevices(isJson: boolean): Promise<number> {
  const devices = await listDevices();
  if (!devices.ok) return failWith(devices.error);
  if (isJson) printJson({ devices: devices.value });
  else for (const { name, isDefault } of devices.value) print(`${isDefault ? '*' : ' '} ${name}`);
  if (!isJson && devices.value.length === 0) print('No microphone was found.');
  return exitCodes.ok;
}
