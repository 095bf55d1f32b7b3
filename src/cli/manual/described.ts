import type { Argument, Command, Option } from 'commander';

/** What can be typed behind an option, or in the place of an argument. */
export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'word' };

export interface DescribedOption {
  /** As they are typed: "-V", "--version". */
  readonly names: readonly string[];
  readonly description: string;
  readonly typed: Typed;
}

/** A command as a shell completes it. */
export interface DescribedCommand {
  /** Words behind "utter": none for utter itself, two for `utter lm build`. */
  readonly words: readonly string[];
  readonly description: string;
  readonly options: readonly DescribedOption[];
  readonly takesFiles: boolean;
  /** The names of the commands below it. */
  readonly below: readonly string[];
}

/** A command and all below it, itself first. */
export function describeCommands(command: Command, words: readonly string[] = []): DescribedCommand[] {
  const help = command.createHelp();
  const itself: DescribedCommand = {
    words,
    description: command.description(),
    options: help.visibleOptions(command).map(describeOption),
    takesFiles: command.registeredArguments.some((argument) => typedAs(argument).kind === 'file'),
    below: command.commands.map((below) => below.name()),
  };
  return [itself, ...command.commands.flatMap((below) => describeCommands(below, [...words, below.name()]))];
}

function describeOption(option: Option): DescribedOption {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  const isAlone = !option.required && !option.optional;
  return { names, description: option.description, typed: isAlone ? { kind: 'nothing' } : typedAs(option) };
}

/** How the definitions name what is a file or a folder. */
const fileWords = /<?\[?(?:file|tsv|folder|text|source|model|recording|path)/u;

function typedAs(place: Option | Argument): Typed {
  if (place.argChoices !== undefined) return { kind: 'choice', choices: place.argChoices };
  const name = 'flags' in place ? (/[<[].*$/u.exec(place.flags)?.[0] ?? '') : place.name();
  return { kind: fileWords.test(name) ? 'file' : 'word' };
}
