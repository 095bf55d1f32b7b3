import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { estimateKneserNey } from '../../../../src/core/languageModel/kneserNey';
import { TextCollector } from '../../../../src/core/languageModel/textCollector';
import { mixDocuments } from '../../../../src/platform/languageModel/documents';
import { loadLanguageModel, saveLanguageModel } from '../../../../src/platform/languageModel/languageModelFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function folderWithBase(): Promise<{ folder: string; basePath: string; outputPath: string }> {
  const folder = temporaryFolder();
  const collector = new TextCollector();
  for (const line of ['the dog is here', 'the cat sat on the mat', 'a dog and a cat']) collector.add(line);
  const vocabulary = collector.vocabulary(1, Infinity);
  const model = estimateKneserNey(vocabulary, collector.count(3, vocabulary).orders(), { pruneUpTo: [] });
  const basePath = join(folder, 'base.lm');
  expect(await saveLanguageModel(basePath, model)).toMatchObject({ ok: true });
  return { folder, basePath, outputPath: join(folder, 'mixed.lm') };
}

describe('mixDocuments', () => {
  it('learns the words of all texts of a folder, and leaves the base as it is', async () => {
    const { folder, basePath, outputPath } = await folderWithBase();
    const documents = join(folder, 'documents');
    mkdirSync(join(documents, 'old'), { recursive: true });
    writeFileSync(join(documents, 'pump.md'), '# The Pump\n\nGrease the axle. The axle is here.');
    writeFileSync(join(documents, 'old', 'note.txt'), 'The axle sat on the pump!');
    writeFileSync(join(documents, 'OLD.TXT'), 'A pump.');
    writeFileSync(join(documents, 'picture.png'), 'no words');
    expect(await mixDocuments({ basePath, documents: [documents], outputPath })).toEqual({
      ok: true,
      value: {
        documents: 3,
        words: 17,
        newWords: ['axle', 'grease', 'pump'],
        leftOut: [join(documents, 'picture.png')],
      },
    });
    const [base, mixed] = [basePath, outputPath].map((path) => loadLanguageModel(path));
    expect(base?.ok === true && base.value.model.vocabulary.words).not.toContain('axle');
    expect(mixed?.ok === true && mixed.value.model.vocabulary.words).toContain('axle');
  });

  it('learns what has a capital, and keeps what was learnt before', async () => {
    const { folder, basePath, outputPath } = await folderWithBase();
    const [first, second] = [join(folder, 'first.txt'), join(folder, 'second.txt')];
    writeFileSync(first, 'We met Kowry here. Then Kowry sat on the mat.');
    writeFileSync(second, 'The road to Haven is long. We like Haven.');
    const again = join(folder, 'again.lm');
    expect(await mixDocuments({ basePath, documents: [first], outputPath })).toMatchObject({ ok: true });
    expect(await mixDocuments({ basePath: outputPath, documents: [second], outputPath: again })).toMatchObject({
      ok: true,
    });
    expect(loadLanguageModel(again)).toMatchObject({ ok: true, value: { names: ['haven', 'kowry'] } });
  });

  it('says when there is nothing to learn', async () => {
    const { folder, basePath, outputPath } = await folderWithBase();
    writeFileSync(join(folder, 'figures.txt'), '1 2 3');
    expect(await mixDocuments({ basePath, documents: [join(folder, 'figures.txt')], outputPath })).toMatchObject({
      ok: false,
      error: { code: 'corpus-invalid' },
    });
  });

  it('names what it has left out where nothing else is there', async () => {
    const { folder, basePath, outputPath } = await folderWithBase();
    const documents = join(folder, 'documents');
    mkdirSync(documents);
    writeFileSync(join(documents, 'letter.docx'), 'the axle');
    const answer = await mixDocuments({ basePath, documents: [documents], outputPath });
    expect(answer.ok ? '' : answer.error.message).toContain('1 .docx');
  });

  it('reads the encoding that is named', async () => {
    const { folder, basePath, outputPath } = await folderWithBase();
    writeFileSync(join(folder, 'note.txt'), Buffer.from('a café', 'latin1'));
    const mix = { basePath, documents: [join(folder, 'note.txt')], outputPath, encoding: 'windows-1252' };
    expect(await mixDocuments(mix)).toMatchObject({ value: { newWords: ['cafe'] } });
  });

  it('names a document that is not there', async () => {
    const { basePath, outputPath } = await folderWithBase();
    const answer = await mixDocuments({ basePath, documents: ['/nowhere'], outputPath });
    expect(answer.ok ? '' : answer.error.message).toContain('/nowhere');
  });

  it('takes only files from a folder, each once', async () => {
    const { folder, basePath, outputPath } = await folderWithBase();
    const documents = join(folder, 'documents');
    mkdirSync(join(documents, 'folder.md'), { recursive: true });
    writeFileSync(join(documents, 'folder.md', 'pump.txt'), 'Grease the axle.');
    writeFileSync(join(folder, 'elsewhere.md'), 'The pump.');
    symlinkSync(join(folder, 'elsewhere.md'), join(documents, 'linked.md'));
    symlinkSync(join(folder, 'gone'), join(documents, 'dangling.md'));
    symlinkSync(documents, join(documents, 'back'));
    expect(await mixDocuments({ basePath, documents: [documents], outputPath })).toMatchObject({
      value: { documents: 2, words: 5 },
    });
  });

  it.each([
    ['UTF-8', [0xef, 0xbb, 0xbf, ...Buffer.from('Café axle')]],
    ['UTF-16, low byte first', [0xff, 0xfe, ...Buffer.from('Café axle', 'utf16le')]],
    ['UTF-16, high byte first', [0xfe, 0xff, ...Buffer.from('Café axle', 'utf16le').swap16()]],
  ])('reads %s', async (_, bytes) => {
    const { folder, basePath, outputPath } = await folderWithBase();
    writeFileSync(join(folder, 'note.txt'), Uint8Array.from(bytes));
    expect(await mixDocuments({ basePath, documents: [join(folder, 'note.txt')], outputPath })).toMatchObject({
      value: { newWords: ['axle', 'cafe'] },
    });
  });

  it.each([
    ['a ZIP file', [...Buffer.from('PK\x03\x04'), 0x14, 0, 6, 0]],
    ['Latin-1', [...Buffer.from('a café', 'latin1')]],
    ['UTF-16 cut in two', [0xff, 0xfe, 0x61]],
  ])('refuses %s, and names it', async (_, bytes) => {
    const { folder, basePath, outputPath } = await folderWithBase();
    writeFileSync(join(folder, 'letter.docx'), Uint8Array.from(bytes));
    const answer = await mixDocuments({ basePath, documents: [join(folder, 'letter.docx')], outputPath });
    expect(answer.ok ? '' : answer.error.message).toMatch(/letter\.docx” is refused: line 1 (?:holds|is not)/u);
  });
});
