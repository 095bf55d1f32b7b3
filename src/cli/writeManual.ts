import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addCommands, utterProgram } from './commands';
import { bashCompletion, fishCompletion, zshCompletion } from './manual/completions';
import { describeCommands } from './manual/described';
import { manPage } from './manual/manPage';

/** `node --import tsx src/cli/writeManual.ts FOLDER`: what is written from the definitions of the commands, as packages have it. */
async function main(folder: string): Promise<void> {
  const program = utterProgram();
  await addCommands(program);
  const commands = describeCommands(program);
  mkdirSync(folder, { recursive: true });
  const files = {
    'utter.1': manPage(program),
    'utter.bash': bashCompletion(commands),
    _utter: zshCompletion(commands),
    'utter.fish': fishCompletion(commands),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

void main(process.argv[2] ?? 'dist/manual');
