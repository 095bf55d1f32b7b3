import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import fc from 'fast-check';

import { requestNames } from '../../src/contract/channels';
import { requests } from '../../src/contract/ipc';
import { count } from '../safety/report';
import { launchApp, type RunningApp } from './app';
import { expect, test } from './test';

let app: RunningApp;
let server: Server;
let address: string;
let connections = 0;

test.beforeAll(async () => {
  server = createServer((_request, response) => response.end('reached'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await launchApp();
});

test.afterAll(async () => {
  await app.dispose();
  server.close();
});

/** Of the session so far, the part that was put aside as well. */
const log = (): string =>
  ['utter.log.1', 'utter.log']
    .map((name) => join(app.userFolder, 'logs', name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('');

test('the window is sandboxed, isolated and without Node', async () => {
  const options = await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Electron has the method and does not list it in its types.
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
  });
  expect(options).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  });
  expect(options['enableBlinkFeatures'] ?? '').toBe('');
  expect(app.page.url()).toBe('app://utter/index.html');
});

test('the page sees the bridge and nothing of Node or Electron', async () => {
  const surface = await app.page.evaluate(() => ({
    bridge: Object.keys(window.utter).sort(),
    others: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(surface).toEqual({ bridge: ['on', 'request'], others: [] });
});

test('the bridge passes no name but those of the contract', async () => {
  const refused = await app.page.evaluate(() => {
    try {
      void window.utter.request('shell:open' as 'settings:get');
      return 'passed';
    } catch (cause) {
      return String(cause);
    }
  });
  expect(refused).toContain('unknown request');
});

/** Of every kind that a page can send, and many drawn ones. */
const junk: readonly unknown[] = [
  ...[null, true, -1, Number.NaN, '', '../../../etc/passwd', 'x'.repeat(100_000), [], [[]], {}, { id: 1 }],
  ...[
    { id: '00000000-0000-4000-8000-000000000000', more: 1 },
    JSON.parse('{"__proto__":{"isPolluted":true}}') as unknown,
  ],
  ...fc.sample(fc.jsonValue(), { numRuns: 40, seed: 1 }),
];

test('every channel refuses what its schema does not allow, and the log says where', async () => {
  const asked = requestNames.flatMap((name) =>
    junk.filter((input) => !requests[name].input.safeParse(input).success).map((input) => ({ name, input })),
  );
  const codes = await app.page.evaluate(async (all) => {
    const answers = all.map(({ name, input }) => window.utter.request(name as 'settings:set', input as never));
    return (await Promise.all(answers)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
  }, asked);
  expect(asked.length).toBeGreaterThan(requestNames.length * 40);
  expect(asked.filter((_, index) => codes[index] !== 'invalid-request')).toEqual([]);
  const logged = log();
  expect(requestNames.filter((name) => !logged.includes(`error request-malformed ${name} `))).toEqual([]);
  const isPolluted = await app.electron.evaluate(() => 'isPolluted' in {});
  expect(isPolluted).toBe(false);
  count({ refusedRequests: asked.length });
});

test('no channel answers a page that is not the window’s own, and the log says who asked', async () => {
  const codes = await app.electron.evaluate(async ({ app: electronApp, BrowserWindow }, names) => {
    const preload = `${electronApp.getAppPath()}/out/preload/index.js`;
    const bare = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload } });
    await bare.loadURL('about:blank');
    const script = `Promise.all(${JSON.stringify(names)}.map((name) => window.utter.request(name)))`;
    const answers = (await bare.webContents.executeJavaScript(script)) as { error?: { code: string } }[];
    bare.destroy();
    return answers.map(({ error }) => error?.code ?? 'ok');
  }, requestNames);
  expect(codes).toEqual(requestNames.map(() => 'invalid-request'));
  const logged = log();
  const untold = requestNames.filter((name) => !logged.includes(`error request-refused ${name} "about:blank"`));
  expect(untold).toEqual([]);
  count({ refusedRequests: codes.length });
});

test('a request with more or other input than the contract names is refused', async () => {
  const answers = await app.page.evaluate(() =>
    Promise.all([
      window.utter.request('takes:get', { id: '../../../etc/passwd' }),
      window.utter.request('takes:export', { id: crypto.randomUUID(), format: 'txt', path: '/tmp/x' } as never),
      window.utter.request('settings:set', { version: 1 } as never),
    ]),
  );
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual(Array(3).fill('invalid-request'));
});

test('every answer carries rules that allow the app itself and nothing else', async () => {
  const rules = await app.page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('Content-Security-Policy'),
  );
  expect(rules).toContain("default-src 'none'");
  expect(rules).toContain("script-src 'self'");
  expect(rules).not.toMatch(/unsafe|http|\*/);
});

test('the page runs no script but its own files', async () => {
  const ran = await app.page.evaluate(async () => {
    const violations: string[] = [];
    const bothRefused = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        if (violations.push(event.effectiveDirective) === 2) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.head.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.ranInline = true');
    document.body.append(button);
    button.click();
    button.remove();
    await bothRefused;
    return { inline: 'ranInline' in window, violations };
  });
  expect(ran).toEqual({ inline: false, violations: ['script-src-elem', 'script-src-attr'] });
});

test('the page reaches no network, by whatever way', async () => {
  const outcomes = await app.page.evaluate(async (host) => {
    const fetched = fetch(`http://${host}/`).then(String, () => 'refused');
    const image = new Promise((resolve) => {
      const element = new Image();
      element.onload = () => {
        resolve('loaded');
      };
      element.onerror = () => {
        resolve('refused');
      };
      element.src = `http://${host}/a.png`;
    });
    const socket = new Promise((resolve) => {
      const opened = new WebSocket(`ws://${host}/`);
      opened.onopen = () => {
        resolve('opened');
      };
      opened.onerror = () => {
        resolve('refused');
      };
    });
    navigator.sendBeacon(`http://${host}/`);
    return Promise.all([fetched, image, socket]);
  }, address);
  expect(outcomes).toEqual(['refused', 'refused', 'refused']);
  expect(connections).toBe(0);
  count({ refusedRequests: outcomes.length });
});

test('what has no rules of its own reaches no network either, and the log says who was refused', async () => {
  const outcome = await app.electron.evaluate(async ({ BrowserWindow }, host) => {
    const bare = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await bare.loadURL('about:blank');
    const script = `fetch('http://${host}/some words', { mode: 'no-cors' }).then(() => 'reached', () => 'refused')`;
    const told = (await bare.webContents.executeJavaScript(script)) as string;
    bare.destroy();
    return told;
  }, address);
  expect(outcome).toBe('refused');
  expect(connections).toBe(0);
  expect(log()).toContain(`error request-to-network-refused "http://${address}"`);
  expect(log()).not.toContain('some words');
  count({ refusedRequests: 1 });
});

test('the window stays where it is and opens no other', async () => {
  await app.page.evaluate((host) => {
    window.open(`http://${host}/`);
    const link = document.createElement('a');
    link.href = `http://${host}/`;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(app.page.url()).toBe('app://utter/index.html');
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(connections).toBe(0);
});

test('the page gets no permission: microphone, notifications, clipboard', async () => {
  const permissions = await app.page.evaluate(async () => ({
    microphone: (await navigator.permissions.query({ name: 'microphone' })).state,
    notifications: await Notification.requestPermission(),
    clipboard: await navigator.clipboard.readText().then(String, (cause: unknown) => (cause as Error).name),
  }));
  expect(permissions).toEqual({ microphone: 'denied', notifications: 'denied', clipboard: 'NotAllowedError' });
});

test('app:// serves the window and the audio of takes, and nothing outside', async () => {
  const statuses = await app.page.evaluate(
    (paths) => Promise.all(paths.map(async (path) => (await fetch(path).catch(() => ({ status: 0 }))).status)),
    [
      '/index.html',
      '/../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/..%5c..%5cpackage.json',
      '/takes/..%2f..%2fsettings.json/audio.wav',
      '/takes/00000000-0000-4000-8000-000000000000/audio.wav',
      '/takes/00000000-0000-4000-8000-000000000000/take.json',
    ],
  );
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404]);
});
