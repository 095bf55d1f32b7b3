import { Command } from 'commander';

import { utterVersion } from './installation';

type Load = () => Promise<(program: Command) => void>;

/** The commands, in the order in which the help tells them. To load one and not all takes two thirds of the time. */
const commands: readonly (readonly [names: readonly string[], load: Load])[] = [
  [['transcribe'], async () => (await import('./commands/transcribe')).addTranscribe],
  [['dictate'], async () => (await import('./commands/dictate')).addDictate],
  [['open', 'start', 'stop', 'toggle'], async () => (await import('./commands/control')).addControl],
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
function chosen(word: string): Load[] {
  const named = commands.filter(([names]) => names.includes(word));
  return (named.length > 0 ? named : commands).map(([, load]) => load);
}

/** `utter` without its commands, which inherit what is set on it before they are added. */
export const utterProgram = (): Command =>
  new Command('utter')
    .description('Dictation that learns your voice, entirely on your own machine.')
    .version(utterVersion());

/** Adds the command that is named, or all. */
export async function addCommands(program: Command, word = ''): Promise<void> {
  for (const load of chosen(word)) (await load())(program);
  for (const command of program.commands) tellHelpAfterErrors(command, `${program.name()} ${command.name()}`);
}

/** Of a command and of those in it: each names its own help. */
function tellHelpAfterErrors(command: Command, name: string): void {
  command.showHelpAfterError(`(${name} --help tells how it is used)`);
  for (const inner of command.commands) tellHelpAfterErrors(inner, `${name} ${inner.name()}`);
}
