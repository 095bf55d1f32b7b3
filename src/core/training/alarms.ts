import type { StepReport } from './trainer';

/** A sign that a run does not learn. The code is for the log; the sentence is for people, and says what to do. */
export interface Alarm {
  readonly code:
    | 'alphabet-mismatch'
    | 'blank-collapse'
    | 'gradient-dead'
    | 'gradient-exploding'
    | 'state-leak'
    | 'targets-impossible';
  readonly sentence: string;
}

/** A network that begins says nothing but blanks for a while; so many steps are too many. */
const blankSteps = 300;
const blankShareOfCollapse = 0.99;
const deadSteps = 20;
/** Below this a weight gets no gradient: what a float loses in a sum is far above it. */
const deadNorm = 1e-12;
/** Over how many steps the last two alarms look back. */
const windowSteps = 50;
/** A norm so many times the usual one comes out of the recurrence, not out of the data. */
const explodingTimes = 100;
const explodingSteps = 3;
const impossiblePercent = 1;

/**
 * Watches a run, step by step. Each thing is told when it goes wrong, and not again until it has been right in between.
 * It keeps a few numbers, and none that the training depends on.
 */
export class TrainingAlarms {
  readonly #blank = new RecentSum(blankSteps);
  readonly #exploding = new RecentSum(windowSteps);
  readonly #impossible = new RecentSum(windowSteps);
  readonly #utterances = new RecentSum(windowSteps);
  readonly #norms: number[] = [];
  /** For how many steps each weight has had no gradient. */
  readonly #deadFor = new Map<string, number>();
  readonly #wrong = new Set<Alarm['code']>();

  push(report: StepReport): Alarm[] {
    const watched = [
      this.#watchBlanks(report),
      this.#watchDead(report),
      this.#watchExploding(report),
      this.#watchTargets(report),
    ];
    return watched.filter((alarm) => alarm !== null);
  }

  #watchBlanks({ blankShare }: StepReport): Alarm | null {
    const wrong = this.#blank.push(blankShare) > blankShareOfCollapse * blankSteps;
    return this.#tellOnce('blank-collapse', wrong, () => [
      `For ${blankSteps} steps the network has said nothing but blanks.`,
      'Listen to a few recordings: are they silent, and are the texts theirs?',
      'If all is well with them, lower peakLearningRate or raise intermediateWeight.',
    ]);
  }

  #watchDead({ gradientNorms, utterances, impossible }: StepReport): Alarm | null {
    if (impossible === utterances) return null;
    for (const [name, norm] of gradientNorms) {
      this.#deadFor.set(name, norm < deadNorm ? (this.#deadFor.get(name) ?? 0) + 1 : 0);
    }
    const dead = [...this.#deadFor].filter(([, steps]) => steps >= deadSteps).map(([name]) => name);
    const others = dead.length > 3 ? ` and ${dead.length - 3} more weights` : '';
    return this.#tellOnce('gradient-dead', dead.length > 0, () => [
      `For ${deadSteps} steps no gradient has reached ${dead.slice(0, 3).join(', ')}${others}: the units above are all closed or at their ceiling, or hear the same all the time.`,
      'Unless the recordings are silent, begin again with a lower peakLearningRate (--find-rate suggests one) or a longer warm-up.',
    ]);
  }

  #watchExploding({ gradientNorm }: StepReport): Alarm | null {
    const usual = this.#norms.length < windowSteps / 2 ? Infinity : medianOf(this.#norms);
    const finite = Number.isFinite(gradientNorm);
    if (finite) this.#norms.push(gradientNorm);
    if (this.#norms.length > windowSteps) this.#norms.shift();
    const explodes = !finite || gradientNorm > explodingTimes * usual;
    const wrong = this.#exploding.push(explodes ? 1 : 0) >= explodingSteps;
    return this.#tellOnce('gradient-exploding', wrong, () => [
      `In ${explodingSteps} of the last ${windowSteps} steps the gradient was more than ${explodingTimes} times the usual, or no number at all.`,
      'Lower peakLearningRate or largestGradientNorm; if that does not help, look for recordings with broken samples.',
    ]);
  }

  #watchTargets({ utterances, impossible }: StepReport): Alarm | null {
    const share = this.#impossible.push(impossible) / Math.max(1, this.#utterances.push(utterances));
    return this.#tellOnce('targets-impossible', share > impossiblePercent / 100, () => [
      `${(100 * share).toFixed(0)} % of the utterances have more letters than timesteps and teach nothing.`,
      'Lower the stride of the features, or the highest speed of the augmentation; look for texts of other recordings.',
    ]);
  }

  #tellOnce(code: Alarm['code'], wrong: boolean, sentences: () => readonly string[]): Alarm | null {
    const told = this.#wrong.has(code);
    if (wrong) this.#wrong.add(code);
    else this.#wrong.delete(code);
    return wrong && !told ? { code, sentence: sentences().join(' ') } : null;
  }
}

/** The sum of the last few numbers. */
class RecentSum {
  readonly #values: number[] = [];
  readonly #steps: number;

  constructor(steps: number) {
    this.#steps = steps;
  }

  push(value: number): number {
    this.#values.push(value);
    if (this.#values.length > this.#steps) this.#values.shift();
    return this.#values.reduce((sum, one) => sum + one, 0);
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
