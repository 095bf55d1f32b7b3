import { dirname, join, resolve } from 'node:path';

import { type Command, InvalidArgumentError } from 'commander';

import { mixDocuments } from '../../platform/languageModel/documents';
import { bundledModelPath } from '../recognition/recognition';
import { exitCodes, failWith, print } from '../terminal/terminal';

interface MixOptions {
  readonly base: string;
  readonly output: string;
  readonly weight?: number;
}

export function addMix(command: Command): void {
  command
    .command('mix')
    .description('teach a language model your own documents; use it with --language-model')
    .argument('<document...>', 'text files, or folders of .txt and .md files')
    .requiredOption('--output <file>', 'the language model that is written')
    .option(
      '--base <file>',
      'the language model that they are mixed with',
      join(dirname(bundledModelPath), 'english.lm'),
    )
    .option('--weight <share>', 'the share of the documents, between 0 and 1', share)
    .action(async (documents: string[], { base, output, weight }: MixOptions) => {
      const learnt = await mixDocuments({
        basePath: resolve(base),
        documents,
        outputPath: resolve(output),
        ...(weight !== undefined && { weight }),
      });
      if (!learnt.ok) {
        process.exitCode = failWith(learnt.error);
        return;
      }
      const { documents: count, words, newWords } = learnt.value;
      print(`${count} documents, ${words} words, ${newWords.length} of them new: ${newWords.slice(0, 20).join(', ')}`);
      process.exitCode = exitCodes.ok;
    });
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('a share between 0 and 1, such as 0.25');
  return value;
}
