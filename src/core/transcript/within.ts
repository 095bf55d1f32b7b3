import type { Take, Utterance, Word } from '../../contract/transcript';

/** The take with those words alone whose middle lies between two times; the same object where that is all of it. */
export function within(take: Take, fromSeconds: number | null, toSeconds: number | null): Take {
  if (fromSeconds === null && toSeconds === null) return take;
  const [from, to] = [fromSeconds ?? 0, toSeconds ?? Infinity];
  const isWithin = ({ startSeconds, endSeconds }: Word): boolean => {
    const middle = (startSeconds + endSeconds) / 2;
    return middle >= from && middle < to;
  };
  const utterances = take.utterances.flatMap((utterance): Utterance[] => {
    if (utterance.endSeconds <= from || utterance.startSeconds >= to) return [];
    const { shaped, words } = utterance;
    return [
      {
        ...utterance,
        startSeconds: Math.max(utterance.startSeconds, from),
        endSeconds: Math.min(utterance.endSeconds, to),
        words: words.filter(isWithin),
        ...(shaped && { shaped: { ...shaped, words: shaped.words.filter(isWithin) } }),
      },
    ];
  });
  return { ...take, utterances };
}
