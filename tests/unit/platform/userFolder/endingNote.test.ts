import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { noteEnding, takeEndingNote } from '../../../../src/platform/userFolder/endingNote';
import { temporaryFolder } from '../../../support/temporaryFolder';

const ending = { at: '2026-11-28T10:12:00.000Z', takeId: null, startsAgain: true };

describe('the note of an ending', () => {
  it('is read once', async () => {
    const folder = temporaryFolder();
    expect(await takeEndingNote(folder)).toBeNull();
    expect(noteEnding(folder, ending).ok).toBe(true);
    expect(await takeEndingNote(folder)).toEqual(ending);
    expect(await takeEndingNote(folder)).toBeNull();
  });

  it('says that it cannot be written, and is none where it cannot be read', async () => {
    const folder = temporaryFolder();
    expect(noteEnding(join(folder, 'nowhere'), ending)).toMatchObject({ error: { code: 'file-unwritable' } });
    writeFileSync(join(folder, 'ending.json'), '{');
    expect(await takeEndingNote(folder)).toBeNull();
  });
});
