import { relative } from 'node:path';

import { defaultShaping } from '../../contract/defaultShaping';
import { textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';
import { filterRecording } from '../../core/audio/recordingFilter';
import { normalizeText } from '../../core/corpus/normalizeText';
import type { ShapingRules } from '../../core/shaping/rules';
import { shapeAll } from '../../core/shaping/shape';
import { countMarks, judgedMarks, type MarkScore, type MarkTally, scoreMarks } from '../../core/training/markScores';
import { ErrorTally } from '../../core/training/wordErrors';
import { readAudio } from '../../platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../platform/corpus/corpus';
import { openChosen, recognize, type RecognitionOptions } from '../recognition/recognition';
import { spread } from '../recognition/references';
import { complain, exitCodes, failWith, formatTable, print, printJson, showProgress } from '../terminal/terminal';

export interface MarksOptions extends RecognitionOptions {
  /** The list. */
  readonly marks: string;
  readonly root?: string;
  readonly limit?: number;
  readonly json?: true;
}

/** Nobody says marks in what is judged, and its numbers are words. */
const rules: ShapingRules = { ...defaultShaping, numbers: 'words', commands: [] };

/** How the sentences of a recording are written: with the marks that are heard, and with those that pauses make. */
interface Judged {
  readonly heard: MarkTally;
  readonly pauses: MarkTally;
}

/** Judges marks and capitals on recordings whose texts have them, with the words as they are recognized. */
export async function evaluateMarks(options: MarksOptions): Promise<number> {
  const corpus = await readCorpus(options.marks, options.root, options);
  if (!corpus.ok) return failWith(corpus.error);
  const opened = await openChosen(options);
  if (!opened.ok) return failWith(opened.error);
  const { recognizer, modelName, lacking } = opened.value;
  if (lacking.marks !== null) return failWith(lacking.marks);
  const entries = spread(corpus.value, options.limit ?? corpus.value.length);
  const judged: Judged[] = [];
  const errors = new ErrorTally();
  const progress = showProgress(entries.length, 'recordings');
  for (const [index, entry] of entries.entries()) {
    const audio = await readAudio(entry.path);
    if (audio.ok) judged.push(judge(entry, recognize(recognizer, filterRecording(audio.value)), errors));
    else complain(audio.error.message);
    progress.update(index + 1);
  }
  progress.stop();
  recognizer.dispose();
  const wer = Number(errors.all.wer.toFixed(2));
  const settings = { list: relative(process.cwd(), options.marks), recordings: judged.length, model: modelName, wer };
  const tables = { heard: judged.map(({ heard }) => heard), pauses: judged.map(({ pauses }) => pauses) };
  if (options.json) printJson({ heard: scoresOf(tables.heard), pauses: scoresOf(tables.pauses), settings });
  else print(`${toTable(tables)}\n\n${settings.recordings} recordings, model ${modelName}, word errors ${wer} %`);
  return judged.length === entries.length && entries.length > 0 ? exitCodes.ok : exitCodes.failure;
}

function judge({ text, source }: CorpusEntry, utterances: readonly Utterance[], errors: ErrorTally): Judged {
  const heard = textOf(shapeAll(rules, utterances));
  const said = utterances.flatMap(({ words }) => words.map((word) => word.text)).join(' ');
  errors.add(source, normalizeText(text), said);
  return {
    heard: countMarks(text, heard),
    pauses: countMarks(text, textOf(shapeAll(rules, utterances.map(withoutMarks)))),
  };
}

const withoutMarks = ({ markBefore: _markBefore, ...utterance }: Utterance): Utterance => ({
  ...utterance,
  words: utterance.words.map(({ mark: _mark, isCapital: _isCapital, ...word }) => word),
});

const scoresOf = (tallies: readonly MarkTally[]): Record<string, MarkScore> =>
  Object.fromEntries(judgedMarks.map((kind) => [kind, scoreMarks(tallies, kind)]));

function toTable({ heard, pauses }: Record<'heard' | 'pauses', readonly MarkTally[]>): string {
  const rows = judgedMarks.map((kind) => {
    const [score, alone] = [scoreMarks(heard, kind), scoreMarks(pauses, kind)];
    const expected = heard.reduce((sum, tally) => sum + tally[kind].expected, 0);
    const shown = [score.precision, score.recall, score.f1].map((value) => value.toFixed(3));
    return [kind, String(expected), ...shown, `${score.low.toFixed(3)}–${score.high.toFixed(3)}`, alone.f1.toFixed(3)];
  });
  return formatTable([['', 'expected', 'precision', 'recall', 'F1', '95 %', 'F1 of pauses alone'], ...rows]);
}
