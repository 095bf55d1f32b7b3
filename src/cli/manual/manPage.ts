import type { Command } from 'commander';

/** The manual page of a program with all its commands, in the language of man(7). */
export function manPage(program: Command): string {
  const name = program.name();
  const version = program.version() ?? '';
  return [
    `.TH ${name.toUpperCase()} 1 "" "Utter ${version}" "Utter"`,
    section('NAME', `${name} \\- ${escaped(withoutStop(program.description()))}`),
    section('SYNOPSIS', `.B ${name}\n.I command\n.RI [ options ]`),
    section('OPTIONS', optionsOf(program)),
    ...program.commands.flatMap((command) => commandsOf(command, [name])),
    section(
      'EXIT STATUS',
      'Zero for success, one where something could not be done, two for a command that is written wrong.',
    ),
    section('SEE ALSO', escaped(`"${name} command --help" tells the same of one command.`)),
    '',
  ].join('\n');
}

const section = (title: string, text: string): string => `.SH ${title}\n${text}`;

/** A section for each command that does something itself; of `lm` those below it. */
function commandsOf(command: Command, above: readonly string[]): string[] {
  const words = [...above, command.name()];
  if (command.commands.length > 0) return command.commands.flatMap((below) => commandsOf(below, words));
  const usage = command.usage().replace('[options]', '').trim();
  const head = section(
    words.join(' ').toUpperCase(),
    `.B ${words.join(' ')}\n${escaped(usage)}\n.PP\n${escaped(command.description())}`,
  );
  return [[head, argumentsOf(command), optionsOf(command)].filter((part) => part !== '').join('\n')];
}

const argumentsOf = (command: Command): string =>
  command.registeredArguments
    .filter(({ description }) => description !== '')
    .map((argument) => tagged(argument.name(), argument.description))
    .join('\n');

function optionsOf(command: Command): string {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .map((option) => tagged(option.flags, help.optionDescription(option)))
    .join('\n');
}

const tagged = (tag: string, text: string): string => `.TP\n.B ${escaped(tag)}\n${escaped(text)}`;

const withoutStop = (sentence: string): string => sentence.replace(/\.$/u, '');

/** A hyphen is a minus where it is typed, a backslash begins a request to roff, and so does a dot at the beginning of a line. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gmu, '\\&');
