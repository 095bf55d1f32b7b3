import { describe, expect, it } from 'vitest';

import { addCommands, utterProgram } from '../../../src/cli/commands';

/** What is said where a required option is missing. */
async function complaintOf(...words: string[]): Promise<string> {
  let said = '';
  const program = utterProgram()
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text) });
  await addCommands(program, words[0]);
  await expect(program.parseAsync(words, { from: 'user' })).rejects.toMatchObject({
    code: expect.any(String) as string,
  });
  return said;
}

describe('addCommands', () => {
  it.each([
    [['corpus', '.'], 'utter corpus'],
    [['lm', 'build'], 'utter lm build'],
    [['lm', 'mix'], 'utter lm mix'],
    [['lm', 'perplexity'], 'utter lm perplexity'],
    [['lm', 'tune'], 'utter lm tune'],
  ])('names the help of the command that was used wrongly: %j', async (words, name) => {
    expect(await complaintOf(...words)).toContain(`(${name} --help tells how it is used)`);
  });
});
