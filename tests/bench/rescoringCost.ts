import { bundledModelPath, filesFor, recognize } from '../../src/cli/recognition/recognition';
import { sampleRateHz } from '../../src/core/audio/pcm';
import { filterRecording } from '../../src/core/audio/recordingFilter';
import { Recognizer, type RecognizerParts } from '../../src/core/dictation/recognizer';
import { readAudio } from '../../src/platform/audio/audioFile';
import { openRecognizerParts } from '../../src/platform/recognition/openRecognizer';

// npx tsx tests/bench/rescoringCost.ts SOUND…
// Processor seconds of choosing among the texts of whole utterances, beside those of all of recognizing; by the clock of each utterance.

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

interface Cost {
  texts: number;
  seconds: number;
  readonly milliseconds: number[];
}

function timed(rescorer: NonNullable<RecognizerParts['rescorer']>, cost: Cost): typeof rescorer {
  return {
    gains: (texts) => {
      const [start, begun] = [processorSeconds(), performance.now()];
      const gains = rescorer.gains(texts);
      cost.seconds += processorSeconds() - start;
      cost.milliseconds.push(performance.now() - begun);
      cost.texts += texts.length;
      return gains;
    },
    dispose: () => {
      rescorer.dispose();
    },
  };
}

async function main(): Promise<void> {
  const opened = await openRecognizerParts({ ...filesFor(bundledModelPath), decoder: 'beam' });
  if (!opened.ok) throw new Error(opened.error.message);
  const { parts } = opened.value;
  if (!parts.rescorer) throw new Error('there is nothing that rescores');
  const cost: Cost = { texts: 0, seconds: 0, milliseconds: [] };
  const recognizer = new Recognizer({ ...parts, rescorer: timed(parts.rescorer, cost) });
  for (const path of process.argv.slice(2)) {
    const audio = await readAudio(path);
    if (!audio.ok) throw new Error(audio.error.message);
    const samples = filterRecording(audio.value);
    Object.assign(cost, { texts: 0, seconds: 0 });
    cost.milliseconds.length = 0;
    const start = processorSeconds();
    recognize(recognizer, samples);
    const whole = processorSeconds() - start;
    const byClock = cost.milliseconds.toSorted((a, b) => a - b).map((each) => each.toFixed(0));
    const told = [
      `${(samples.length / sampleRateHz).toFixed(0)} s of sound`,
      `${whole.toFixed(1)} s of processor, ${cost.seconds.toFixed(2)} s of it for ${cost.texts} texts of ${byClock.length} utterances`,
      `${byClock[byClock.length >> 1] ?? 'no'} ms for an utterance (median), ${byClock.at(-1) ?? 'no'} ms at most`,
    ];
    process.stdout.write(`${path}: ${told.join(', ')}\n`);
  }
  recognizer.dispose();
}

void main();
