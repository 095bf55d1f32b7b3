import { findPattern } from '../../contract/findPattern';
import { fail, ok, type Result } from '../../contract/result';
import { shownWords, textOf } from '../../contract/shownText';
import { mostTags } from '../../contract/textLimits';
import type { Hearing, Take, TakeEdit, Utterance } from '../../contract/transcript';
import { correctUtterance } from './correct';
import { asHeard, changedText, shapedOf, utteranceAsHeard, utteranceToCorrect } from './heard';
import { spaced } from './spaced';

type EditOf<Kind extends TakeEdit['kind']> = Extract<TakeEdit, { kind: Kind }>;

/** The take after an edit; the same object where nothing changes. Fails where the take does not have what is to be edited. */
export function editTake(take: Take, edit: TakeEdit): Result<Take> {
  if (isOfUtterance(edit)) return editUtterance(take, edit);
  switch (edit.kind) {
    case 'rename':
      return ok({ ...take, title: edit.title.trim(), titleIsOwn: edit.title.trim() !== '' });
    case 'pin':
      return ok(edit.pinned === take.pinned ? take : { ...take, pinned: edit.pinned });
    case 'tag':
      return orRefused(tagged(take, edit), `A take has ${mostTags} tags at most. Take one away first.`);
    case 'replace':
      return ok(replaced(take, edit));
    case 'revert':
      return orRefused(edit.utterance === null ? asHeard(take) : utteranceAsHeard(take, edit.utterance), unknown);
    case 'choose':
      return orRefused(chosen(take, edit.earlier), `This take has ${take.earlier.length} earlier texts.`);
  }
}

const unknown = 'What was heard is not known: this take was corrected by a version of Utter that did not keep it.';

const orRefused = (take: Take | null, reason: string): Result<Take> =>
  take === null ? fail('invalid-request', reason) : ok(take);

type UtteranceEdit = EditOf<'correct' | 'confirm' | 'split' | 'merge'>;

const isOfUtterance = (edit: TakeEdit): edit is UtteranceEdit =>
  ['correct', 'confirm', 'split', 'merge'].includes(edit.kind);

function editUtterance(take: Take, edit: UtteranceEdit): Result<Take> {
  const { utterances } = take;
  const utterance = utterances[edit.utterance];
  if (utterance === undefined) return fail('invalid-request', `This take has ${utterances.length} utterances.`);
  const next = inPlaceOf(
    edit.kind === 'correct' ? utteranceToCorrect(take, utterance) : utterance,
    edit,
    utterances[edit.utterance + 1],
  );
  if (next === null) return fail('invalid-request', 'There is no such word, or no utterance after this one.');
  const count = edit.kind === 'merge' ? 2 : 1;
  return ok(changedText(take, utterances.toSpliced(edit.utterance, count, ...next)));
}

/** What takes the place of an utterance, and where it is merged also of the one after it; null where the edit does not fit. */
function inPlaceOf(
  utterance: Utterance,
  edit: UtteranceEdit,
  after: Utterance | undefined,
): readonly Utterance[] | null {
  switch (edit.kind) {
    case 'correct':
      return [correctUtterance(utterance, edit.text)];
    case 'confirm':
      return edit.word < shownWords(utterance).length ? [confirmed(utterance, edit.word)] : null;
    case 'split':
      return edit.word < shownWords(utterance).length ? split(utterance, edit.word) : null;
    case 'merge':
      return after === undefined ? null : [merged(utterance, after)];
  }
}

/** What the user has confirmed is as certain as what the user wrote. */
function confirmed(utterance: Utterance, index: number): Utterance {
  const { words, shaped } = utterance;
  if (shaped === undefined) return { ...utterance, words: words.map((word, at) => (at === index ? sure(word) : word)) };
  const shown = shaped.words[index];
  const isMeant = ({ startSeconds, endSeconds }: Utterance['words'][number]): boolean =>
    shown !== undefined && startSeconds >= shown.startSeconds && endSeconds <= shown.endSeconds;
  return {
    ...utterance,
    words: words.map((word) => (isMeant(word) ? sure(word) : word)),
    shaped: { ...shaped, words: shaped.words.map((word, at) => (at === index ? sure(word) : word)) },
  };
}

const sure = <Word extends { readonly confidence: number }>(word: Word): Word => ({ ...word, confidence: 1 });

function split(utterance: Utterance, index: number): readonly Utterance[] {
  const { startSeconds, endSeconds, words, shaped } = utterance;
  const atSeconds = shownWords(utterance)[index]?.startSeconds ?? endSeconds;
  const saidBefore = shaped === undefined ? index : words.filter((word) => word.startSeconds < atSeconds).length;
  return [
    {
      startSeconds,
      endSeconds: atSeconds,
      words: words.slice(0, saidBefore),
      ...(shaped && { shaped: { words: shaped.words.slice(0, index), after: '' as const } }),
    },
    {
      startSeconds: atSeconds,
      endSeconds,
      words: words.slice(saidBefore),
      ...(shaped && { shaped: { ...shaped, words: shaped.words.slice(index) } }),
    },
  ];
}

function merged(first: Utterance, second: Utterance): Utterance {
  const isShaped = first.shaped !== undefined || second.shaped !== undefined;
  const words = spaced([first, second]).flatMap((each) => shapedOf(each).words);
  return {
    startSeconds: first.startSeconds,
    endSeconds: second.endSeconds,
    words: [...first.words, ...second.words],
    ...(isShaped && { shaped: { words, after: shapedOf(second).after } }),
  };
}

/** Null where there are too many: such a take could not be read any more. */
function tagged(take: Take, { tag, isOn }: EditOf<'tag'>): Take | null {
  const others = take.tags.filter((each) => each.toLowerCase() !== tag.toLowerCase());
  const isAsWished = isOn ? take.tags.includes(tag) : others.length === take.tags.length;
  if (isOn && others.length >= mostTags) return null;
  return isAsWished ? take : { ...take, tags: isOn ? [...others, tag] : others };
}

function replaced(take: Take, { find, replacement, matchCase, wholeWords }: EditOf<'replace'>): Take {
  const pattern = findPattern(find, { matchCase, wholeWords });
  const utterances = take.utterances.map((utterance) => {
    const text = textOf([utterance]);
    const changed = text.replace(pattern, () => replacement);
    return changed === text ? utterance : correctUtterance(utterance, changed);
  });
  return utterances.some((utterance, index) => utterance !== take.utterances[index])
    ? changedText(take, utterances)
    : take;
}

function chosen(take: Take, index: number): Take | null {
  const earlier = take.earlier[index];
  if (earlier === undefined) return null;
  const { heard: _heard, isCutOff: _isCutOff, ...rest } = take;
  return { ...rest, ...earlier, earlier: take.earlier.with(index, hearingOf(take)) };
}

/** The take after it was recognized again: the text that it had is kept beside the new one. */
export function hearAgain(take: Take, hearing: Hearing): Take {
  const { heard: _heard, isCutOff: _isCutOff, ...rest } = take;
  return { ...rest, ...hearing, earlier: [hearingOf(take), ...take.earlier] };
}

/** The take, once there is more of its sound: a text that its user has put right stays beside the new one, what was heard alone goes. */
export function hearWhole(take: Take, hearing: Omit<Hearing, 'corrected'>, seconds: number): Take {
  const whole = { ...hearAgain(take, { ...hearing, corrected: false }), seconds };
  return take.corrected ? whole : { ...whole, earlier: take.earlier };
}

function hearingOf({ heardAt, model, utterances, heard, corrected, isCutOff }: Take): Hearing {
  return {
    ...{ heardAt, model, utterances, corrected },
    ...(heard !== undefined && { heard }),
    ...(isCutOff !== undefined && { isCutOff }),
  };
}
