import { Command } from 'commander';
import { describe, expect, it } from 'vitest';

import { addShapingOptions } from '../../../../src/cli/recognition/shaping';

const helpOf = (isOn: boolean): string =>
  addShapingOptions(new Command(), isOn).configureHelp({ helpWidth: 1000 }).helpInformation();

describe('addShapingOptions', () => {
  it('says that sentences are asked for, and what is written without that', () => {
    expect(helpOf(false)).toMatch(/--shape +write sentences, .*; without it the words alone are written/u);
  });

  it('says what is written in place of sentences', () => {
    expect(helpOf(true)).toMatch(/--no-shape +write the words alone, .* in place of sentences/u);
  });
});
