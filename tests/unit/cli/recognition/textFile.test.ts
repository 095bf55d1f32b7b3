import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { TextFiles } from '../../../../src/cli/recognition/textFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('TextFiles', () => {
  it('tells before anything is heard that a file is where a folder is needed', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'o1');
    writeFileSync(file, 'a text');
    const refusal = {
      ok: false,
      error: { message: `“${file}” is a file, and a folder is needed there for the text.` },
    };
    const several = { error: { message: `“${file}” is a file, and a folder is needed there for the texts.` } };
    expect(await new TextFiles(file).check(true)).toMatchObject(several);
    expect(await new TextFiles(join(file, 'below')).check(true)).toMatchObject(several);
    expect(await new TextFiles(join(file, 'x.txt')).check(false)).toMatchObject(refusal);
    expect(await new TextFiles(`${file}/`).check(false)).toMatchObject(refusal);
  });

  it('makes no folder where nothing may be heard yet, and asks for none of a file', async () => {
    const folder = temporaryFolder();
    const missing = join(folder, 'not', 'there');
    expect(await new TextFiles(missing).check(true)).toMatchObject({ ok: true });
    expect(await new TextFiles(join(missing, 'x.txt')).check(false)).toMatchObject({ ok: true });
    expect(await new TextFiles(folder).check(false)).toMatchObject({ ok: true });
    expect(existsSync(join(folder, 'not'))).toBe(false);
  });

  it('names the folder that the system refuses, with its reason', async () => {
    const long = join(temporaryFolder(), 'x'.repeat(300));
    expect(await new TextFiles(long).check(true)).toMatchObject({
      error: { message: expect.stringContaining(`“${long}” could not be written: the name is too long.`) as string },
    });
  });
});
