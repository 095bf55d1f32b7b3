import { CommanderError } from 'commander';

import { addCommands, utterProgram } from './commands';
import { outputWritten, watchOutput, writeOut } from './terminal/output';
import { complain, exitCodes, keepLibrariesOffStdout } from './terminal/terminal';

async function main(): Promise<void> {
  watchOutput();
  keepLibrariesOffStdout();
  const program = utterProgram()
    .configureOutput({ writeOut })
    .exitOverride()
    .showHelpAfterError('(utter --help tells the commands)');
  await addCommands(program, process.argv[2]);
  try {
    // Within Electron commander would take the first word for the program.
    await program.parseAsync(process.argv, { from: 'node' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
  // Open devices and native threads would keep the process alive; what was printed is written out first.
  await outputWritten();
  process.exit();
}

/** Commander has told the user about its own errors already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  complain(error instanceof Error ? error.message : String(error));
  return exitCodes.failure;
}

void main();
