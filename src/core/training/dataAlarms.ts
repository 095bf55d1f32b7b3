import type { Alphabet } from '../alphabet';
import { pack } from '../acoustic/packing';
import type { Alarm } from './alarms';
import type { Batch } from './batches';

/** Texts that the alphabet cannot write, in percent, above which they are not a few odd ones but another spelling. */
const foreignPercent = 5;
/** Of a posterior probability; rounding in sums of another order is a thousand times smaller, a state from elsewhere far larger. */
const leakedProbability = 0.02;

/** Tells when many texts are written otherwise than the network's labels can say, and with which letters. */
export function alphabetAlarm(texts: readonly string[], alphabet: Alphabet): Alarm | null {
  const foreign = texts.filter((text) => alphabet.encode(text) === null);
  if (foreign.length * 100 <= texts.length * foreignPercent) return null;
  const counts = new Map<string, number>();
  for (const symbol of foreign.join('')) {
    if (alphabet.labelOf(symbol) === undefined) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  const common = [...counts].sort(([, a], [, b]) => b - a).slice(0, 5);
  const letters = common.map(([symbol, count]) => `“${symbol}” ${count} times`).join(', ');
  return {
    code: 'alphabet-mismatch',
    sentence:
      `${foreign.length} of ${texts.length} texts have letters outside the alphabet “${alphabet.symbols}” and are left out: ${letters}. ` +
      'Write the texts in those letters, lower case, numbers as words, without punctuation.',
  };
}

/**
 * Tells when an utterance of a batch sounds different to the network than it does alone: state has been carried over from
 * another one, or rows have been mixed up.
 * @param infer log posteriors of a batch, [rows, L]
 */
export function leakAlarm(infer: (batch: Batch) => Float32Array, batch: Batch): Alarm | null {
  const together = infer(batch);
  const labelCount = together.length / batch.packing.rows;
  const leaks = batch.rows.some((rows, sequence) => {
    const alone = infer(aloneOf(batch, sequence));
    return alone.some((nats, place) => {
      const row = rows[Math.floor(place / labelCount)]!;
      const inBatch = together[row * labelCount + (place % labelCount)]!;
      return Math.abs(Math.exp(nats) - Math.exp(inBatch)) > leakedProbability;
    });
  });
  if (!leaks) return null;
  return {
    code: 'state-leak',
    sentence:
      'An utterance gets other scores in a batch than alone: the network carries something from one utterance into another. ' +
      'This is a fault of the program and not of your data; do not use the models of this run, and report it.',
  };
}

/** One utterance of a batch as a batch. */
function aloneOf({ windows, packing, targets, rows }: Batch, sequence: number): Batch {
  const inputSize = windows.length / packing.rows;
  const own = rows[sequence]!;
  const alone = new Float32Array(own.length * inputSize);
  own.forEach((row, timestep) => {
    alone.set(windows.subarray(row * inputSize, (row + 1) * inputSize), timestep * inputSize);
  });
  return {
    windows: alone,
    packing: pack(Int32Array.of(own.length)),
    targets: [targets[sequence]!],
    rows: [own.map((_, timestep) => timestep)],
  };
}
