import { describe, expect, it } from 'vitest';

import { type DropTarget, forwardDrops } from '../../../src/preload/drops';

type Listener = Parameters<DropTarget['addEventListener']>[1];

function stage() {
  const listeners = new Map<string, Listener>();
  const sent: unknown[] = [];
  const target: DropTarget = { addEventListener: (type, listener) => void listeners.set(type, listener) };
  const ipc = { invoke: (channel: string, input: unknown) => Promise.resolve(sent.push([channel, input])) };
  forwardDrops(target, ipc, (file) => String(file));
  const drag = (type: string, types: string[], files: string[]): boolean => {
    let isTaken = false;
    listeners.get(type)?.({
      dataTransfer: { types, files, dropEffect: 'none' },
      preventDefault: () => (isTaken = true),
    });
    return isTaken;
  };
  return { drag, sent };
}

describe('forwardDrops', () => {
  it('tells main which files were dropped, but those that are no files of the disk', () => {
    const { drag, sent } = stage();
    expect(drag('dragover', ['Files'], [])).toBe(true);
    expect(drag('drop', ['Files'], ['/a/one.mp3', '', '/a/two.wav'])).toBe(true);
    expect(sent).toEqual([['transcriptions:dropped', ['/a/one.mp3', '/a/two.wav']]]);
  });

  it('leaves text that is dragged to the page', () => {
    const { drag, sent } = stage();
    expect([drag('dragover', ['text/plain'], []), drag('drop', ['text/plain'], [])]).toEqual([false, false]);
    expect(sent).toEqual([]);
  });
});
