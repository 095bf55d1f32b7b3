import { resolve } from 'node:path';

import { type Command, InvalidArgumentError } from 'commander';

import { ok, type Result } from '../../contract/result';
import { mixModels } from '../../core/languageModel/mix';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { pruneModel } from '../../core/languageModel/prune';
import { loadLanguageModel, saveLanguageModel } from '../../platform/languageModel/languageModelFile';
import { wholeNumber } from '../recognition/recognition';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, print } from '../terminal/terminal';

interface MergeOptions {
  readonly output: string;
  readonly shares: readonly number[];
  readonly ngrams?: number;
  readonly force?: true;
}

export function addMerge(command: Command): void {
  command
    .command('merge')
    .description('make one language model of several, each with its share, and as small as it is to be')
    .argument('<model...>', 'compact models, or ARPA files')
    .requiredOption('--output <file>', 'the compact model')
    .requiredOption(
      '--shares <numbers>',
      'the share of each model, in their order; together they are taken for 1',
      shareList,
    )
    .option('--ngrams <count>', 'keep so many n-grams of two words and more: those that tell the most', wholeNumber)
    .addOption(forceOption())
    .action(async (models: string[], options: MergeOptions) => {
      process.exitCode = await merge(models, options);
    });
}

function shareList(text: string): number[] {
  const shares = text.split(',').map((field) => (field.trim() === '' ? NaN : Number(field)));
  if (!shares.every((share) => share > 0 && share < Infinity))
    throw new InvalidArgumentError('numbers above 0, such as 0.5,0.3,0.2');
  return shares;
}

async function merge(paths: readonly string[], { output, shares, ngrams, force }: MergeOptions): Promise<number> {
  if (shares.length !== paths.length) {
    complain(`${paths.length} models have ${shares.length} shares: each needs one.`);
    return exitCodes.usage;
  }
  const writable = await checkOutput(output, force === undefined ? {} : { force });
  if (!writable.ok) return failWith(writable.error);
  const merged = mergeAll(paths, shares);
  if (!merged.ok) return failWith(merged.error);
  const model = ngrams === undefined ? merged.value : pruneModel(merged.value, ngrams);
  const saved = await saveLanguageModel(output, model);
  if (!saved.ok) return failWith(saved.error);
  print(countsOf(model));
  return exitCodes.ok;
}

function mergeAll(
  [path = '', ...others]: readonly string[],
  [first = 1, ...rest]: readonly number[],
): Result<NgramModel> {
  const read = loadLanguageModel(resolve(path));
  if (!read.ok) return read;
  let [merged, sum] = [read.value.model, first];
  for (const [index, other] of others.entries()) {
    const own = loadLanguageModel(resolve(other));
    if (!own.ok) return own;
    const share = rest[index] ?? 1;
    sum += share;
    merged = mixModels(merged, own.value.model, share / sum, { byContext: true });
    complain(`${other}: ${countsOf(merged)} so far`);
  }
  return ok(merged);
}

export const countsOf = (model: NgramModel): string =>
  model.orders.map(({ words }, i) => `${words.length} ${i + 1}-grams`).join(', ');
