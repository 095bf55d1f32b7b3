import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defaultSettings } from '../../../../src/contract/defaultSettings';
import type { DesktopSettings } from '../../../../src/contract/desktop';
import type { PasteSource } from '../../../../src/contract/keyboardMessages';
import { fail, ok, type Result } from '../../../../src/contract/result';
import type { Utterance } from '../../../../src/contract/transcript';
import { Delivery } from '../../../../src/main/desktop/delivery';
import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { utterancesOf } from '../../../support/shaping';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Other programs with a text field each, one of them in front, and the clipboard. */
function stage(changes: Partial<DesktopSettings>) {
  const program = {
    texts: {} as Record<string, string>,
    front: 'editor',
    canTellFront: true,
    get text(): string {
      return this.texts[this.front] ?? '';
    },
    set text(text: string) {
      this.texts[this.front] = text;
    },
    clipboard: 'mine',
    selection: 'marked',
    pastesFrom: 'clipboard' as PasteSource,
    isInFront: false,
    problems: [] as (string | null)[],
    fails: false,
  };
  const press = (change: () => void): Promise<Result<undefined>> => {
    if (program.fails) return Promise.resolve(fail('keys-unavailable'));
    change();
    return Promise.resolve(ok(undefined));
  };
  const delivery = new Delivery({
    keys: {
      findFront: () => Promise.resolve(program.canTellFront ? program.front : null),
      findSource: () => Promise.resolve(ok(program.pastesFrom)),
      paste: (from) => press(() => (program.text += from === 'clipboard' ? program.clipboard : program.selection)),
      type: (text) => press(() => (program.text += text)),
      erase: (count) => press(() => (program.text = program.text.slice(0, -count))),
    },
    clipboard: {
      write: (text) => {
        program.clipboard = text;
        return Promise.resolve();
      },
      lend: (text, from) => {
        const before = program[from];
        program[from] = text;
        return Promise.resolve(() => {
          program[from] = before;
          return Promise.resolve();
        });
      },
    },
    settings: () => ({ ...defaultSettings.desktop, ...changes }),
    isInFront: () => program.isInFront,
    tellProblem: (failure) => program.problems.push(failure?.code ?? null),
  });
  return { program, delivery };
}

const shaped = (notation: string): readonly Utterance[] => shapeAll(defaultShaping, utterancesOf(notation));

async function dictate(delivery: Delivery, notation: string): Promise<void> {
  const parts = notation.split(/(?=\|)/u);
  delivery.begin();
  for (let count = 1; count <= parts.length; count += 1) delivery.hear(shaped(parts.slice(0, count).join('')));
  const ended = delivery.end(shaped(notation));
  await vi.runAllTimersAsync();
  await ended;
}

describe.each(['paste', 'keys'] as const)('words that are delivered by %s', (typing) => {
  it('stand in the program in front as they are settled, and the clipboard is what it was', async () => {
    const { program, delivery } = stage({ typing });
    await dictate(delivery, 'it rained |1.5 new paragraph we stayed');
    expect(program.text).toBe('It rained.\n\nWe stayed ');
    expect(program.clipboard).toBe('mine');
    expect(program.problems.every((problem) => problem === null)).toBe(true);
  });

  it('are taken back where they are scratched, and a mark takes the place of the full stop', async () => {
    const { program, delivery } = stage({ typing });
    await dictate(delivery, 'it rained |1.5 we went |1.5 scratch that |1.5 exclamation mark so what');
    expect(program.text).toBe('It rained! So what ');
  });

  it('follow another take behind a space', async () => {
    const { program, delivery } = stage({ typing });
    await dictate(delivery, 'it rained full stop');
    await dictate(delivery, 'we stayed');
    expect(program.text).toBe('It rained. We stayed ');
  });
});

describe.each([true, false])('words for programs that can be told apart (%s)', (canTellFront) => {
  it('go on where they stood', async () => {
    const { program, delivery } = stage({ typing: 'keys' });
    program.canTellFront = canTellFront;
    await dictate(delivery, 'it rained |1.5 we stayed |1.5 scratch that |1.5 new line and left');
    expect(program.text).toBe('It rained.\nAnd left ');
  });
});

describe('words for another program than before', () => {
  const notations = ['it rained', ' |1.5 new paragraph we stayed', ' |1.5 so what'];
  const upTo = (count: number): readonly Utterance[] => shaped(notations.slice(0, count).join(''));

  it('begin without what stands before them on the page, and go on behind those that stand there', async () => {
    const { program, delivery } = stage({ typing: 'keys' });
    delivery.begin();
    for (const [index, front] of ['editor', 'chat', 'editor'].entries()) {
      program.front = front;
      delivery.hear(upTo(index + 1));
      await vi.runAllTimersAsync();
    }
    const ended = delivery.end(upTo(3));
    await vi.runAllTimersAsync();
    await ended;
    expect(program.texts).toEqual({ editor: 'It rained. So what ', chat: 'We stayed' });
  });

  it('are not ended twice there', async () => {
    const { program, delivery } = stage({ typing: 'keys' });
    delivery.begin();
    const parts = ['it rained full stop', ' |1.5 we stayed', ' |1.5 so what'];
    for (const [index, front] of ['editor', 'chat', 'editor'].entries()) {
      program.front = front;
      delivery.hear(shaped(parts.slice(0, index + 1).join('')));
      await vi.runAllTimersAsync();
    }
    expect(program.texts).toEqual({ editor: 'It rained. So what', chat: 'We stayed' });
  });

  it('take nothing back there', async () => {
    const { program, delivery } = stage({ typing: 'keys' });
    delivery.begin();
    delivery.hear(upTo(2));
    await vi.runAllTimersAsync();
    program.front = 'chat';
    program.text = 'mine';
    delivery.hear(shaped(`${notations.slice(0, 2).join('')} |1.5 scratch that`));
    const ended = delivery.end(shaped(`${notations.slice(0, 2).join('')} |1.5 scratch that`));
    await vi.runAllTimersAsync();
    await ended;
    expect(program.texts['chat']).toBe('mine');
  });
});

describe('Delivery', () => {
  it('leaves the page alone where the app is in front, and types from there on where it goes behind', async () => {
    const { program, delivery } = stage({ typing: 'keys' });
    delivery.begin();
    program.isInFront = true;
    delivery.hear(shaped('it rained'));
    program.isInFront = false;
    delivery.hear(shaped('it rained |1.5 we went'));
    await vi.runAllTimersAsync();
    expect(program.text).toBe('We went');
    delivery.hear(shaped('it rained |1.5 we went |1.5 scratch that scratch that'));
    await vi.runAllTimersAsync();
    expect(program.text).toBe('');
  });

  it('waits for the end of a take whose keys are held down', async () => {
    const { program, delivery } = stage({ typing: 'keys', shortcutIsHeld: true });
    delivery.begin();
    delivery.hear(shaped('it rained'));
    await vi.runAllTimersAsync();
    expect(program.text).toBe('');
    const ended = delivery.end(shaped('it rained'));
    await vi.runAllTimersAsync();
    await ended;
    expect(program.text).toBe('It rained ');
  });

  it('copies the text of a take that is over, where that is wished', async () => {
    const { program, delivery } = stage({ copiesOnStop: true });
    await dictate(delivery, 'it rained');
    expect([program.text, program.clipboard]).toEqual(['', 'It rained']);
    await dictate(delivery, '');
    expect(program.clipboard).toBe('It rained');
  });

  it('pastes from the selection where the program does that, and puts back what was selected', async () => {
    const { program, delivery } = stage({ typing: 'paste' });
    program.pastesFrom = 'selection';
    await dictate(delivery, 'it rained |1.5 we stayed');
    expect(program).toMatchObject({ text: 'It rained. We stayed ', clipboard: 'mine', selection: 'marked' });
  });

  it('tells what keeps it from typing', async () => {
    const { program, delivery } = stage({ typing: 'paste' });
    program.fails = true;
    await dictate(delivery, 'it rained');
    expect(program.problems).toContain('keys-unavailable');
    expect(program.clipboard).toBe('mine');
  });
});
