import { join } from 'node:path';

import { z } from 'zod';

import type { Result } from '../../contract/result';
import { readJsonFile, writeJsonFile } from '../../platform/files/jsonFile';

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
export type Bounds = z.infer<typeof Bounds>;

const WindowState = z.strictObject({ version: z.literal(1), bounds: Bounds, isMaximized: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

/** Where the window was when it was closed last; null the first time, and when the file is not to be understood. */
export async function readWindowState(folder: string): Promise<WindowState | null> {
  const read = await readJsonFile(join(folder, 'window.json'), WindowState, 10_000);
  return read.found === 'value' ? read.value : null;
}

export function writeWindowState(folder: string, state: WindowState): Promise<Result<undefined>> {
  return writeJsonFile(join(folder, 'window.json'), state);
}

/** The smallest part of the window that must be on a screen for it to be taken hold of. */
const grip = 100;

/** True when a window with these bounds can be seen and moved on one of the screens; a screen may have gone since. */
export function isWithinReach(bounds: Bounds, screens: readonly Bounds[]): boolean {
  return screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return width >= grip && height >= grip;
  });
}
