import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { loadLanguageModel } from '../../../../src/platform/languageModel/languageModelFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

const golden = join(__dirname, '../../../golden/kenlm/trigram.arpa');

function load(content: string | Uint8Array): ReturnType<typeof loadLanguageModel> {
  const path = join(temporaryFolder(), 'any.lm');
  writeFileSync(path, content);
  return loadLanguageModel(path);
}

const refusalOf = (content: string | Uint8Array): string => {
  const loaded = load(content);
  return loaded.ok ? '' : loaded.error.message;
};

describe('loadLanguageModel', () => {
  it('reads ARPA text, in any of its forms, with a lexicon of its words', () => {
    const text = readFileSync(golden, 'utf8');
    const forms = [text, `\n\n${text}`, text.replaceAll('\n', '\r\n'), Buffer.from(`\ufeff${text}`, 'utf16le')];
    for (const form of forms) {
      const loaded = load(form);
      expect(loaded.ok && loaded.value.model.vocabulary.words).toContain('the');
      expect(loaded.ok && loaded.value.lexicon.nodes.words.length).toBeGreaterThan(100);
    }
  });

  it('names what is wrong with an ARPA file', () => {
    const text = readFileSync(golden, 'utf8');
    expect(refusalOf(text.replace('\\end\\', ''))).toContain('any.lm” is refused: it breaks off before');
    const russian = ['\\data\\', 'ngram 1=3', '', '\\1-grams:', '-99\t<s>', '-1\t</s>', '-1\tдом', '', '\\end\\'];
    expect(refusalOf(russian.join('\n'))).toContain('none of its words can be spelt');
  });

  it.each([
    ['mmap lm http://kheafield.com/code format version 5\n\0', 'binary model of KenLM; name the ARPA file'],
    ['\x1f\x8b\x08', 'compressed with gzip'],
    ['any text', 'it is no language model'],
  ])('tells what %j is', (content, reason) => {
    expect(refusalOf(Buffer.from(content, 'latin1'))).toContain(reason);
  });
});
