import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import type { Utterance } from '../../../../src/contract/transcript';
import { listening, settle } from '../../../support/dictationStage';
import { heardUtterancesOf, utterancesOf } from '../../../support/shaping';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('dictation with spoken commands', () => {
  it('shows text, keeps what was said beside it, and takes back what is scratched', async () => {
    const { recognizer, shown, states, takes } = await listening();
    const [first, second, third] = utterancesOf('it rained full stop | we went | scratch that');
    recognizer.last.say({ type: 'partial', committed: 'it rained full', unfinished: 'stop' });
    recognizer.last.say({ type: 'final', utterance: first! });
    recognizer.last.say({ type: 'partial', committed: 'we', unfinished: 'went' });
    recognizer.last.say({ type: 'final', utterance: second! });
    await settle();
    const told = states.length;
    recognizer.last.say({ type: 'partial', committed: 'scratch that', unfinished: '' });
    recognizer.last.say({ type: 'final', utterance: third! });
    await settle();
    expect(shown).toEqual([
      'It rained~',
      'It rained.',
      'It rained. We~',
      'It rained. We went',
      'It rained. We went~',
      'It rained.',
    ]);
    expect(states.slice(told).map(({ utterances }) => utterances[1]?.shaped?.words)).toEqual([[]]);
    expect(takes.saved?.utterances.map(({ words }) => words)).toEqual([first!.words, second!.words, third!.words]);
    expect(takes.saved?.utterances[0]?.shaped?.words.map(({ text }) => text)).toEqual(['It', 'rained.']);
  });

  it('ends the take that is told to stop', async () => {
    const { dictation, recognizer, capture, takes } = await listening();
    const [said] = utterancesOf('it rained stop dictation');
    recognizer.last.say({ type: 'final', utterance: said! });
    await settle();
    expect(dictation.status.phase).toBe('stopping');
    capture.last.say({ type: 'stopped', keptSamples: 16_000 });
    await settle();
    recognizer.last.say({ type: 'finished' });
    await settle();
    expect(dictation.status.phase).toBe('idle');
    expect(takes.saved?.utterances[0]?.shaped?.words.map(({ text }) => text)).toEqual(['It', 'rained']);
  });

  it('shows a sentence behind a pause as it will be written, while it is still unfinished', async () => {
    const { recognizer, shown, hear } = await listening();
    const [first, second, third] = utterancesOf('it rained |4 we went |1 out');
    const partial = (of: Utterance, text: string): void => {
      const words = [{ text, startSeconds: of.words[0]!.startSeconds }];
      recognizer.last.say({ type: 'partial', committed: text, unfinished: '', words });
    };
    recognizer.last.say({ type: 'final', utterance: first! });
    await settle();
    partial(second!, 'we');
    await settle();
    recognizer.last.say({ type: 'final', utterance: second! });
    // However far behind the recognizer is.
    hear(60);
    partial(third!, 'out');
    await settle();
    expect(shown).toEqual(['It rained.', 'It rained.\n\nWe~', 'It rained.\n\nWe went', 'It rained.\n\nWe went out~']);
  });

  it('takes a full stop away as soon as the words behind it have settled that, on the page and for other programs', async () => {
    const { recognizer, shown, states, takes } = await listening();
    const [first, second] = heardUtterancesOf('it rained. |0.5 +, and we went');
    recognizer.last.say({ type: 'final', utterance: first! });
    await settle();
    recognizer.last.say({ type: 'partial', committed: 'and', unfinished: 'we went' });
    await settle();
    const told = states.length;
    recognizer.last.say({ type: 'partial', committed: 'and', unfinished: 'we went on', markBefore: ',' });
    await settle();
    expect(states.slice(told).map(({ utterances }) => utterances[0]?.shaped?.words.at(-1)?.text)).toEqual(['rained,']);
    recognizer.last.say({ type: 'partial', committed: 'and we', unfinished: 'went on', markBefore: ',' });
    recognizer.last.say({ type: 'final', utterance: second! });
    await settle();
    expect(shown.at(-1)).toBe('It rained, and we went');
    expect(takes.saved?.utterances.map((each) => each.shaped?.words.map(({ text }) => text).join(' '))).toEqual([
      'It rained,',
      'and we went',
    ]);
    // What is kept is what it would be without a word of what went on meanwhile.
    expect(takes.saved?.utterances[0]?.words.at(-1)?.mark).toBe('.');
  });

  it('writes the phrases as words where commands are off, and sentences and numbers all the same', async () => {
    const { dictation, recognizer, shown, takes } = await listening({ ...defaultShaping, obeysCommands: false });
    const [first, second] = heardUtterancesOf('it rained comma, for ^twelve days. |3 scratch that stop dictation');
    recognizer.last.say({ type: 'partial', committed: 'it rained comma', unfinished: '' });
    recognizer.last.say({ type: 'final', utterance: first! });
    recognizer.last.say({ type: 'final', utterance: second! });
    await settle();
    expect(shown).toEqual([
      'It rained comma~',
      'It rained comma, for 12 days.',
      'It rained comma, for 12 days.\n\nScratch that stop dictation',
    ]);
    expect(dictation.status.phase).toBe('listening');
    expect(takes.saved?.utterances.map(({ words }) => words)).toEqual([first!.words, second!.words]);
  });
});
