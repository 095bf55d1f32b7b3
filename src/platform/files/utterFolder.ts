import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The folder with Utter's package.json: a checkout, or the archive of the installed app. */
export const utterFolder = folderAbove(__dirname);

/** What comes with Utter: models, sentences to read, a recording. The installed app has it beside its archive. */
export const resourcesFolder =
  basename(utterFolder) === 'app.asar' ? dirname(utterFolder) : join(utterFolder, 'resources');

/**
 * A program of Utter that is a process of its own: its source, where it stands in the folder of whoever starts it, else its bundle.
 *
 * @param name of the file, without an ending
 */
export function programPath(folder: string, name: string): string {
  const source = join(folder, `${name}.ts`);
  return existsSync(source) ? source : join(utterFolder, 'out', 'main', `${name}.js`);
}

function folderAbove(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'package.json')) ? folder : folderAbove(above);
}
