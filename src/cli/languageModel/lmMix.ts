import { dirname, join, resolve } from 'node:path';

import { type Command, InvalidArgumentError } from 'commander';

import { kindsOf } from '../../platform/files/fileKinds';
import { mixDocuments } from '../../platform/languageModel/documents';
import { bundledModelPath, encodingOption } from '../recognition/recognition';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, print } from '../terminal/terminal';

interface MixOptions {
  readonly base: string;
  readonly output: string;
  readonly weight?: number;
  readonly encoding?: string;
  readonly force?: true;
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
    .addOption(encodingOption())
    .addOption(forceOption())
    .action(async (documents: string[], options: MixOptions) => {
      process.exitCode = await mix(documents, options);
    });
}

async function mix(documents: readonly string[], options: MixOptions): Promise<number> {
  const { base, output, weight, encoding } = options;
  const writable = await checkOutput(output, options);
  if (!writable.ok) return failWith(writable.error);
  const learnt = await mixDocuments({
    basePath: resolve(base),
    documents,
    outputPath: resolve(output),
    encoding,
    ...(weight !== undefined && { weight }),
  });
  if (!learnt.ok) return failWith(learnt.error);
  const { documents: count, words, newWords, leftOut } = learnt.value;
  for (const kind of kindsOf(leftOut)) complain(`left out ${kind}`);
  print(`${count} documents, ${words} words, ${newWords.length} of them new: ${newWords.slice(0, 20).join(', ')}`);
  return exitCodes.ok;
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('a share between 0 and 1, such as 0.25');
  return value;
}
