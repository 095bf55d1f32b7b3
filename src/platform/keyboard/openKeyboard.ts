import { fail, ok, type Result } from '../../contract/result';
import type { Keyboard } from './keyboard';
import { NativeKeyboard } from './nativeKeyboard';
import { isInstalled, type KeyProgram, ProgramKeyboard } from './programKeyboard';

/** What decides how keys are pressed. */
export interface Desktop {
  readonly platform: NodeJS.Platform;
  /** Names of environment variables and their values. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isInstalled: (program: string) => boolean;
}

const thisDesktop: Desktop = { platform: process.platform, environment: process.env, isInstalled };

/** Programs that press keys in a session of Wayland, which lets no library do so. */
const waylandPrograms: readonly KeyProgram[] = ['wtype', 'ydotool'];

/** How keys are pressed here: by a program of the system, or `native`; fails with `keys-unavailable`. */
export function chooseKeyboard({ platform, environment, isInstalled: has }: Desktop): Result<KeyProgram | 'native'> {
  if (platform !== 'linux') return ok('native');
  const { WAYLAND_DISPLAY: wayland, XDG_SESSION_TYPE: session, DISPLAY: display } = environment;
  if (session === 'wayland' || (wayland !== undefined && session !== 'x11')) {
    const program = waylandPrograms.find(has);
    return program === undefined
      ? fail('keys-unavailable', 'Under Wayland, typing needs the program wtype or ydotool. Install one of them.')
      : ok(program);
  }
  if (display === undefined || display === '') return fail('keys-unavailable', 'There is no display to type on.');
  return ok(has('xdotool') ? 'xdotool' : 'native');
}

export async function openKeyboard(desktop: Desktop = thisDesktop): Promise<Result<Keyboard>> {
  const chosen = chooseKeyboard(desktop);
  if (!chosen.ok) return chosen;
  return ok(chosen.value === 'native' ? await NativeKeyboard.load() : new ProgramKeyboard(chosen.value));
}
