import { CommanderError, program } from 'commander';

import { addAdapt } from './commands/adapt';
import { addAugment } from './commands/augment';
import { addBench } from './commands/bench';
import { addControl } from './commands/control';
import { addCorpus } from './commands/corpus';
import { addDevices } from './commands/devices';
import { addDictate } from './commands/dictate';
import { addDoctor } from './commands/doctor';
import { addEvaluate } from './commands/evaluate';
import { registerTrain } from './commands/train';
import { addTranscribe } from './commands/transcribe';
import { utterVersion } from './installation';
import { registerLanguageModel } from './languageModel/lm';
import { outputWritten, watchOutput, writeOut } from './terminal/output';
import { complain, exitCodes, keepLibrariesOffStdout } from './terminal/terminal';

async function main(): Promise<void> {
  watchOutput();
  keepLibrariesOffStdout();
  program
    .name('utter')
    .description('Dictation that learns your voice, entirely on your own machine.')
    .version(utterVersion());
  program.configureOutput({ writeOut });
  program.exitOverride().showHelpAfterError('(utter --help tells the commands)');
  for (const add of [
    addTranscribe,
    addDictate,
    addControl,
    addDevices,
    addEvaluate,
    addBench,
    registerTrain,
    addAdapt,
    addAugment,
    addCorpus,
    registerLanguageModel,
    addDoctor,
  ])
    add(program);
  try {
    await program.parseAsync();
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
