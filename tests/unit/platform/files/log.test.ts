import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
