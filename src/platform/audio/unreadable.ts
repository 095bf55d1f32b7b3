import { fail, type Result } from '../../contract/result';

export const unreadable = (name: string, reason: string): Result<never> =>
  fail('audio-unreadable', `“${name}” cannot be read: ${reason}.`);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'access to it is denied',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  EIO: 'the disk that it lies on cannot be read there',
  ENOSPC: 'there is no room for what comes through the pipe',
};

/** What the system said, in words. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons[code] ?? `the system says ${code || String(cause)}`;
}
