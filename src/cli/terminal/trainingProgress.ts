import { Presets, SingleBar } from 'cli-progress';

import type { ByHeartReport } from '../../core/training/preflight';
import type { RateFinder } from '../../core/training/rateFinder';
import type { HeldOutScore } from '../../platform/training/heldOutScorer';
import type { TrainingProgress } from '../../platform/training/trainingRun';
import { complain, formatTable, print } from './terminal';

type StepProgress = TrainingProgress & { readonly type: 'step' };

/** Where there is no terminal to draw a bar on, a line tells so many steps. */
const plainSteps = 10;
/** Over how many steps the time left is estimated. */
const estimatedSteps = 50;
const rowsOfRates = 24;

/** Shows a training run: a bar on a terminal, lines elsewhere; scores on stdout and alarms on stderr either way. */
export class TrainingProgressView {
  readonly #pace = new Pace();
  #bar: SingleBar | null = null;

  show(progress: TrainingProgress): void {
    if (progress.type === 'step') {
      this.#showStep(progress);
      return;
    }
    this.stop();
    if (progress.type === 'held-out') tellScore(progress.step, progress.score, progress.average);
    else if (progress.type === 'alarm') complain(`step ${progress.step}: ${progress.alarm.sentence}`);
    else print(`${progress.scores} scores in a row brought nothing better: the curve is flat`);
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
  }

  #showStep(progress: StepProgress): void {
    const { step, totalSteps, report, learningRate, timesRealTime } = progress;
    const left = this.#pace.left(totalSteps - step);
    const losses = `loss ${report.loss.toFixed(3)} (${report.intermediateLoss.toFixed(3)})  norm ${report.gradientNorm.toFixed(2)}`;
    const rest = `rate ${learningRate.toExponential(1)}  ${timesRealTime.toFixed(0)} × real time  ${left} left`;
    if (process.stderr.isTTY) this.#draw(progress, `${losses}  ${rest}`);
    else if (step % plainSteps === 0) print(`${step}/${totalSteps}  ${losses}  ${rest}`);
  }

  #draw({ step, totalSteps }: StepProgress, text: string): void {
    if (this.#bar === null) {
      const format = '{bar} {value}/{total}  {text}';
      this.#bar = new SingleBar(
        { format, barsize: 20, hideCursor: true, clearOnComplete: true },
        Presets.shades_classic,
      );
      this.#bar.start(totalSteps, step, { text });
    }
    this.#bar.update(step, { text });
  }
}

/** Tells how long is left, from how long the last steps took. */
class Pace {
  readonly #times: number[] = [];

  left(steps: number): string {
    const now = performance.now();
    this.#times.push(now);
    if (this.#times.length > estimatedSteps) this.#times.shift();
    const taken = this.#times.length - 1;
    if (taken === 0) return '?';
    const minutes = (steps * (now - (this.#times[0] ?? now))) / taken / 60_000;
    return minutes < 90 ? `${Math.ceil(minutes)} min` : `${(minutes / 60).toFixed(1)} h`;
  }
}

function tellScore(step: number, score: HeldOutScore, average: HeldOutScore): void {
  const rates = ({ wer, cer }: { wer: number; cer: number }): string => `WER ${wer.toFixed(1)}  CER ${cer.toFixed(1)}`;
  print(`held-out after step ${step}: loss ${score.loss.toFixed(3)}  ${rates(score)}  (average: ${rates(average)})`);
  for (const [source, ofSource] of score.sources) print(`  ${source}: ${rates(ofSource)}`);
  for (const { said, heard } of score.examples) print(`  said  ${said}\n  heard ${heard}`);
}

export function tellByHeart({ step, loss, wordErrors }: ByHeartReport): void {
  print(`learning ${step} steps by heart: loss ${loss.toFixed(3)}, ${wordErrors} words wrong`);
}

/** Prints the curve of the learning-rate finder, and what it suggests. */
export function tellRates({ points, suggestion }: RateFinder): void {
  const every = Math.ceil(points.length / rowsOfRates);
  const rows = points
    .filter((_, index) => index % every === 0)
    .map(({ learningRate, loss, smoothedLoss }) => [
      learningRate.toExponential(1),
      loss.toFixed(3),
      smoothedLoss.toFixed(3),
    ]);
  print(formatTable([['rate', 'loss', 'smoothed'], ...rows]));
  print(
    suggestion === null
      ? 'The loss did not fall at any rate: nothing can be suggested.'
      : `suggested peakLearningRate: ${suggestion.toExponential(1)}`,
  );
}
