import type { DescribedCommand, DescribedOption, Typed } from './described';

/** Completion for bash: a function that knows from the words before which command it is in. */
export function bashCompletion(commands: readonly DescribedCommand[]): string {
  const steps = commands.filter(({ words }) => words.length > 0);
  const values = commands.flatMap(({ words, options }) =>
    options
      .filter(({ typed }) => typed.kind !== 'nothing')
      .map(
        ({ names, typed }) =>
          `    ${names.map((name) => `'${[...words, name].join(' ')}'`).join('|')}) ${bashTyped(typed)}; return ;;`,
      ),
  );
  return `# bash completion for utter
_utter() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command='' word words='' files=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case "\${command:+$command }$word" in
    ${steps.map(({ words }) => `'${words.join(' ')}'`).join('|')}) command="\${command:+$command }$word" ;;
    esac
  done
  COMPREPLY=()
  case "\${command:+$command }$before" in
${values.join('\n')}
  esac
  case "$command" in
${commands.map(bashCommand).join('\n')}
  esac
  [[ $current == -* || -z $files ]] || _utter_files
  COMPREPLY+=($(compgen -W "$words" -- "$current"))
}
_utter_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _utter utter
`;
}

const wordsOf = ({ below, options }: DescribedCommand): string =>
  [...below, ...options.flatMap(({ names }) => names)].join(' ');

const bashCommand = (command: DescribedCommand): string =>
  `    '${command.words.join(' ')}') words='${wordsOf(command)}'${command.takesFiles ? ' files=1' : ''} ;;`;

function bashTyped(typed: Typed): string {
  if (typed.kind === 'choice') return `COMPREPLY=($(compgen -W '${typed.choices.join(' ')}' -- "$current"))`;
  return typed.kind === 'file' ? '_utter_files' : ':';
}

/** Completion for zsh: a function for each command, in the words of _arguments. */
export function zshCompletion(commands: readonly DescribedCommand[]): string {
  return `#compdef utter
${commands.map((command) => zshFunction(command, commands)).join('\n')}
_utter "$@"
`;
}

/** The commands that stand a word deeper. */
const belowOf = ({ words }: DescribedCommand, commands: readonly DescribedCommand[]): DescribedCommand[] =>
  commands.filter((each) => each.words.slice(0, -1).join() === words.join() && each.words.length > words.length);

const zshName = (words: readonly string[]): string => ['_utter', ...words].join('_');

function zshFunction(command: DescribedCommand, commands: readonly DescribedCommand[]): string {
  const options = command.options.flatMap(zshOption);
  const name = zshName(command.words);
  if (command.below.length === 0)
    return `${name}() {\n  _arguments -s ${[...options, command.takesFiles ? "'*:file:_files'" : "'*: :'"].join(' \\\n    ')}\n}`;
  const below = belowOf(command, commands);
  const described = below.map(({ words, description }) => `      '${words.at(-1)}:${zshText(description)}'`).join('\n');
  const cases = below.map(({ words }) => `      ${words.at(-1)}) ${zshName(words)} ;;`).join('\n');
  return `${name}() {
  local context state line
  typeset -A opt_args
  _arguments -C ${options.join(' \\\n    ')} '1: :->command' '*:: :->argument'
  case $state in
  command)
    local -a commands=(
${described}
    )
    _describe command commands ;;
  argument)
    case $line[1] in
${cases}
    esac ;;
  esac
}`;
}

/** Within single quotes, where a colon parts and a bracket ends a description. */
const zshText = (text: string): string =>
  text.replaceAll("'", "'\\''").replaceAll(':', '\\:').replace(/[[\]]/gu, '\\$&');

function zshOption({ names, description, typed }: DescribedOption): string[] {
  const end = { nothing: '', word: ':value: ', file: ':file:_files', choice: '' }[typed.kind];
  const choices = typed.kind === 'choice' ? `:value:(${typed.choices.join(' ')})` : '';
  return names.map((name) => `'${name}[${zshText(description)}]${end}${choices}'`);
}

/** Completion for fish: a line for each thing that can be typed. */
export function fishCompletion(commands: readonly DescribedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const where = fishPlace(command);
    const below = belowOf(command, commands).map(
      ({ words, description }) => `${where} -a ${words.at(-1)} -d ${fishText(description)}`,
    );
    return [
      ...(command.takesFiles ? [`${where} -F`] : []),
      ...below,
      ...command.options.map((option) => `${where} ${fishOption(option)}`),
    ];
  });
  return ['complete -c utter -f', ...lines, ''].join('\n');
}

/** In a command while none below it has been typed. */
function fishPlace({ words, below }: DescribedCommand): string {
  const conditions = [
    ...words.map((word) => `__fish_seen_subcommand_from ${word}`),
    ...(below.length > 0 ? [`not __fish_seen_subcommand_from ${below.join(' ')}`] : []),
  ];
  return `complete -c utter -n '${conditions.join('; and ')}'`;
}

const fishText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function fishOption({ names, description, typed }: DescribedOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const value = {
    nothing: [],
    word: ['-x'],
    file: ['-r', '-F'],
    choice: typed.kind === 'choice' ? ['-x', '-a', fishText(typed.choices.join(' '))] : [],
  }[typed.kind];
  return [...flags, ...value, '-d', fishText(description)].join(' ');
}
