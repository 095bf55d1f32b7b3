import { describe, expect, it, vi } from 'vitest';

import { english } from '../../../../src/core/alphabet';
import { GreedyDecoder } from '../../../../src/core/decode/greedy';
import type { TextScorer } from '../../../../src/core/decode/textScorer';
import type { AcousticModel, PosteriorStream } from '../../../../src/core/dictation/acousticModel';
import { Recognizer, type RecognizerParts } from '../../../../src/core/dictation/recognizer';
import type { SessionEvent } from '../../../../src/core/dictation/session';
import { posteriors } from '../../../support/ctc';

/** Samples of a timestep. */
const hop = 160;
/** Timesteps that are settled together, and told ahead beyond them. */
const [settledTogether, aheadTogether] = [4, 2];

/** One symbol a timestep, `_` for the blank. */
const rowsOf = (text: string): Float32Array[] =>
  posteriors(
    Array.from(text).map((symbol) => {
      const label = symbol === '_' ? english.blank : english.labelOf(symbol)!;
      return Array.from({ length: english.size }, (_, at) => (at === label ? 972 : 1));
    }),
  );

/** Hears in a stream what one text says, and in the whole what another does, whatever the samples are. */
class ScriptedModel implements AcousticModel {
  readonly sampleRateHz = 16_000;
  readonly timestepSamples = hop;
  readonly lookAheadSeconds = 0;
  readonly longestDelaySeconds = 0;
  /** Lengths of the utterances that were heard whole. */
  readonly wholes: number[] = [];
  readonly #streamed: string;
  readonly #whole: string;

  constructor(streamed: string, whole: string) {
    this.#streamed = streamed;
    this.#whole = whole;
  }

  openStream(): PosteriorStream {
    const rows = rowsOf(this.#streamed);
    let [samples, told] = [0, 0];
    return {
      push: (pushed) => {
        samples += pushed.length;
        const ready = Math.floor(samples / hop / settledTogether) * settledTogether;
        const settled = rows.slice(told, ready);
        told = Math.max(told, ready);
        return { settled, ahead: settled.length > 0 ? rows.slice(told, told + aheadTogether) : [] };
      },
      finish: () => rows.slice(told, (told = rows.length)),
      restart: () => undefined,
      dispose: () => undefined,
    };
  }

  hearWhole(samples: Float32Array): readonly Float32Array[] {
    this.wholes.push(samples.length);
    return rowsOf(this.#whole);
  }

  dispose(): void {
    return;
  }
}

function hear(
  streamed: string,
  whole: string,
  { hearsAgain = true, speechRules = [{ evidence: 2, confidence: 0 }], ...more }: Partial<RecognizerParts> = {},
): { told: string[]; wholes: number[]; changed: number } {
  const model = new ScriptedModel(streamed, whole);
  const recognizer = new Recognizer({
    alphabet: english,
    model,
    endpointRules: [],
    speechRules,
    ...more,
    createDecoder: () => new GreedyDecoder(english),
    hearsAgain,
  });
  const session = recognizer.openSession();
  const events: SessionEvent[] = [];
  for (let sample = 0; sample < streamed.length * hop; sample += hop)
    events.push(...session.push(new Float32Array(hop)));
  events.push(...session.finish());
  session.dispose();
  return { told: events.map(toldBy), wholes: model.wholes, changed: session.changedWords };
}

const toldBy = (event: SessionEvent): string =>
  event.type === 'partial'
    ? `${event.committed}|${event.unfinished}`
    : `${event.type === 'final' ? '=' : '?'} ${event.utterance.words.map(({ text }) => text).join(' ')}`;

describe('a second hearing', () => {
  it('tells what was heard in the whole utterance, once it has ended', () => {
    const { told, wholes, changed } = hear('he_l_lo worl__', 'he_l_lo world');
    expect(told.at(-1)).toBe('= hello world');
    expect(told.slice(0, -1).every((partial) => !partial.startsWith('='))).toBe(true);
    expect(wholes).toEqual([14 * hop]);
    expect(changed).toBe(1);
  });

  it('is not made where nobody wants it', () => {
    const { told, wholes, changed } = hear('he_l_lo worl__', 'he_l_lo world', { hearsAgain: false });
    expect([told.at(-1), wholes, changed]).toEqual(['= hello worl', [], 0]);
  });

  it('is not made where nothing was heard', () => {
    expect(hear('________', 'hello')).toEqual({ told: [], wholes: [], changed: 0 });
  });

  it('leaves what was heard at first where it hears nothing', () => {
    expect(hear('he_l_lo_', '________').told.at(-1)).toBe('= hello');
  });

  it('takes back what was too little to be shown where it hears nothing', () => {
    const speechRules = [
      { evidence: 50, confidence: 0 },
      { evidence: 1, confidence: 0.1 },
    ];
    expect(hear('he_l_lo_', '________', { speechRules, hearsAgain: false }).told).toEqual(['= hello']);
    expect(hear('he_l_lo_', '________', { speechRules }).told).toEqual([]);
  });

  it('has a judge of texts, which the first hearing has not, and which ends with the recognizer', () => {
    const [rescorer, judges] = [{ gains: () => [], dispose: vi.fn() }, new Array<TextScorer | null | undefined>()];
    const recognizer = new Recognizer({
      alphabet: english,
      model: new ScriptedModel('a', 'a'),
      endpointRules: [],
      speechRules: [],
      createDecoder: (_terms, judge) => {
        judges.push(judge);
        return new GreedyDecoder(english);
      },
      hearsAgain: true,
      rescorer,
    });
    recognizer.openSession().dispose();
    expect(judges).toEqual([undefined, rescorer]);
    recognizer.dispose();
    expect(rescorer.dispose).toHaveBeenCalledOnce();
  });

  it('is judged by rules of its own', () => {
    const settlingRules = [{ evidence: 50, confidence: 0 }];
    expect(hear('he_l_lo_', 'he_l_lo_', { settlingRules }).told.at(-1)).toBe('? hello');
  });
});

describe('what lies ahead of what is settled', () => {
  it('is shown, and not counted as heard', () => {
    const { told } = hear('he_l_lo you', 'he_l_lo you');
    // Four timesteps say "hel", and the two ahead of them one letter more.
    expect(told[0]).toBe('|hell');
    expect(told.at(-1)).toBe('= hello you');
  });
});
