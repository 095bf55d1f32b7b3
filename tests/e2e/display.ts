import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts a display of its own and names it in the environment; elsewhere than on Linux the user's is used. Returns what takes it away. */
export async function startDisplay(): Promise<() => void> {
  if (process.platform !== 'linux') return () => undefined;
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  try {
    await once(display, 'spawn');
  } catch (cause) {
    throw new Error('the end-to-end tests show windows on displays of their own, and Xvfb is not installed', { cause });
  }
  const numbers = display.stdio[3];
  if (numbers === null || numbers === undefined) throw new Error('Xvfb was started without the pipe for its number');
  const [number] = (await once(numbers, 'data')) as [Buffer];
  process.env['DISPLAY'] = `:${number.toString().trim()}`;
  return () => {
    display.kill();
  };
}
