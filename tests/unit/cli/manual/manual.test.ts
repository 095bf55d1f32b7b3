import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';

import { bashCompletion, fishCompletion, zshCompletion } from '../../../../src/cli/manual/completions';
import { describeCommands } from '../../../../src/cli/manual/described';
import { manPage } from '../../../../src/cli/manual/manPage';
import { temporaryFolder } from '../../../support/temporaryFolder';

function program(): Command {
  const utter = new Command('utter').description('Writes.').version('1.2.3');
  const format = new Option('--format <name>', "how it's [written]: as what").choices(['txt', 'srt']);
  const write = utter.command('write').description('write down').argument('<file...>', 'what is heard');
  write
    .addOption(format)
    .option('--list <tsv>', 'a list')
    .option('--minutes <number>', 'how long')
    .option('-q, --quiet', 'say nothing');
  const model = utter.command('lm').description('models');
  model.command('build').description('build one').option('--order <words>', 'the longest');
  model.command('tune').description('tune one');
  return utter;
}

const commands = describeCommands(program());
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

/** What a shell offers for what was typed, the last word unfinished; in a folder with one file. */
function offered(shell: 'bash' | 'fish', typed: readonly string[]): string[] {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'here'));
  writeFileSync(join(folder, 'here/talk.wav'), '');
  const script = join(folder, 'completion');
  writeFileSync(script, shell === 'bash' ? bashCompletion(commands) : fishCompletion(commands));
  const line = ['utter', ...typed];
  const asked =
    shell === 'bash'
      ? `source ${script}; COMP_WORDS=(${line.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${line.length - 1}; _utter; printf '%s\\n' "\${COMPREPLY[@]}"`
      : `source ${script}; complete -C '${line.join(' ')}'`;
  const output = execFileSync(shell, ['-c', asked], { cwd: join(folder, 'here'), encoding: 'utf8' });
  return output
    .split('\n')
    .filter(Boolean)
    .map((word) => word.split('\t')[0] ?? '')
    .sort();
}

describe.each(['bash', 'fish'] as const)('completion for %s', (shell) => {
  const offers = it.runIf(has(shell));

  offers('offers the commands, and below a command those of it', () => {
    expect(offered(shell, ['w'])).toEqual(['write']);
    expect(offered(shell, ['lm', ''])).toEqual(expect.arrayContaining(['build', 'tune']));
    expect(offered(shell, ['lm', 'build', '--o'])).toEqual(['--order']);
  });

  offers('offers the options of the command that was typed, and what can be chosen', () => {
    expect(offered(shell, ['write', '--'])).toEqual(['--format', '--help', '--list', '--minutes', '--quiet']);
    expect(offered(shell, ['write', '--format', ''])).toEqual(['srt', 'txt']);
  });

  offers('offers files where one is meant, and nothing where something else is', () => {
    expect(offered(shell, ['write', 'ta'])).toEqual(['talk.wav']);
    expect(offered(shell, ['write', '--list', 'ta'])).toEqual(['talk.wav']);
    expect(offered(shell, ['write', '--minutes', ''])).toEqual([]);
  });
});

describe('completion for zsh', () => {
  it.runIf(has('zsh'))('is a function that zsh understands, with the commands and their options', () => {
    const path = join(temporaryFolder(), '_utter');
    writeFileSync(path, zshCompletion(commands));
    // Outside of a completion its function can be defined and not be called.
    const defined = execFileSync('zsh', ['-f', '-c', `source ${path} 2>/dev/null; functions _utter_write _utter_lm`]);
    expect(defined.toString()).toContain("--format[how it'\\''s \\[written\\]\\: as what]:value:(txt srt)");
    expect(defined.toString()).toContain('build:build one');
  });
});

describe('manPage', () => {
  it('tells every command that does something, with its arguments, options and what can be chosen', () => {
    const page = manPage(program());
    expect(page).toMatch(/^\.TH UTTER 1 "" "Utter 1\.2\.3"/u);
    expect(page.match(/^\.SH UTTER .*$/gmu)).toEqual(['.SH UTTER WRITE', '.SH UTTER LM BUILD', '.SH UTTER LM TUNE']);
    expect(page).toContain('.TP\n.B \\-\\-minutes <number>\nhow long');
    expect(page).toContain('.TP\n.B file\nwhat is heard');
    expect(page).toContain('choices: "txt", "srt"');
  });

  it('lets no line of a text be taken for a request to roff', () => {
    const page = manPage(new Command('utter').description("'twas\n.so /etc/passwd \\f"));
    expect(page).toContain("\\&'twas\n\\&.so /etc/passwd \\ef");
  });
});
