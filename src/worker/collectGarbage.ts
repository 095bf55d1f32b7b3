import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Gives back at once what nothing refers to any more, which V8 would leave for minutes: a model as it was read, 150 MB of numbers that are
 * garbage when the backend has them, is to it a few small objects. Electron passes no flags of V8 to a utility process, so it is set here.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  collect ??= runInNewContext('gc') as () => void;
  collect();
}
