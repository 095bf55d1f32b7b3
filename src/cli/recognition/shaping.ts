import { type Command, Option } from 'commander';
import { z } from 'zod';

import { defaultShaping } from '../../contract/defaultShaping';
import { fail, ok, type Result } from '../../contract/result';
import { type NumberStyle, numberStyles, SpokenCommand } from '../../contract/shaping';
import type { ShapingRules } from '../../core/shaping/rules';
import { readJsonFile } from '../../platform/files/jsonFile';
import { readVocabularyFile } from '../../platform/recognition/vocabularyFile';

/** What the options of `addShapingOptions` give. */
export interface ShapingOptions {
  readonly shape?: boolean;
  readonly commands?: string;
  readonly numbers?: NumberStyle;
  /** Of the recognition; its terms are written as they stand there. */
  readonly vocabulary?: string;
  readonly encoding?: string;
}

const maximumBytes = 1_000_000;

/** @param isOn whether text is shaped where nothing is said about it */
export function addShapingOptions(command: Command, isOn: boolean): Command {
  const sentences =
    'sentences, with the marks that are heard, capitals and numbers, and with spoken commands ("comma", "new line", "scratch that") obeyed';
  const onOrOff = isOn
    ? new Option('--no-shape', `write the words alone, as they were heard, in place of ${sentences}`)
    : new Option('--shape', `write ${sentences}; without it the words alone are written, as they were heard`);
  return command
    .addOption(onOrOff)
    .option('--commands <file>', 'a JSON list of spoken commands in place of the one that comes with Utter')
    .addOption(
      new Option('--numbers <style>', 'as words, from ten on in digits, all in digits (default: "ten")').choices(
        numberStyles,
      ),
    )
    .hook('preAction', (_, chosen) => {
      const { shape, commands, numbers }: ShapingOptions = chosen.opts();
      if (shape === true) return;
      const needed = isOn ? 'do not go with --no-shape' : 'need --shape';
      if (commands !== undefined || numbers !== undefined) chosen.error(`error: --commands and --numbers ${needed}`);
    });
}

/** Null where text is not to be shaped. */
export async function readShaping(options: ShapingOptions): Promise<Result<ShapingRules | null>> {
  const { shape, commands, numbers = defaultShaping.numbers, vocabulary: path, encoding } = options;
  if (shape !== true) return ok(null);
  const vocabulary = path === undefined ? ok([]) : await readVocabularyFile(path, encoding);
  if (!vocabulary.ok) return vocabulary;
  const rules = { ...defaultShaping, numbers, vocabulary: vocabulary.value };
  if (commands === undefined) return ok(rules);
  const read = await readJsonFile(commands, z.array(SpokenCommand), maximumBytes);
  if (read.found === 'value') return ok({ ...rules, commands: read.value });
  const reason = read.found === 'nothing' ? 'there is no such file' : read.reason;
  return fail('config-invalid', `${commands} is not a list of spoken commands: ${reason}.`);
}
