import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';

import { root } from './paths.mjs';

/**
 * Runs a program to its end, quietly, and gives back what it printed.
 * @param {{ cwd?: string, env?: Record<string, string>, timeoutSeconds?: number, show?: boolean, priority?: number }} options
 *   show: let it write to the terminal as well (then nothing is given back)
 *   priority: of `os.constants.priority`, for the program and all that it starts
 * @returns {Promise<{ ok: boolean, code: number | null, output: string }>} never rejects: a program that is not there has failed
 */
export function run(command, words, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, words, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      timeout: (options.timeoutSeconds ?? 1800) * 1000,
    });
    if (child.pid !== undefined && options.priority !== undefined) setPriority(child.pid, options.priority);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
    child.on('error', (error) => done({ ok: false, code: null, output: `${output}${error.message}` }));
    child.on('close', (code) => done({ ok: code === 0, code, output }));
  });
}

/** Runs npm. Its script where that can be found: on Windows Node refuses to start npm.cmd, and there it lies beside Node. */
export function runNpm(words, options = {}) {
  const places = [process.env.npm_execpath, join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')];
  const script = places.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return script ? run(process.execPath, [script, ...words], options) : run('npm', words, options);
}

/** Whether the shell would find a program of this name. */
export function isInstalled(command) {
  return spawnSync(process.platform === 'win32' ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0;
}

/** Whether a server answers within a few seconds; where it does not, waiting for a download would be waiting for nothing. */
export async function isReachable(url, seconds = 5) {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(seconds * 1000) });
    return answer.ok;
  } catch {
    return false;
  }
}
