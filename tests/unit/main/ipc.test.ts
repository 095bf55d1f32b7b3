import { describe, expect, it } from 'vitest';

import { eventNames, requestNames } from '../../../src/contract/channels';
import type { Bridge, RequestHandlers } from '../../../src/contract/ipc';
import { defaultSettings } from '../../../src/contract/defaultSettings';
import { fail, ok } from '../../../src/contract/result';
import { type Sender, serveRequests } from '../../../src/main/ipc';
import { createBridge } from '../../../src/preload/bridge';

const own: Sender = { url: 'app://utter/index.html', isMainFrame: true };

/** A bridge joined to the server by a wire, as preload and main are by Electron. */
function wired(handlers: Partial<RequestHandlers>): {
  bridge: Bridge;
  as: (sender: Sender) => Bridge;
  logged: string[];
  answered: () => Promise<void>;
} {
  const served = new Map<string, (sender: Sender, input: unknown) => Promise<unknown>>();
  const logged: string[] = [];
  const answered = serveRequests(
    {
      answer: (channel, listener) => served.set(channel, listener),
      isTrusted: (s) => s.isMainFrame && s.url === own.url,
    },
    handlers as RequestHandlers,
    { event: (name) => logged.push(name), fault: (name) => logged.push(name) },
  );
  const as = (sender: Sender): Bridge =>
    createBridge({
      invoke: (channel, input) => served.get(channel)!(sender, input),
      on: () => undefined,
      removeListener: () => undefined,
    });
  return { bridge: as(own), as, logged, answered };
}

describe('serveRequests', () => {
  it('answers a request of its own window', async () => {
    const { bridge } = wired({ 'settings:get': () => Promise.resolve(ok(defaultSettings)) });
    expect(await bridge.request('settings:get')).toEqual(ok(defaultSettings));
  });

  it('knows when no request is being answered any more', async () => {
    let finish: () => void = () => undefined;
    const answer = new Promise<void>((resolve) => (finish = resolve)).then(() => ok(defaultSettings));
    const { bridge, answered } = wired({ 'settings:get': () => answer });
    await answered();
    void bridge.request('settings:get');
    let isOver = false;
    const over = answered().then(() => (isOver = true));
    await Promise.resolve();
    expect(isOver).toBe(false);
    finish();
    expect(await over).toBe(true);
  });

  it('refuses another origin and a frame inside the page, before the handler hears of it', async () => {
    let asked = 0;
    const { as, logged } = wired({ 'settings:get': () => Promise.resolve(ok((asked++, defaultSettings))) });
    for (const sender of [
      { url: 'https://evil.example/', isMainFrame: true },
      { ...own, isMainFrame: false },
    ]) {
      expect(await as(sender).request('settings:get')).toEqual(fail('invalid-request'));
    }
    expect(asked).toBe(0);
    expect(logged).toEqual(['request-refused settings:get', 'request-refused settings:get']);
  });

  it.each([
    [{ id: '../../etc/passwd', format: 'srt' }],
    [{ id: 'c0ffee00-0000-4000-8000-000000000000', format: 'exe' }],
    [{ id: 'c0ffee00-0000-4000-8000-000000000000', format: 'srt', path: '/tmp/x' }],
    [null],
  ])('refuses malformed input %j', async (input) => {
    const { bridge, logged } = wired({ 'takes:export': () => Promise.resolve(ok(null)) });
    expect(await bridge.request('takes:export', input as never)).toEqual(fail('invalid-request'));
    expect(logged).toEqual(['request-malformed takes:export']);
  });

  it('answers "internal" where a handler throws, and keeps what was thrown for the log', async () => {
    const { bridge, logged } = wired({ 'dictation:stop': () => Promise.reject(new Error('secret')) });
    expect(await bridge.request('dictation:stop')).toEqual(fail('internal'));
    expect(logged).toEqual(['request-failed dictation:stop']);
  });

  it('serves every name of the contract', () => {
    const channels: string[] = [];
    const log = { event: () => undefined, fault: () => undefined };
    serveRequests({ answer: (name) => channels.push(name), isTrusted: () => true }, {} as RequestHandlers, log);
    expect(channels).toEqual([...requestNames]);
  });
});

describe('createBridge', () => {
  const listeners = new Map<string, (event: unknown, payload: unknown) => void>();
  const bridge = createBridge({
    invoke: () => Promise.resolve(),
    on: (channel, listener) => listeners.set(channel, listener),
    removeListener: (channel) => listeners.delete(channel),
  });

  it('passes no name but those of the contract', () => {
    expect(() => bridge.request('shell:open' as 'dictation:stop')).toThrow(RangeError);
    expect(() => bridge.on('shell:opened' as 'takes:changed', () => undefined)).toThrow(RangeError);
  });

  it.each([...eventNames])('gives listeners of %s the payload without the event, until they stop listening', (name) => {
    const heard: unknown[] = [];
    const stop = bridge.on(name, (payload) => heard.push(payload));
    listeners.get(name)?.({ sender: 'Electron' }, 'payload');
    expect(heard).toEqual(['payload']);
    stop();
    expect(listeners.has(name)).toBe(false);
  });
});
