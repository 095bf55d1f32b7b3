import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { answerApp, contentSecurityPolicy, rangeOf } from '../../../../src/main/window/appProtocol';
import { temporaryFolder } from '../../../support/temporaryFolder';

const id = 'c0ffee00-0000-4000-8000-000000000000';

function site(): (path: string, headers?: Record<string, string>, method?: string) => Promise<Response> {
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
  return (address, headers = {}, method = 'GET') =>
    answerApp(new Request(address.includes(':') ? address : `app://utter${address}`, { headers, method }), folders);
}

describe('answerApp', () => {
  it('serves the window with the rules of the page', async () => {
    const answer = await site()('/index.html');
    expect([answer.status, await answer.text()]).toEqual([200, '<p>']);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  });

  it('serves the audio of a take, whole or a range', async () => {
    const get = site();
    expect(await (await get(`/takes/${id}/audio.wav`)).text()).toBe('0123456789');
    const part = await get(`/takes/${id}/audio.wav`, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    expect((await get(`/takes/${id}/audio.wav`, { range: 'bytes=10-' })).status).toBe(416);
  });

  it('serves the audio of a sentence that was read', async () => {
    expect(await (await site()(`/voice/${id}.wav`)).text()).toBe('voice');
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
    expect((await site()(address)).status).toBe(404);
  });

  it('answers nothing but GET', async () => {
    expect((await site()('/index.html', {}, 'POST')).status).toBe(404);
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
