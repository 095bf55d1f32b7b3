import { describe, expect, it } from 'vitest';

import type { Word, WordMark } from '../../../../src/contract/transcript';
import { MarkedSpeech } from '../../../../src/core/dictation/markedSpeech';
import { Marker } from '../../../../src/core/marks/marker';
import { Recognizer } from '../../../../src/core/dictation/recognizer';
import { joinSamples } from '../../../../src/core/audio/pcm';
import { chirp, noise, silence, tone } from '../../../support/audio';
import { smallMarksModel } from '../../../support/marks';
import { useBackend } from '../../../support/tensors';
import { recognizerParts } from '../../../support/timestepDecoder';

const marker = new Marker(smallMarksModel());

/** Words of 0.3 s, 0.1 s apart. */
const said = (text: string, startSeconds = 0): Word[] =>
  text.split(' ').map((word, index) => {
    const start = startSeconds + 0.4 * index;
    return { text: word, startSeconds: start, endSeconds: start + 0.3, confidence: 0.9 };
  });

const utterance = (words: Word[], endSeconds: number) => ({ startSeconds: 0, endSeconds, words });
const commit = (speech: MarkedSpeech, committed: Word[], unfinished: Word[] = [], heardSeconds = 60): WordMark[] =>
  speech.commit({ committed, unfinished, heardSeconds }).marks ?? [];

describe('MarkedSpeech', () => {
  const words = said('we climb the stairs and rest who is there');

  it('marks each committed word once, with what is known of the words behind it', () => {
    const speech = new MarkedSpeech(marker);
    const first = commit(speech, words.slice(0, 2), words.slice(2, 4));
    const later = commit(speech, words.slice(0, 5), words.slice(5));
    expect(later.slice(0, 2)).toEqual(first);
    expect(first).toHaveLength(2);
    expect(later).toHaveLength(5);
  });

  it('may change the mark of a word that nothing followed, once, where a word follows within a second, and no capital', () => {
    for (let count = 1; count < words.length; count += 1) {
      const speech = new MarkedSpeech(marker);
      const open = commit(speech, words.slice(0, count));
      const changed = commit(speech, words.slice(0, count), words.slice(count));
      const fresh = new MarkedSpeech(marker);
      const known = commit(fresh, words.slice(0, count), words.slice(count));
      expect(changed.at(-1)!.mark).toBe(known.at(-1)!.mark);
      expect(changed.map(({ isCapital }) => isCapital)).toEqual(open.map(({ isCapital }) => isCapital));
      expect(commit(speech, words.slice(0, count), said('we climb', words[count]!.startSeconds))).toEqual(changed);
    }
  });

  it('keeps the mark of a word that another follows later than that', () => {
    const speech = new MarkedSpeech(marker);
    const open = commit(speech, words.slice(0, 3));
    const late = said('stairs and', words[2]!.endSeconds + 1.1);
    expect(commit(speech, words.slice(0, 3), late)).toEqual(open);
  });

  it('finishes an utterance with the same words, each with its mark', () => {
    const heard = utterance(words, 5);
    const finished = new MarkedSpeech(marker).finish(heard);
    expect(finished.words.map(({ mark: _mark, isCapital: _isCapital, ...word }) => word)).toEqual(words);
    expect(finished.words.every(({ mark }) => mark !== undefined)).toBe(true);
    expect(finished.markBefore).toBeUndefined();
    expect(new MarkedSpeech(marker).finish(utterance([], 5))).toEqual(utterance([], 5));
  });

  it('hears the last mark of an utterance as that of a pause of a second, however soon it ended', () => {
    const ended = (seconds: number): unknown =>
      new MarkedSpeech(marker).finish(utterance(words, words.at(-1)!.endSeconds + seconds)).words.at(-1);
    expect(ended(0.1)).toEqual(ended(1));
    expect(ended(1)).toMatchObject(marker.over(words, 1)(words.length - 1));
  });

  it('goes on behind what another has heard as if it had heard that itself', () => {
    const [one, other] = [new MarkedSpeech(marker), new MarkedSpeech(marker, words.slice(0, 6))];
    one.finish(utterance(words.slice(0, 4), 2));
    one.finish(utterance(words.slice(4, 6), 3));
    expect(other.finish(utterance(words.slice(6), 5))).toEqual(one.finish(utterance(words.slice(6), 5)));
  });

  it('has a say in the mark before it where the utterance before ended within a second', () => {
    const speech = new MarkedSpeech(marker);
    speech.finish(utterance(words.slice(0, 4), 2));
    const soon = said('and rest', words[3]!.endSeconds + 0.9);
    expect(speech.finish(utterance(soon, 4)).markBefore).toBe(
      marker.over([...words.slice(0, 4), ...soon], 0.1)(3).mark,
    );
    const late = said('who is', soon[1]!.endSeconds + 1.2);
    expect(speech.finish(utterance(late, 7)).markBefore).toBeUndefined();
  });
});

describe('the mark before an utterance that goes on', () => {
  const before = said('we climb the stairs');
  const words = said('and rest who is there now', before[3]!.endSeconds + 0.6);
  const begun = (): MarkedSpeech => {
    const speech = new MarkedSpeech(marker);
    speech.finish(utterance(before, 2));
    return speech;
  };

  it('is settled with the first committed word, once all that have a say are known, stays until the end, and changes nothing about that', () => {
    const speech = begun();
    const markBefore = (committed: number, known: number, later = words): unknown =>
      speech.commit({
        committed: words.slice(0, committed),
        unfinished: later.slice(committed, known),
        heardSeconds: 60,
      }).markBefore;
    const { wordsAfter } = marker;
    expect(wordsAfter).toBeGreaterThan(1);
    expect(markBefore(0, words.length)).toBeUndefined();
    expect(markBefore(1, wordsAfter - 1)).toBeUndefined();
    const settled = markBefore(1, wordsAfter);
    expect(settled).toBe(marker.over([...before, ...words.slice(0, wordsAfter)], 0.1)(3).mark);
    expect(markBefore(1, 6, said('and ducks are what we want'))).toBe(settled);
    const whole = utterance(said('so what of it', words[0]!.startSeconds), 9);
    expect(speech.finish(whole)).toEqual(begun().finish(whole));
  });

  it('is that of the end where the utterance ends before, and nothing is left of it for the next', () => {
    const speech = begun();
    const whole = begun().finish(utterance(words.slice(0, 1), 4)).markBefore;
    expect(speech.commit({ committed: words.slice(0, 1), unfinished: [], heardSeconds: 4 })).not.toHaveProperty(
      'markBefore',
    );
    expect(speech.finish(utterance(words.slice(0, 1), 4)).markBefore).toBe(whole);
    speech.restart();
    const late = said('who is there now', 9);
    expect(speech.commit({ committed: late, unfinished: [], heardSeconds: 60 })).not.toHaveProperty('markBefore');
  });
});

describe('a session that hears marks', { timeout: 60_000 }, () => {
  it('hears the same words at the same times, and tells partial words no later, as one without', async () => {
    await useBackend('auto');
    const sound = joinSamples([chirp(200, 3000, 0.5), silence(0.5), noise(0.6, 0.3, 1), tone(700, 0.4), silence(0.3)]);
    const events = [null, marker].map((each) => {
      const recognizer = new Recognizer({ ...recognizerParts([]), marker: each });
      const session = recognizer.openSession();
      const told = [
        ...session.push(sound.subarray(0, 9000)),
        ...session.push(sound.subarray(9000)),
        ...session.finish(),
      ];
      session.dispose();
      recognizer.dispose();
      return told;
    });
    const bare = events.map((told) =>
      told.map((event) => {
        if (event.type === 'partial') {
          const { marks: _marks, markBefore: _before, ...words } = event;
          return words;
        }
        const { markBefore: _before, words, ...others } = event.utterance;
        const unmarked = words.map(({ mark: _mark, isCapital: _isCapital, ...word }) => word);
        return { type: event.type, utterance: { ...others, words: unmarked } };
      }),
    );
    expect(bare[1]).toEqual(bare[0]!.map((event) => event));
    expect(events[1]!.some((event) => event.type === 'final' && event.utterance.words[0]?.mark !== undefined)).toBe(
      true,
    );
  });
});
