import { afterEach, describe, expect, it, vi } from 'vitest';

import { showProgress } from '../../../../src/cli/terminal/terminal';

describe('the bar on a terminal', () => {
  const wasTerminal = process.stderr.isTTY;
  afterEach(() => {
    process.stderr.isTTY = wasTerminal;
    vi.restoreAllMocks();
  });

  it('takes nothing away that Ctrl-C would not give back, and says how long it takes once something is done', () => {
    let written = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written += text.toString();
      return true;
    });
    process.stderr.isTTY = true;
    const progress = showProgress(5, 'recordings');
    expect(written).toContain('0/5 recordings');
    expect(written).not.toContain('left');
    // The cursor, and the ends of lines.
    for (const off of ['\u001b[?25l', '\u001b[?7l']) expect(written).not.toContain(off);
    progress.update(5);
    progress.stop();
    expect(written).toContain('5/5 recordings, 0s left');
  });
});
