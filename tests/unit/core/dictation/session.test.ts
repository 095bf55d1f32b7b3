import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { joinSamples } from '../../../../src/core/audio/pcm';
import type { Utterance } from '../../../../src/contract/transcript';
import type { DecodedWord, PartialTranscript } from '../../../../src/core/decode/decoder';
import { Recognizer } from '../../../../src/core/dictation/recognizer';
import type { Session, SessionEvent } from '../../../../src/core/dictation/session';
import { chirp, cut, noise, pushLengths, sameToTheBit, silence, tone } from '../../../support/audio';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';
import { recognizerParts, TimestepDecoder } from '../../../support/timestepDecoder';

/** Shows the words of the first timesteps for a while, and finds in the end that there were none. */
class WaveringDecoder extends TimestepDecoder {
  readonly #showsUntil: number;

  constructor(showsUntil = Infinity) {
    super();
    this.#showsUntil = showsUntil;
  }

  override partial(): PartialTranscript {
    return this.rows.length < this.#showsUntil ? super.partial() : { committed: [], unfinished: [] };
  }

  override finish(): DecodedWord[] {
    super.finish();
    return [];
  }
}

/** Doubles every other word, and lacks what that makes in its lexicon. */
class DoublingDecoder extends TimestepDecoder {
  override partial(): PartialTranscript {
    const { committed, unfinished } = super.partial();
    return { committed: doubled(committed), unfinished };
  }

  override finish(): DecodedWord[] {
    return doubled(super.finish());
  }
}

const doubled = (words: readonly DecodedWord[]): DecodedWord[] =>
  words.map((word, index) => (index % 2 === 0 ? word : { ...word, text: word.text + word.text, isUnlisted: true }));

const speech = joinSamples([
  silence(0.4),
  chirp(200, 3000, 0.5),
  silence(0.5),
  noise(0.6, 0.3, 1),
  tone(700, 0.4),
  silence(0.15),
  noise(0.3, 0.5, 2),
]);

function run(session: Session, pieces: readonly Float32Array[]): SessionEvent[] {
  const events = pieces.flatMap((piece) => session.push(piece));
  return [...events, ...session.finish()];
}

const utterancesOf = (events: readonly SessionEvent[]): Utterance[] =>
  events.flatMap((event) => (event.type === 'final' ? [event.utterance] : []));
const finalsOf = (events: readonly SessionEvent[]): SessionEvent[] => events.filter(({ type }) => type === 'final');

describe('Session', { timeout: 60_000 }, () => {
  const decoders: TimestepDecoder[] = [];
  let recognizer: Recognizer;

  beforeAll(async () => {
    await useBackend('auto');
    recognizer = new Recognizer(recognizerParts(decoders));
  });
  afterAll(() => {
    recognizer.dispose();
  });

  /** What one session tells and what its decoder was given. */
  function heard(pieces: readonly Float32Array[], startSeconds = 0): { events: SessionEvent[]; rows: Float32Array[] } {
    const session = recognizer.openSession({ startSeconds });
    const events = run(session, pieces);
    session.dispose();
    return { events, rows: decoders.at(-1)!.rows };
  }

  it('hears several utterances with words in the sound of these tests', () => {
    expect(finalsOf(heard([speech]).events).length).toBeGreaterThan(2);
  });

  it('gives the same utterances and log posteriors however the samples are cut', () => {
    const whole = heard([speech]);
    fc.assert(
      fc.property(pushLengths(20_000), (lengths) => {
        const { events, rows } = heard(cut(speech, lengths));
        expect(finalsOf(events)).toEqual(finalsOf(whole.events));
        expect(sameToTheBit(rows, whole.rows)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  it('goes on after an utterance as a session that begins there', () => {
    const [first, ...others] = utterancesOf(heard([speech]).events);
    const startSeconds = first!.endSeconds;
    const rest = heard([speech.slice(Math.round(startSeconds * 16_000))], startSeconds);
    expect(utterancesOf(rest.events)).toEqual(others);
  });

  it('tells times in the take: words inside their utterance, in order, inside the sound', () => {
    const startSeconds = 100;
    const utterances = utterancesOf(heard([speech], startSeconds).events);
    const times = utterances.flatMap(({ startSeconds: start, words, endSeconds }) => [
      start,
      ...words.flatMap((word) => [word.startSeconds, word.endSeconds]),
      endSeconds,
    ]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(startSeconds);
    expect(times.at(-1)).toBeLessThanOrEqual(startSeconds + speech.length / 16_000);
  });

  it('never takes back a committed word of an utterance', () => {
    const pieces = cut(speech, [1600]);
    const session = recognizer.openSession();
    const events = run(session, pieces);
    session.dispose();
    let committed = '';
    for (const event of events) {
      const told = event.type === 'partial' ? event.committed : event.utterance.words.map(({ text }) => text).join(' ');
      expect(told.startsWith(committed)).toBe(true);
      committed = event.type === 'partial' ? event.committed : '';
    }
    expect(events.filter(({ type }) => type === 'partial').length).toBeGreaterThan(3);
  });

  it('is less sure of a word that the lexicon lacks, once it has been judged', () => {
    const lacking = new Recognizer({
      ...recognizerParts([], { speechRules: [{ evidence: 0, confidence: 1 }] }),
      createDecoder: () => new DoublingDecoder(),
    });
    const session = lacking.openSession();
    const words = utterancesOf(run(session, [speech])).flatMap((utterance) => utterance.words);
    session.dispose();
    lacking.dispose();
    expect(new Set(words.map(({ text, confidence }) => `${text.length}: ${confidence}`))).toEqual(
      new Set(['1: 1', '2: 0.4']),
    );
  });

  it('tells which committed words the lexicon lacks, however the samples are cut', () => {
    const doubling = new Recognizer({ ...recognizerParts([]), createDecoder: () => new DoublingDecoder() });
    for (const length of [400, 1600, 7001]) {
      const session = doubling.openSession();
      const told = run(session, cut(speech, [length])).flatMap((event) => (event.type === 'partial' ? [event] : []));
      session.dispose();
      const lacking = (text: string): string[] => text.split(' ').filter((word) => word.length === 2);
      expect(told.map(({ unlisted = [] }) => unlisted)).toEqual(told.map(({ committed }) => lacking(committed)));
      expect(told.some(({ unlisted }) => unlisted !== undefined)).toBe(true);
    }
    doubling.dispose();
  });

  it('tells a partial only when it has changed', () => {
    const partials = heard(cut(speech, [400])).events.filter(({ type }) => type === 'partial');
    partials.slice(1).forEach((partial, index) => {
      expect(partial).not.toEqual(partials[index]);
    });
  });

  it('takes back what it has shown of an utterance that ends without words, or of which nothing is left', () => {
    const shownBy = (showsUntil: number, samples: Float32Array): string[] => {
      const wavering = new Recognizer({ ...recognizerParts([]), createDecoder: () => new WaveringDecoder(showsUntil) });
      const session = wavering.openSession();
      const events = cut(samples, [1600]).flatMap((piece) => session.push(piece));
      session.dispose();
      wavering.dispose();
      return events.map((event) => (event.type === 'partial' ? event.committed + event.unfinished : 'final'));
    };
    const [ended, begun] = [shownBy(Infinity, speech), shownBy(8, speech.subarray(0, 6400))];
    expect(ended.filter((text) => text === '').length).toBeGreaterThan(1);
    expect(begun.at(-1)).toBe('');
    for (const shown of [ended, begun]) {
      expect(shown[0]).not.toBe('');
      expect(shown).not.toContain('final');
    }
  });

  it('tells as doubted at most, and ends utterances as ever, where nobody seems to speak', () => {
    const doubting = new Recognizer(
      recognizerParts(decoders, { speechRules: [{ evidence: Infinity, confidence: 0 }] }),
    );
    const told = finalsOf(heard([speech]).events);
    expect(told.length).toBeGreaterThan(1);
    const session = doubting.openSession();
    const events = run(session, [speech]);
    expect(events.length).toBeGreaterThan(0);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['doubted']));
    // Of the same utterances, though not all of them are worth it.
    const toldUtterances = utterancesOf(told);
    for (const event of events) if (event.type === 'doubted') expect(toldUtterances).toContainEqual(event.utterance);
    session.dispose();
    doubting.dispose();
  });

  it('tells at its end alone what its words must speak for', () => {
    const asking = new Recognizer(recognizerParts(decoders, { speechRules: [{ evidence: 0, confidence: 0.9 }] }));
    const session = asking.openSession();
    const events = run(session, cut(speech, [400]));
    expect(events.map(({ type }) => type)).not.toContain('partial');
    expect(events).toEqual(finalsOf(heard([speech]).events));
    session.dispose();
    asking.dispose();
  });

  it('tells nothing where all is blank, through endpoint after endpoint', () => {
    const decoder = new TimestepDecoder();
    const deaf = new Recognizer({ ...recognizerParts([], { blankBias: 100 }), createDecoder: () => decoder });
    const session = deaf.openSession();
    expect(run(session, cut(speech, [4000]))).toEqual([]);
    expect(decoder.rows.length).toBeGreaterThan(100);
    session.dispose();
    deaf.dispose();
  });

  it('tells nothing of nothing', () => {
    expect(heard([]).events).toEqual([]);
    expect(heard([new Float32Array(100)]).events).toEqual([]);
  });

  it('is ready for a new stream after finish', () => {
    const session = recognizer.openSession();
    const first = run(session, [speech]);
    expect(run(session, [speech])).toEqual(first);
    session.dispose();
  });

  it('knows nothing of another session', () => {
    const alone = finalsOf(heard([speech]).events);
    const [one, other] = [recognizer.openSession(), recognizer.openSession()];
    const events = cut(speech, [3000]).flatMap((piece) => {
      other.push(noise(0.1, 0.4, 9));
      return one.push(piece);
    });
    expect(finalsOf([...events, ...one.finish()])).toEqual(alone);
    one.dispose();
    other.dispose();
  });

  it("keeps no samples that are the caller's", () => {
    const expected = heard([speech]).events;
    const session = recognizer.openSession();
    const lent = speech.slice();
    const events = session.push(lent);
    lent.fill(0.5);
    expect(finalsOf([...events, ...session.finish()])).toEqual(finalsOf(expected));
    session.dispose();
  });

  it('leaves no tensor behind, finished or dropped in the middle', async () => {
    await expectNoTensorLeak(() => {
      heard([speech]);
      const dropped = recognizer.openSession();
      dropped.push(speech.subarray(0, 20_000));
      dropped.dispose();
    });
  });

  it('holds a constant number of tensors after each utterance', () => {
    const session = recognizer.openSession();
    const counts = Array.from({ length: 3 }, () => {
      run(session, [speech]);
      return tf.memory().numTensors;
    });
    expect(new Set(counts).size).toBe(1);
    session.dispose();
  });
});
