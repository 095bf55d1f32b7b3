import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

import { packagedPath } from './electronPath';

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const project = join(__dirname, '../..');

/** The command line in a process of its own, as people run it. @param input what is piped in  @param root another checkout  @param env beside that of the tests */
export function utter(parameters: readonly string[], input?: Uint8Array, root = project, env = {}): Promise<Run> {
  const child = start(parameters, root, env);
  const ended = runOf(child);
  child.stdin.end(input);
  return ended;
}

/** As `utter`, stopped by Ctrl-C as soon as it has printed something. */
export function utterUntilText(parameters: readonly string[]): Promise<Run> {
  const child = start(parameters, project);
  child.stdout.once('data', () => child.kill('SIGINT'));
  return runOf(child);
}

/** Where a packaged app is tested, its own command: from the sources another backend may hear, which rounds in another way. */
function start(parameters: readonly string[], root: string, ownEnv = {}): ChildProcessWithoutNullStreams {
  const packaged = packagedPath();
  const env = { ...process.env, ...ownEnv };
  if (packaged === null)
    return spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', ...parameters], { cwd: root, env });
  const script = join(dirname(packaged), 'resources/app.asar/out/main/cli.js');
  return spawn(packaged, [script, ...parameters], { env: { ...env, ELECTRON_RUN_AS_NODE: '1' } });
}

function runOf(child: ChildProcessWithoutNullStreams): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
