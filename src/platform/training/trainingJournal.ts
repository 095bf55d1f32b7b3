import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Alarm } from '../../core/training/alarms';
import type { StepReport } from '../../core/training/trainer';
import { openLog, type Log } from '../files/log';
import { writeWholeFile } from '../files/wholeFile';
import type { HeldOutScore } from './heldOutScorer';

/**
 * What a training run writes down beside its models, in its folder: `steps.tsv` (step, loss, loss at h3, gradient norm, learning
 * rate), `curve.tsv` (step, held-out loss, WER, CER, WER/CER by source, WER/CER of the average) and `train.log` (alarms by their codes).
 */
export class TrainingJournal {
  readonly #steps: string;
  readonly #curve: string;
  readonly #log: Log;

  constructor(folder: string) {
    this.#steps = join(folder, 'steps.tsv');
    this.#curve = join(folder, 'curve.tsv');
    this.#log = openLog(join(folder, 'train.log'));
  }

  /** Forgets what lies after a step: a run that was killed goes on from its checkpoint and takes those steps again. */
  async goBackTo(step: number): Promise<void> {
    for (const path of [this.#steps, this.#curve]) {
      const text = await readFile(path, 'utf8').catch(() => '');
      const lines = text.split('\n').slice(0, -1);
      const kept = lines.filter((line) => Number.parseInt(line, 10) <= step).map((line) => `${line}\n`);
      if (kept.join('') === text) continue;
      const written = await writeWholeFile(path, kept.join(''));
      if (!written.ok) throw new Error(written.error.message);
    }
  }

  step(step: number, { loss, intermediateLoss, gradientNorm }: StepReport, learningRate: number): void {
    appendFileSync(this.#steps, `${[step, loss, intermediateLoss, gradientNorm, learningRate].join('\t')}\n`);
  }

  score(step: number, { loss, wer, cer, sources }: HeldOutScore, average: HeldOutScore): void {
    const bySource = [...sources].map(([source, rates]) => `${source}=${ratesOf(rates)}`).join(' ');
    const fields = [step, loss.toFixed(4), wer.toFixed(2), cer.toFixed(2), bySource, ratesOf(average)];
    appendFileSync(this.#curve, `${fields.join('\t')}\n`);
  }

  alarm(step: number, { code }: Alarm): void {
    this.#log.event(code, { step });
  }
}

const ratesOf = ({ wer, cer }: { readonly wer: number; readonly cer: number }): string =>
  `${wer.toFixed(1)}/${cer.toFixed(1)}`;
