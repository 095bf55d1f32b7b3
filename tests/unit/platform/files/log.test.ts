import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, it } from 'vitest';

import { openLog } from '../../../../src/platform/files/log';
import { temporaryFolder } from '../../../support/temporaryFolder';

it('writes a line an event, and a stack in one line', () => {
  const path = join(temporaryFolder(), 'logs', 'utter.log');
  const log = openLog(path);
  log.event('started', { version: '1' });
  log.fault('broken', new Error('boom'));
  const [first, second, rest] = readFileSync(path, 'utf8').split('\n');
  expect(first).toMatch(/^\S+ info started \{"version":"1"\}$/);
  expect(second).toMatch(/^\S+ error broken "Error: boom\\n .*"$/);
  expect(rest).toBe('');
});

it('puts a long log aside', () => {
  const path = join(temporaryFolder(), 'utter.log');
  writeFileSync(path, 'x'.repeat(1_000_001));
  openLog(path).event('started');
  expect(existsSync(`${path}.1`)).toBe(true);
  expect(readFileSync(path, 'utf8')).toMatch(/^\S+ info started\n$/);
});

it('puts a log aside that grows too long while it is written, and keeps one', () => {
  const path = join(temporaryFolder(), 'utter.log');
  const log = openLog(path);
  const details = { text: 'x'.repeat(9_900) };
  for (let count = 0; count < 250; count += 1) log.event('grown', details);
  const sizes = [path, `${path}.1`].map((each) => statSync(each).size);
  expect(sizes.every((size) => size > 100_000 && size < 1_020_000)).toBe(true);
  expect(readdirSync(dirname(path))).toHaveLength(2);
});
