import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Random } from '../../src/core/training/random';
import { largestShortfall, shortfallOf } from '../../src/core/voice/wordVerdicts';
import { readAudio } from '../../src/platform/audio/audioFile';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { RecordingChecker } from '../../src/platform/voice/recordingChecker';

/**
 * How well the check tells right texts from wrong ones: `npx tsx tests/bench/spokenEqualsShown.ts --corpus valid.tsv`. One recording
 * in five is given the text of another one of about the same length. Prints the shares that are flagged at several thresholds.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    root: { type: 'string' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    recordings: { type: 'string', default: '300' },
  },
});

const wrongShare = 0.2;
const random = new Random(1);

interface Judged {
  readonly source: string;
  readonly isWrong: boolean;
  /** Infinite where the text does not fit into the recording at all. */
  readonly shortfall: number;
}

async function judgeAll(): Promise<Judged[]> {
  const corpus = await readCorpus(options.corpus, options.root);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const opened = await RecordingChecker.open({ modelPath: options.model });
  if (!opened.ok) throw new Error(opened.error.message);
  const every = Math.max(1, Math.floor(corpus.value.length / Number(options.recordings)));
  const entries = corpus.value.filter((_, index) => index % every === 0);
  const judged: Judged[] = [];
  for (const { path, text, source } of entries) {
    const isWrong = random.uniform() < wrongShare;
    const likeLong = entries.filter((other) => other.text !== text && Math.abs(other.text.length - text.length) <= 8);
    const other = likeLong[random.integer(0, Math.max(0, likeLong.length - 1))];
    if (isWrong && other === undefined) continue;
    const audio = await readAudio(path);
    if (!audio.ok) throw new Error(audio.error.message);
    const found = opened.value.align(audio.value, isWrong ? other!.text : text);
    judged.push({ source, isWrong, shortfall: found === null ? Infinity : shortfallOf(found) });
  }
  opened.value.dispose();
  return judged;
}

function tell(name: string, judged: readonly Judged[]): void {
  const [wrong, right] = [true, false].map((isWrong) => judged.filter((one) => one.isWrong === isWrong));
  for (const threshold of [0.8, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.8, largestShortfall.recording]) {
    const flagged = (some: readonly Judged[] = []): string => {
      const share = some.filter(({ shortfall }) => shortfall > threshold).length / Math.max(1, some.length);
      return `${(100 * share).toFixed(1)} % of ${some.length}`;
    };
    console.log([name, threshold, flagged(wrong), flagged(right)].join('\t'));
  }
}

async function main(): Promise<void> {
  const judged = await judgeAll();
  console.log('speech\tnats a letter\twrong texts flagged\tright texts flagged');
  tell('all', judged);
  for (const source of new Set(judged.map((one) => one.source))) {
    tell(
      source,
      judged.filter((one) => one.source === source),
    );
  }
}

void main();
