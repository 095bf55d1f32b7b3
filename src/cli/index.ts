import { type Command, CommanderError, program } from 'commander';

import { utterVersion } from './installation';
import { outputWritten, watchOutput, writeOut } from './terminal/output';
import { complain, exitCodes, keepLibrariesOffStdout } from './terminal/terminal';

type Load = () => Promise<(program: Command) => void>;

/** The commands, in the order in which the help tells them. To load one and not all takes two thirds of the time. */
const commands: readonly (readonly [names: readonly string[], load: Load])[] = [
  [['transcribe'], async () => (await import('./commands/transcribe')).addTranscribe],
  [['dictate'], async () => (await import('./commands/dictate')).addDictate],
  [['start', 'stop', 'toggle'], async () => (await import('./commands/control')).addControl],
  [['devices'], async () => (await import('./commands/devices')).addDevices],
  [['evaluate'], async () => (await import('./commands/evaluate')).addEvaluate],
  [['bench'], async () => (await import('./commands/bench')).addBench],
  [['train'], async () => (await import('./commands/train')).registerTrain],
  [['adapt'], async () => (await import('./commands/adapt')).addAdapt],
  [['augment'], async () => (await import('./commands/augment')).addAugment],
  [['corpus'], async () => (await import('./commands/corpus')).addCorpus],
  [['lm'], async () => (await import('./languageModel/lm')).registerLanguageModel],
  [['doctor'], async () => (await import('./commands/doctor')).addDoctor],
];

/** The one that is named; all where none is, for the help and for what is written almost right. */
function chosen(word = ''): Load[] {
  const named = commands.filter(([names]) => names.includes(word));
  return (named.length > 0 ? named : commands).map(([, load]) => load);
}

async function main(): Promise<void> {
  watchOutput();
  keepLibrariesOffStdout();
  program
    .name('utter')
    .description('Dictation that learns your voice, entirely on your own machine.')
    .version(utterVersion());
  program.configureOutput({ writeOut });
  program.exitOverride().showHelpAfterError('(utter --help tells the commands)');
  for (const load of chosen(process.argv[2])) (await load())(program);
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
