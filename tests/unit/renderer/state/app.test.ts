import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defaultSettings } from '../../../../src/contract/defaultSettings';
import { textOf } from '../../../../src/contract/shownText';
import { AppState } from '../../../../src/renderer/state/app.svelte';
import { FakeBridge, take, takeId, utterance } from '../../../support/fakeBridge';

let bridge: FakeBridge;
let app: AppState;
let stopFollowing: () => void;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** As the window does whenever the list changes. */
async function untilNoted(): Promise<void> {
  await settle();
  app.dictation.noteTakes(app.takes.list);
  await settle();
}

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = new FakeBridge({ takes: [take(1)] });
  app = new AppState(bridge);
  stopFollowing = app.follow();
  await settle();
});

afterEach(() => {
  stopFollowing();
  expect(bridge.listenerCount).toBe(0);
  vi.useRealTimers();
});

describe('AppState', () => {
  it('starts with the chosen microphone, and shows the Dictate view', async () => {
    app.view = 'library';
    await app.settings.change({ microphone: 'Røde NT-USB' });
    await app.toggleDictation();
    expect(app.view).toBe('dictate');
    expect(app.dictation.phase).toBe('listening');
    await app.dictation.stop();
  });

  it('does not dictate while a sentence is read aloud, which goes on where it is', async () => {
    app.view = 'train';
    await app.voice.next();
    await app.voice.toggle(null);
    expect(app.voice.phase).toBe('recording');
    await app.toggleDictation();
    expect([app.view, app.voice.phase, app.dictation.phase]).toEqual(['train', 'recording', 'idle']);
    expect(app.notices.current?.text).toMatch(/A sentence is being recorded/);
    await app.voice.cancel();
    await app.toggleDictation();
    expect([app.view, app.dictation.phase]).toEqual(['dictate', 'listening']);
    await app.dictation.stop();
  });

  it('keeps nothing of a take in which nothing was said, says so, and brings it back where that is asked', async () => {
    await app.toggleDictation();
    bridge.tell({ keptSeconds: 2 });
    const id = bridge.status.takeId ?? '';
    const ended = bridge.hold('dictation:stop');
    const stopped = app.dictation.stop();
    bridge.emit('takes:removed', { ids: [id], because: 'silence' });
    ended();
    await stopped;
    expect([app.dictation.phase, app.dictation.kept, app.dictation.elapsedSeconds]).toEqual(['idle', null, 0]);
    expect(app.notices.current?.text).toBe('Nothing was said, so nothing was kept.');
    await app.notices.undo();
    expect(bridge.asked).toContain('takes:restore');
  });

  it('copies what is on the page', async () => {
    await app.toggleDictation();
    bridge.tell({ utterances: [utterance('0 hello 1'), utterance('3 there 4')] });
    await app.dictation.stop();
    await app.copyText();
    expect(bridge.copied).toBe('hello\n\nthere');
    expect(app.notices.current?.text).toBe('Copied.');
  });

  it('shows, names and copies the take just kept as it was corrected in the Library', async () => {
    await app.toggleDictation();
    bridge.tell({ utterances: [utterance('0 hello 1'), utterance('3 there 4')] });
    await app.dictation.stop();
    await app.showTake(app.dictation.kept?.id ?? '');
    await app.takes.edit({ kind: 'correct', utterance: 0, text: 'good morning' });
    await app.takes.rename('Greeting');
    await untilNoted();
    app.view = 'dictate';
    await app.copyText();
    expect(bridge.copied).toBe('good morning\n\nthere');
    expect(app.dictation.kept?.title).toBe('Greeting');
    await app.takes.undo();
    await app.takes.undo();
    await untilNoted();
    expect([app.dictation.text, app.dictation.kept?.title]).toEqual(['hello\n\nthere', 'Take of today']);
  });

  it('copies the take that is open in the Library', async () => {
    await app.showTake(takeId(1));
    await app.copyText();
    expect(bridge.copied).toContain(textOf(app.takes.take!.utterances));
    expect(app.notices.current?.text).toBe('Copied.');
  });

  it('leaves the clipboard alone where there are no words', async () => {
    bridge.copied = 'kept';
    await app.copyText();
    expect(bridge.copied).toBe('kept');
    expect(app.notices.current?.text).toBe('There are no words to copy.');
  });

  it('opens a take in the Library', async () => {
    await app.showTake(takeId(1));
    expect([app.view, app.takes.take?.id]).toEqual(['library', takeId(1)]);
  });

  it('reads the microphones once, and again only when asked', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bridge.asked.filter((name) => name === 'devices:list')).toHaveLength(1);
    expect(app.devices.list.map(({ name }) => name)).toEqual(['Built-in microphone', 'Røde NT-USB']);
  });
});

describe('SettingsState', () => {
  it('writes a change', async () => {
    await app.settings.change({ theme: 'dark' });
    expect(bridge.settings).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  it('takes back what could not be written, and says so', async () => {
    bridge.refuse('settings:set', 'file-unwritable');
    await app.settings.change({ theme: 'dark' });
    expect(app.settings.value.theme).toBe('system');
    expect(app.settings.failure?.code).toBe('file-unwritable');
  });
});

describe('DesktopState', () => {
  it('tells wherever one is that keys can be held no longer', async () => {
    bridge.emit('desktop:changed', { ...bridge.desktop, shortcutHolds: true });
    expect(app.notices.current).toBeNull();
    bridge.emit('desktop:changed', { ...bridge.desktop, shortcutProblem: 'They start and stop.' });
    expect([app.notices.current?.text, app.desktop.shortcutHolds]).toEqual(['They start and stop.', false]);
    app.notices.dismiss();
    bridge.emit('desktop:changed', { ...bridge.desktop, shortcutHolds: true });
    bridge.emit('desktop:changed', bridge.desktop);
    expect(app.notices.current).toBeNull();
  });
});

describe('SystemState', () => {
  it('tells what the recognizer does without', async () => {
    await app.system.load();
    expect(app.system.lacked).toEqual({});
    bridge.system = {
      version: '0.1.0',
      backend: 'wasm',
      model: 'English',
      startNotes: [],
      lacked: { marks: 'Marks are not heard.' },
    };
    await app.system.load();
    expect(app.system.lacked).toEqual({ marks: 'Marks are not heard.' });
  });

  it('tells how the app started until that was read', async () => {
    bridge.system = { ...bridge.system, startNotes: ['Utter ended.'] };
    await app.system.load();
    expect(app.system.startNotes).toEqual(['Utter ended.']);
    app.system.areNotesRead = true;
    await app.system.load();
    expect(app.system.startNotes).toEqual([]);
  });

  it('asks until the recognizer has started, and no longer', async () => {
    bridge.system = { version: '0.1.0', backend: null, model: null, lacked: {}, startNotes: [] };
    const stop = app.system.follow();
    await vi.advanceTimersByTimeAsync(2500);
    bridge.system = { version: '0.1.0', backend: 'wasm', model: 'English', lacked: {}, startNotes: [] };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(app.system.status?.backend).toBe('wasm');
    expect(bridge.asked.filter((name) => name === 'system:status')).toHaveLength(4);
    stop();
  });
});
