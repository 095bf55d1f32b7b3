import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { lexiconOf } from '../../../../src/core/languageModel/lexiconOf';
import { loadLanguageModel } from '../../../../src/platform/languageModel/languageModelFile';
import { learnWords, modelOfSentences, ownWeight } from '../../../../src/platform/languageModel/ownWords';
import { temporaryFolder } from '../../../support/temporaryFolder';

const base = modelOfSentences(['the dog is here', 'the cat sat on the mat', 'a dog and a cat', 'the mat is here']);
const said = ['grease the axle', 'the pump is here', 'oil the axle', 'the axle is dry'];

describe('ownWeight', () => {
  it('is greater where what the user wrote has the words that were said', () => {
    const ordinary = ['the dog is here', 'the cat sat on the mat', 'the axle is dry', 'a dog and a cat'];
    const alone = ownWeight(base, { written: ['a pump'], said: ordinary });
    expect(alone).toBeLessThan(0.4);
    expect(ownWeight(base, { written: ['the axle is dry and here'], said: ordinary })).toBeGreaterThan(alone);
  });

  it('is nothing where nothing was said, and where only what was said could tell', () => {
    expect(ownWeight(base, { written: ['grease the axle'], said: [] })).toBe(0);
    expect(ownWeight(base, { written: [], said: ['grease the axle', 'grease the axle'] })).toBe(0);
  });
});

describe('learnWords', () => {
  const model = { model: base, lexicon: lexiconOf(base, english) };

  it('writes a model that knows what was written and said, and tells the weight', async () => {
    const path = join(temporaryFolder(), 'own.lm');
    const weight = await learnWords(model, { written: ['a brass valve'], said }, path);
    expect(weight.ok && weight.value).toBeGreaterThan(0.05);
    const learnt = loadLanguageModel(path);
    const words = learnt.ok ? learnt.value.model.vocabulary.words : [];
    expect(words).toEqual(expect.arrayContaining(['valve', 'axle', 'dog']));
  });

  it('writes nothing where there is nothing to learn', async () => {
    const path = join(temporaryFolder(), 'own.lm');
    expect(await learnWords(model, { written: [], said: [] }, path)).toEqual({ ok: true, value: 0 });
    expect(existsSync(path)).toBe(false);
  });
});
