import { spawnSync } from 'node:child_process';

const isRoot = process.getuid?.() === 0;

/**
 * The words in front of a program that run it where there is no network but the machine's own interface: in a name space without any route.
 * Of Linux alone; who is not root becomes it in there, where the system lets users make name spaces.
 */
export const withoutRoute = [
  ...['unshare', '--net', ...(isRoot ? [] : ['--map-root-user'])],
  ...['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'],
];

/** Whether this machine makes such name spaces. */
export function hasNameSpaces() {
  const [command, ...words] = [...withoutRoute, 'true'];
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
