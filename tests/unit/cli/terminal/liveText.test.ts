import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { LiveText } from '../../../../src/cli/terminal/liveText';
import { defaultShaping } from '../../../../src/contract/defaultShaping';
import type { Shaping } from '../../../../src/contract/shaping';
import { utterancesOf } from '../../../support/shaping';

let printed: string[];
let complained: string[];

const record = (lines: string[]) => (text: string | Uint8Array) => lines.push(String(text)) > 0;

beforeEach(() => {
  [printed, complained] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation(record(printed));
  vi.spyOn(process.stderr, 'write').mockImplementation(record(complained));
});

afterEach(() => {
  vi.restoreAllMocks();
});

const dictate = (notation: string, shaping: Shaping | null): string => {
  const live = new LiveText(shaping);
  for (const utterance of utterancesOf(notation)) live.show({ type: 'final', utterance });
  return printed.join('');
};

describe('LiveText', () => {
  it('prints a line an utterance, as it was heard or shaped', () => {
    expect(dictate('it rained full stop | new paragraph we went', null)).toBe(
      'it rained full stop\nnew paragraph we went\n',
    );
    printed.length = 0;
    expect(dictate('it rained full stop | new paragraph we went', defaultShaping)).toBe('It rained.\n\nWe went\n');
  });

  it('tells beside the output what is scratched of lines that were printed', () => {
    expect(dictate('it rained full stop we went | scratch that scratch that | yes', defaultShaping)).toBe(
      'It rained. We went\nYes\n',
    );
    expect(complained.join('')).toBe('Scratched: It rained. We went\n');
  });

  it('tells beside the output what may have been said', () => {
    const live = new LiveText(null);
    const word = (text: string, startSeconds: number, confidence: number) => ({
      text,
      startSeconds,
      endSeconds: startSeconds + 0.3,
      confidence,
    });
    const words = [word('oh', 62, 0.432), word('yes', 62.4, 0.5)];
    live.show({ type: 'doubted', utterance: { startSeconds: 61, endSeconds: 63, words } });
    expect(printed.join('')).toBe('');
    expect(complained.join('')).toBe('Not sure at 1:02: oh (43 %) yes (50 %)\n');
  });

  it('knows that it was asked to stop', () => {
    const live = new LiveText(defaultShaping);
    for (const utterance of utterancesOf('stop dictation now |2 stop dictation')) {
      expect(live.isAskedToStop).toBe(false);
      live.show({ type: 'final', utterance });
    }
    expect(live.isAskedToStop).toBe(true);
    expect(printed.join('')).toBe('Stop dictation now.\n');
  });

  it('shows the unfinished part dim behind the committed one, on one line', () => {
    const written: string[] = [];
    const terminal = { isTTY: true, columns: 30, write: record(written) } as unknown as NodeJS.WriteStream;
    const live = new LiveText(defaultShaping, terminal);
    live.show({ type: 'partial', committed: 'yes new line so', unfinished: 'comma' });
    new LiveText(null, terminal).show({ type: 'partial', committed: 'one', unfinished: 'two' });
    expect(written).toEqual(['\r\u001B[2KYes ↵ So\u001B[2m,\u001B[22m', '\r\u001B[2Kone \u001B[2mtwo\u001B[22m']);
  });

  it('shows letters that are no word dim, as far as they are on the line', () => {
    const written: string[] = [];
    const terminal = { isTTY: true, columns: 16, write: record(written) } as unknown as NodeJS.WriteStream;
    const partial = { type: 'partial' as const, unfinished: '', unlisted: ['thehamwas'] };
    new LiveText(defaultShaping, terminal).show({ ...partial, committed: 'thehamwas on' });
    new LiveText(null, terminal).show({ ...partial, committed: 'so thehamwas on it' });
    expect(written).toEqual([
      '\r\u001B[2K\u001B[2mThehamwas\u001B[22m on',
      '\r\u001B[2K\u001B[2mthehamwas\u001B[22m on it',
    ]);
  });
});
