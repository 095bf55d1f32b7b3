import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

describe('docs/security.md', () => {
  const page = readFileSync('docs/security.md', 'utf8');

  it('says of each of the twenty items what shows it', () => {
    const rows = page.split('\n').filter((line) => /^\| \d+ \|/u.test(line));
    expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(Array.from({ length: 20 }, (_, at) => `${at + 1}`));
    expect(rows.filter((row) => row.split('|').at(-2)?.trim() === '')).toEqual([]);
  });

  it('names tests that there are', () => {
    const checklist = page.split('## ').find((part) => part.startsWith("Electron's checklist")) ?? '';
    const named = [...checklist.matchAll(/"([^"…]+?) ?…?"/gu)].map(([, name]) => name!);
    const spec = readFileSync('tests/e2e/security.spec.ts', 'utf8');
    expect(named.length).toBeGreaterThan(14);
    expect(named.filter((name) => !spec.includes(`test('${name}`))).toEqual([]);
  });

  it('names files that there are', () => {
    const named = [...page.matchAll(/`((?:tests|scripts|build|docs)\/[\w./-]+)`/gu)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});
