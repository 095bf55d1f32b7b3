import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

/** Before all tests: the app has been built, and there is a display to show it on. Returns what takes the display away. */
async function prepare(): Promise<() => void> {
  if (!existsSync('out/main/index.js')) throw new Error('the app is not built: run `npx electron-vite build`');
  if (process.platform !== 'linux' || process.env['DISPLAY'] !== undefined) return () => undefined;
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const numbers = display.stdio[3];
  if (numbers === null || numbers === undefined) throw new Error('Xvfb was started without the pipe for its number');
  const [number] = (await once(numbers, 'data')) as [Buffer];
  process.env['DISPLAY'] = `:${number.toString().trim()}`;
  return () => {
    display.kill();
  };
}

// Playwright reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default prepare;
