import { CommanderError, program } from 'commander';

import { addAdapt } from './adapt';
import { addAugment } from './augment';
import { addBench } from './bench';
import { addCorpus } from './corpus';
import { addDevices } from './devices';
import { addDictate } from './dictate';
import { addDoctor } from './doctor';
import { addEvaluate } from './evaluate';
import { utterVersion } from './installation';
import { registerLanguageModel } from './lm';
import { complain, exitCodes, keepLibrariesOffStdout } from './terminal';
import { registerTrain } from './train';
import { addTranscribe } from './transcribe';

async function main(): Promise<void> {
  keepLibrariesOffStdout();
  program
    .name('utter')
    .description('Dictation that learns your voice, entirely on your own machine.')
    .version(utterVersion());
  program.exitOverride().showHelpAfterError('(utter --help tells the commands)');
  for (const add of [
    addTranscribe,
    addDictate,
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
  process.stdout.write('', () => process.exit());
}

/** Commander has told the user about its own errors already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  complain(error instanceof Error ? error.message : String(error));
  return exitCodes.failure;
}

void main();
