import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import type { Decoder } from '../../../../src/core/decode/decoder';
import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { saveLanguageModel } from '../../../../src/platform/languageModel/languageModelFile';
import { openDecoder } from '../../../../src/platform/recognition/openDecoder';
import { posteriors } from '../../../support/ctc';
import { temporaryFolder } from '../../../support/temporaryFolder';

const rowsOf = (text: string, loudness = 300): number[][] =>
  Array.from(text).map((symbol) =>
    Array.from({ length: english.size }, (_, label) => (label === english.labelOf(symbol) ? loudness : 1)),
  );
/** "the kowry", with an e that is louder than the last letter, even less what its being so common takes from it. */
const rows = rowsOf('the kowry');
rows[8] = Array.from({ length: english.size }, (_, label) => ({ e: 140, y: 40 })[english.symbols[label] ?? ''] ?? 0.1);

function heard(decoder: Decoder): string {
  for (const row of posteriors(rows)) decoder.step(row);
  const words = decoder.finish();
  return words.map(({ text }) => text).join(' ');
}

function opened(options: Parameters<typeof openDecoder>[0]): (terms?: readonly string[]) => Decoder {
  const decoder = openDecoder(options);
  if (!decoder.ok) throw new Error(decoder.error.message);
  return decoder.value.createDecoder;
}

/** Of a few words; its path. */
async function savedLanguageModel(): Promise<string> {
  const path = join(temporaryFolder(), 'english.lm');
  const collector = new TextCollector();
  for (const line of ['the cow', 'the core is here', 'the cow is here']) collector.add(line);
  const vocabulary = collector.vocabulary(1, Infinity);
  const model = estimateKneserNey(vocabulary, collector.count(2, vocabulary).orders(), { pruneUpTo: [] });
  expect(await saveLanguageModel(path, model)).toMatchObject({ ok: true });
  return path;
}

describe('openDecoder', () => {
  it('prefers the terms of a session, else those that it was opened with', () => {
    const modelPath = join(temporaryFolder(), 'english.utter');
    const createDecoder = opened({ modelPath, terms: ['Kowry!'] });
    expect(heard(createDecoder())).toBe('the kowry');
    expect(heard(createDecoder([]))).toBe('the kowre');
    expect(heard(createDecoder(['the kowry']))).toBe('the kowry');
  });

  it('spells a term that the language model beside the model does not know', async () => {
    const modelPath = join(dirname(await savedLanguageModel()), 'english.utter');
    const createDecoder = opened({ modelPath });
    expect(heard(createDecoder())).not.toContain('kowry');
    expect(heard(createDecoder(['Kowry']))).toBe('the kowry');
  });

  it('says which words neither the language model nor the terms have', async () => {
    const modelPath = join(temporaryFolder(), 'english.utter');
    const createDecoder = opened({ modelPath, languageModelPath: await savedLanguageModel() });
    const listedBy = (decoder: Decoder, text: string): boolean[] => {
      for (const row of posteriors(rowsOf(text, 1e6))) decoder.step(row);
      return decoder.finish().map(({ isUnlisted = false }) => !isUnlisted);
    };
    expect(listedBy(createDecoder(), 'the kowry is thecowis')).toEqual([true, false, true, false]);
    expect(listedBy(createDecoder(['Kowry']), 'the kowry is thecowis')).toEqual([true, true, true, false]);
    expect(listedBy(opened({ modelPath })(), 'thecowis')).toEqual([true]);
  });

  it('leaves out terms that cannot be spelt', () => {
    const createDecoder = opened({ modelPath: join(temporaryFolder(), 'english.utter') });
    expect(heard(createDecoder(['4711', '', '…']))).toBe('the kowre');
  });

  it('says when the language model that was asked for is not there', () => {
    expect(openDecoder({ modelPath: 'x', languageModelPath: '/nowhere/english.lm' })).toMatchObject({
      ok: false,
      error: { code: 'model-missing' },
    });
  });
});
