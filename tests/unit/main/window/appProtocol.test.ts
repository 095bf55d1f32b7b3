import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { answerApp, contentSecurityPolicy, rangeOf } from '../../../../src/main/window/appProtocol';
import { temporaryFolder } from '../../../support/temporaryFolder';

const id = 'c0ffee00-0000-4000-8000-000000000000';

/** Those that this process has open. */
const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').map((name) => {
    try {
      return readlinkSync(join('/proc/self/fd', name));
    } catch {
      return '';
    }
  });

function site() {
  const root = temporaryFolder();
  mkdirSync(join(root, 'window'));
  mkdirSync(join(root, 'takes', id), { recursive: true });
  writeFileSync(join(root, 'window', 'index.html'), '<p>');
  writeFileSync(join(root, 'secret.json'), '{}');
  writeFileSync(join(root, 'takes', id, 'audio.wav'), '0123456789');
  writeFileSync(join(root, 'takes', id, 'take.json'), '{}');
  mkdirSync(join(root, 'voice'));
  writeFileSync(join(root, 'voice', `${id}.wav`), 'voice');
  writeFileSync(join(root, 'voice', `${id}.json`), '{}');
  const folders = {
    window: join(root, 'window'),
    takePath: (take: string) => join(root, 'takes', take, 'audio.wav'),
    recordingPath: (recording: string) => join(root, 'voice', `${recording}.wav`),
  };
  const get = (address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    answerApp(new Request(address.includes(':') ? address : `app://utter${address}`, { headers, method }), folders);
  return {
    get,
    /** In place of the audio of the take. */
    write: (bytes: Uint8Array) => {
      writeFileSync(folders.takePath(id), bytes);
    },
  };
}

describe('answerApp', () => {
  it('serves the window with the rules of the page', async () => {
    const answer = await site().get('/index.html');
    expect([answer.status, await answer.text()]).toEqual([200, '<p>']);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  });

  it('serves the audio of a take, whole or a range', async () => {
    const { get } = site();
    expect(await (await get(`/takes/${id}/audio.wav`)).text()).toBe('0123456789');
    const part = await get(`/takes/${id}/audio.wav`, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    expect((await get(`/takes/${id}/audio.wav`, { range: 'bytes=10-' })).status).toBe(416);
  });

  it('serves a file of many pieces whole, and is given up at any moment without a word', async () => {
    const { get, write } = site();
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251);
    write(bytes);
    const address = `/takes/${id}/audio.wav`;
    expect(new Uint8Array(await (await get(address)).arrayBuffer())).toEqual(bytes);
    const part = await get(address, { range: 'bytes=65000-140000' });
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(65_000, 140_001));
    // What is thrown where nobody can catch it fails the run.
    for (let pieces = 0; pieces < 5; pieces += 1) {
      for (let round = 0; round < 20; round += 1) {
        const reader = (await get(address)).body!.getReader();
        for (let piece = 0; piece < pieces; piece += 1) await reader.read();
        const last = reader.read();
        await Promise.all([last, reader.cancel()]);
      }
    }
    if (process.platform === 'linux') expect(openFiles().filter((path) => path.endsWith('audio.wav'))).toEqual([]);
  });

  it('serves the audio of a sentence that was read', async () => {
    expect(await (await site().get(`/voice/${id}.wav`)).text()).toBe('voice');
  });

  it.each([
    '/nothing.js',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/index.html%00.png',
    '/%E0%A4%A',
    `/takes/${id}/take.json`,
    '/takes/..%2f../audio.wav',
    `/voice/${id}.json`,
    '/voice/..%2fsecret.wav',
    'app://other/index.html',
  ])('finds nothing at %s', async (address) => {
    expect((await site().get(address)).status).toBe(404);
  });

  it('answers nothing but GET', async () => {
    expect((await site().get('/index.html', {}, 'POST')).status).toBe(404);
  });
});

describe('rangeOf', () => {
  it.each([
    ['bytes=0-', 0, 99],
    ['bytes=10-19', 10, 19],
    ['bytes=90-500', 90, 99],
    ['bytes=-10', 90, 99],
    ['bytes=-500', 0, 99],
  ])('%s of 100 bytes is %i … %i', (header, start, end) => {
    expect(rangeOf(header, 100)).toEqual({ start, end });
  });

  it.each(['bytes=100-', 'bytes=20-10', 'bytes=-', 'bytes=a-b', 'bytes=0-1,3-4', 'lines=0-1', ''])(
    '%s is none',
    (header) => {
      expect(rangeOf(header, 100)).toBeNull();
    },
  );
});
