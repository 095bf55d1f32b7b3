import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const project = join(__dirname, '../..');

/** The command line in a process of its own, as people run it. @param input what is piped in  @param root another checkout */
export function utter(parameters: readonly string[], input?: Uint8Array, root = project): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', ...parameters], { cwd: root });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
