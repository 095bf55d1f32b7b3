import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import type { SpokenCommand } from '../../../../src/contract/shaping';
import { AppState } from '../../../../src/renderer/state/app.svelte';
import { FakeBridge } from '../../../support/fakeBridge';

const write = (spoken: string, text: string): SpokenCommand => ({ spoken, effect: 'write', text });

let bridge: FakeBridge;
let app: AppState;
let stop: () => void;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const inForce = (): SpokenCommand[] => bridge.settings.shaping.commands;
const phrases = (): string[] => app.commands.rows.map(({ command }) => command.spoken);
const idOf = (spoken: string): number => app.commands.rows.find(({ command }) => command.spoken === spoken)?.id ?? -1;

async function add(command: SpokenCommand): Promise<void> {
  app.commands.edit(app.commands.add(), command);
  await settle();
}

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  app = new AppState(bridge);
  stop = app.follow();
  await settle();
  await add(write('my town', 'Leeds'));
});

afterEach(() => {
  stop();
  app.notices.dismiss();
  vi.useRealTimers();
});

describe('CommandsState', () => {
  it('brings the phrases back that were the user’s own before the list was restored, with what was added since', async () => {
    app.commands.edit(idOf('comma'), write('comma', ' –'));
    app.commands.restore();
    await settle();
    expect(inForce()).toEqual(defaultShaping.commands);
    expect(app.notices.current?.text).toBe('The list that comes with Utter is back, without 2 phrases of yours.');
    await add(write('my street', '12 High Street'));
    await app.notices.undo();
    await settle();
    expect(inForce().slice(-2)).toEqual([write('my town', 'Leeds'), write('my street', '12 High Street')]);
    expect(inForce().find(({ spoken }) => spoken === 'comma')).toEqual(write('comma', ' –'));
  });

  it('says that the list is back where nothing of the user’s own goes with it', async () => {
    app.commands.remove(idOf('my town'));
    app.commands.remove(idOf('comma'));
    app.commands.restore();
    expect(app.notices.current?.text).toBe('The list that comes with Utter is back.');
    await app.notices.undo();
    await settle();
    expect(phrases()).not.toContain('comma');
  });

  it('brings a row back that was removed, where it was, and leaves what was changed since', async () => {
    const before = phrases();
    app.commands.remove(idOf('comma'));
    app.commands.edit(idOf('my town'), write('my town', 'York'));
    await app.notices.undo();
    await settle();
    expect(phrases()).toEqual(before);
    expect(inForce().at(-1)).toEqual(write('my town', 'York'));
    expect(inForce().map(({ spoken }) => spoken)).toEqual(before);
  });

  it('brings removed rows back one after the other, the last one first, also once their notices are gone', async () => {
    await add(write('my street', '12 High Street'));
    const before = phrases();
    app.view = 'words';
    for (const spoken of ['comma', 'my street', 'my town']) app.commands.remove(idOf(spoken));
    await app.undo();
    expect(phrases()).toEqual(before.filter((spoken) => spoken !== 'comma' && spoken !== 'my street'));
    await vi.advanceTimersByTimeAsync(9000);
    await app.undo();
    expect(app.notices.current?.text).toBe('“my street” is back.');
    await app.undo();
    await app.undo();
    await settle();
    expect(phrases()).toEqual(before);
    expect(inForce().slice(-2)).toEqual([write('my town', 'Leeds'), write('my street', '12 High Street')]);
  });

  it('brings back the last row of the list beside one that was added in its place', async () => {
    app.view = 'words';
    app.commands.remove(idOf('my town'));
    await add(write('my street', '12 High Street'));
    await app.undo();
    expect(phrases().slice(-2)).toEqual(['my town', 'my street']);
  });

  it('leaves removed rows where another view is in front, and where the list came from elsewhere since', async () => {
    app.commands.remove(idOf('my town'));
    await vi.advanceTimersByTimeAsync(9000);
    app.view = 'settings';
    await app.undo();
    expect(phrases()).not.toContain('my town');
    bridge.settings = { ...bridge.settings, shaping: { ...defaultShaping, commands: [write('full stop', '.')] } };
    bridge.emit('settings:changed', undefined);
    await settle();
    app.view = 'words';
    await app.undo();
    expect(phrases()).toEqual(['full stop']);
    app.commands.remove(idOf('full stop'));
    await vi.advanceTimersByTimeAsync(9000);
    await app.undo();
    await app.undo();
    expect(phrases()).toEqual(['full stop']);
  });

  it('says nothing of a row that goes without ever having had a phrase', () => {
    app.commands.remove(app.commands.add());
    expect(app.notices.current).toBeNull();
  });

  it('keeps the last command of a row in force that cannot be used as it is', async () => {
    const before = inForce();
    app.commands.edit(idOf('my town'), write('my town 2', 'Leeds'));
    app.commands.edit(idOf('comma'), write('comma', ''));
    await settle();
    expect(inForce()).toEqual(before);
  });

  it('shows the list that settings from elsewhere bring', async () => {
    bridge.settings = { ...bridge.settings, shaping: { ...defaultShaping, commands: [write('full stop', '.')] } };
    bridge.emit('settings:changed', undefined);
    await settle();
    expect(phrases()).toEqual(['full stop']);
  });
});
