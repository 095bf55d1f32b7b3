import type { NumberStyle } from '../../../contract/shaping';
import { writeAbbreviation, writeDigitAndLetter } from './abbreviations';
import { writeAddress } from './addresses';
import { writeMeasure, writePair } from './amounts';
import { writeDayAndMonth, writeMonthAndDay } from './dates';
import { writeDigitString, writeTollFree } from './digitStrings';
import { writeFraction } from './fractions';
import { writeMoney } from './money';
import { writeOrdinal } from './ordinals';
import type { Piece, Rule } from './piece';
import { writeCounted, writeRun } from './runs';
import { writeSideBySide } from './sideBySide';
import { writeTimeRange } from './timeRanges';
import { writeTimeOfDay } from './timesOfDay';
import { writeClockTime, writeSpokenTime } from './times';
import { type Place, WordReach } from './wordReach';
import { writeDecade, writeYear } from './years';

const letterRules: readonly Rule[] = [writeAddress, writeDigitAndLetter, writeAbbreviation];

/** The first that speaks counts, so what says more about a number comes before what says less. */
const numberRules: readonly Rule[] = [
  writeDayAndMonth,
  writeMonthAndDay,
  writeSpokenTime,
  writeTimeRange,
  writeCounted,
  writeTimeOfDay,
  writeClockTime,
  writeTollFree,
  writeOrdinal,
  writeDigitString,
  writeDecade,
  writePair,
  writeSideBySide,
  writeMoney,
  writeMeasure,
  writeYear,
  writeFraction,
  writeRun,
];

/**
 * How people write what is said from the place on: numbers, times, dates and money in digits as far as the style asks for them,
 * addresses and abbreviations in any. Where it is not plain what is meant the words stay. No number reaches over a mark; letters that are
 * told one by one do, since marks are heard in the pauses between them.
 *
 * @returns pieces of which the words are made in order; none where the first word is written as it was said; `undecided` where that
 *   depends on words that are not there yet
 */
export function writtenForm(place: Place, style: NumberStyle): readonly Piece[] | 'undecided' {
  const letters = firstOf(letterRules, new WordReach({ ...place, marks: [] }), style);
  if (letters !== null || style === 'words') return letters ?? [];
  return firstOf(numberRules, new WordReach(place), style) ?? [];
}

function firstOf(rules: readonly Rule[], reach: WordReach, style: NumberStyle): readonly Piece[] | 'undecided' | null {
  for (const rule of rules) {
    const pieces = rule(reach, style);
    if (reach.isUndecided) return 'undecided';
    if (pieces !== null) return pieces;
  }
  return null;
}
