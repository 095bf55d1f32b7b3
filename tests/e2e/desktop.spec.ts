import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { DesktopSettings } from '../../src/contract/desktop';
import type { DictationStatus } from '../../src/contract/ipc';
import type { Settings } from '../../src/contract/settings';
import { textOf } from '../../src/contract/shownText';
import type { Take } from '../../src/contract/transcript';
import { appCommand } from '../support/electronPath';
import { VirtualMicrophone } from '../support/virtualMicrophone';
import { launchApp, type RunningApp } from './app';
import { OtherEditor, OtherTerminal, pressKeys, startWindowManager, TrayOfDesktop } from './otherProgram';
import { expect, test } from './test';

test.skip(process.platform !== 'linux', 'the other programs of these tests are those of an X11 desktop');

const recording = resolve('tests/recordings/6272-70171-0021.opus');

let windowManager: ChildProcess;
let microphone: VirtualMicrophone;
let editor: OtherEditor;
let tray: TrayOfDesktop;
let app: RunningApp;
let folder = '';

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'utter-desktop-'));
  windowManager = startWindowManager();
  microphone = await VirtualMicrophone.start();
  tray = new TrayOfDesktop(folder);
  app = await launchApp({ environment: { ...microphone.environment, ...tray.environment } });
  await expect.poll(async () => (await status()).failure).toBeNull();
  editor = await OtherEditor.open(folder);
});

test.afterAll(async () => {
  editor.close();
  await app.dispose();
  await microphone.dispose();
  windowManager.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function status(): Promise<DictationStatus> {
  const answer = await app.page.evaluate(() => window.utter.request('dictation:state'));
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

const phase = async (): Promise<string> => (await status()).phase;

const choose = (changes: Partial<DesktopSettings>): Promise<void> =>
  change(({ desktop }) => ({ desktop: { ...desktop, ...changes } }));

async function change(changes: (settings: Settings) => Partial<Settings>): Promise<void> {
  const before = await app.page.evaluate(() => window.utter.request('settings:get'));
  if (!before.ok) throw new Error(before.error.code);
  const changed: Settings = { ...before.value, ...changes(before.value) };
  expect(await app.page.evaluate((settings) => window.utter.request('settings:set', settings), changed)).toEqual({
    ok: true,
    value: undefined,
  });
}

/** Speaks a sentence while another program is in front. Resolves when all of it has been typed: main tells that of each utterance, and of the end. */
async function dictateElsewhere(
  typings: 'typed' | 'not typed' = 'typed',
  program: { comeToFront(): Promise<void> } = editor,
): Promise<Take> {
  await program.comeToFront();
  const told = await app.page.evaluateHandle(() => {
    const count = { changes: 0 };
    window.utter.on('desktop:changed', () => (count.changes += 1));
    return count;
  });
  await app.page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
  await microphone.play(recording);
  const answer = await app.page.evaluate(() => window.utter.request('dictation:stop'));
  if (!answer.ok) throw new Error(answer.error.code);
  expect(textOf(answer.value.utterances)).not.toBe('');
  const expected = typings === 'typed' ? answer.value.utterances.length + 1 : 0;
  await expect.poll(() => told.evaluate(({ changes }) => changes)).toBeGreaterThanOrEqual(expected);
  return answer.value;
}

test('words are pasted into the program in front, and the clipboard has its picture again', async () => {
  await choose({ typing: 'paste' });
  await app.electron.evaluate(({ clipboard, nativeImage }) => {
    const image = nativeImage.createFromBitmap(Buffer.alloc(4 * 4 * 4, 200), { width: 4, height: 4 });
    // Of Electron before and after it took over the clipboard of the web.
    (clipboard as unknown as { writeImage: (picture: unknown) => void }).writeImage(image);
  });
  const { utterances } = await dictateElsewhere();
  await expect.poll(() => editor.text()).toBe(`${textOf(utterances)} `);
  const size = await app.electron.evaluate(({ clipboard }) =>
    (clipboard as unknown as { readImage: () => Electron.NativeImage }).readImage().getSize(),
  );
  expect(size).toEqual({ width: 4, height: 4 });
});

test('words are pasted into a terminal, and clipboard and selection have what was there', async () => {
  const terminal = await OtherTerminal.open(folder);
  await choose({ typing: 'paste' });
  await app.electron.evaluate(async ({ clipboard }) => {
    await clipboard.writeText('mine');
    // Of Electron before and after it took over the clipboard of the web.
    const older = clipboard as unknown as { writeText: (text: string, type: 'selection') => void };
    if ('selection' in clipboard) await clipboard.selection.writeText('marked');
    else older.writeText('marked', 'selection');
  });
  const { utterances } = await dictateElsewhere('typed', terminal);
  await expect.poll(() => terminal.lines()).toContain(`${textOf(utterances)} \n`);
  terminal.close();
  const left = await app.electron.evaluate(async ({ clipboard }) => {
    const older = clipboard as unknown as { readText: (type: 'selection') => string };
    return [
      await clipboard.readText(),
      'selection' in clipboard ? await clipboard.selection.readText() : older.readText('selection'),
    ];
  });
  expect(left).toEqual(['mine', 'marked']);
});

test('words are typed key by key with their paragraphs, and the text on the clipboard is left alone', async () => {
  await editor.clear();
  await change(({ shaping }) => ({
    shaping: { ...shaping, commands: [{ spoken: 'turning over', effect: 'paragraph', text: '' }] },
  }));
  await choose({ typing: 'keys', copiesOnStop: false });
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('mine'));
  const { utterances } = await dictateElsewhere();
  expect(textOf(utterances)).toContain('\n\n');
  await expect.poll(() => editor.text()).toBe(`${textOf(utterances)} `);
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe('mine');
});

test('the text goes to the clipboard when a take is stopped, where that is wished', async () => {
  await choose({ typing: 'off', copiesOnStop: true });
  const { utterances } = await dictateElsewhere('not typed');
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(textOf(utterances));
  await choose({ copiesOnStop: false });
});

test('a small window shows that it listens while another program is in front, and stops it', async () => {
  await editor.comeToFront();
  const opened = app.electron.waitForEvent('window');
  await app.page.evaluate(() => window.utter.request('dictation:start', { deviceName: null }));
  const pill = await opened;
  await expect(pill.getByTestId('pill')).toContainText('Listening');
  const pictures = process.env['UTTER_PICTURES'];
  if (pictures !== undefined) await pill.screenshot({ path: join(pictures, 'pill.png') });
  const closed = pill.waitForEvent('close');
  await pill.getByTestId('pill-stop').click();
  await closed;
  expect(await phase()).toBe('idle');
});

test('a take lasts as long as the keys are held', async () => {
  await choose({ shortcut: 'F9', shortcutIsHeld: true });
  await editor.comeToFront();
  pressKeys.down('F9');
  await expect.poll(phase).toBe('listening');
  pressKeys.up('F9');
  await expect.poll(phase).toBe('idle');
  await choose({ shortcut: 'F8', shortcutIsHeld: false });
  pressKeys.tap('F8');
  await expect.poll(phase).toBe('listening');
  pressKeys.tap('F8');
  await expect.poll(phase).toBe('idle');
});

test('keys that are held down start a take once', async () => {
  await editor.comeToFront();
  pressKeys.down('F8');
  await expect.poll(async () => (await status()).keptSeconds).toBeGreaterThan(2);
  pressKeys.up('F8');
  expect(await phase()).toBe('listening');
  // Pressed this soon they would still count as held.
  await app.page.evaluate(() => window.utter.request('dictation:stop'));
  await choose({ shortcut: 'F7' });
  await choose({ shortcut: 'F8' });
});

test('keys that another program has are not chosen, and those of before go on working', async () => {
  // The window manager opens the menu of a window with these.
  await change(({ desktop }) => ({ desktop: { ...desktop, shortcut: 'Alt+Space' } }));
  const state = await app.page.evaluate(() => window.utter.request('desktop:state'));
  const problem = expect.stringContaining('go on working');
  expect(state).toMatchObject({ ok: true, value: { shortcutProblem: problem, shortcutWorks: true } });
  const kept = await app.page.evaluate(() => window.utter.request('settings:get'));
  expect(kept).toMatchObject({ ok: true, value: { desktop: { shortcut: 'F8' } } });
  for (const then of ['listening', 'idle']) {
    pressKeys.tap('F8');
    await expect.poll(phase).toBe(then);
  }
});

test('a second start of the app tells the first what to do', async () => {
  const say = async (word: string): Promise<void> => {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const { executablePath, args } = appCommand();
    const second = spawn(executablePath, [...asRoot, ...args, word], {
      env: { ...process.env, UTTER_USER_DATA: app.userFolder },
      stdio: 'ignore',
    });
    expect((await once(second, 'close'))[0]).toBe(0);
  };
  await say('toggle');
  await expect.poll(phase).toBe('listening');
  await say('stop');
  await expect.poll(phase).toBe('idle');
});

test('closing the window leaves the app in the tray, where that is wished', async () => {
  tray.show(true);
  await choose({ keepsRunning: true });
  const isVisible = (): Promise<boolean> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await expect.poll(isVisible).toBe(false);
  await app.electron.evaluate(({ app: electronApp }) => electronApp.emit('second-instance', {}, ['utter'], '.'));
  await expect.poll(isVisible).toBe(true);
  expect(readFileSync(join(app.userFolder, 'settings.json'), 'utf8')).toContain('"keepsRunning": true');
});

test('closing the window ends the app where there is no tray, which the settings say', async () => {
  tray.show(false);
  await choose({ keepsRunning: true });
  await app.page.keyboard.press('Control+5');
  await expect(app.page.getByText('No tray was found on this desktop')).toBeVisible();
  const ended = app.electron.waitForEvent('close');
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await ended;
});
