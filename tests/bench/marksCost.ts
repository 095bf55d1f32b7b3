import { ok, type Result } from '../../src/contract/result';
import type { Utterance, Word } from '../../src/contract/transcript';
import { bundledModelPath, filesFor, recognize } from '../../src/cli/recognition/recognition';
import { filterRecording } from '../../src/core/audio/recordingFilter';
import { sampleRateHz } from '../../src/core/audio/pcm';
import { MarkedSpeech } from '../../src/core/dictation/markedSpeech';
import { Recognizer } from '../../src/core/dictation/recognizer';
import { Marker } from '../../src/core/marks/marker';
import { marksNextTo, readMarks } from '../../src/platform/acoustic/marksFile';
import { readAudio } from '../../src/platform/audio/audioFile';
import { openRecognizerParts } from '../../src/platform/recognition/openRecognizer';

// npx tsx tests/bench/marksCost.ts SOUND…
// Processor seconds of hearing marks beside those of recognizing the same sound without them: each word is committed alone, as in a stream
// where that costs most, and heard once more with its utterance.

const processorSeconds = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

function mark(speech: MarkedSpeech, utterance: Utterance): void {
  const { words } = utterance;
  for (let count = 1; count <= words.length; count += 1) {
    const committed: readonly Word[] = words.slice(0, count);
    speech.commit({ committed, unfinished: words.slice(count, count + 2), heardSeconds: utterance.endSeconds });
  }
  speech.finish(utterance);
  speech.restart();
}

async function measure(paths: readonly string[]): Promise<Result<undefined>> {
  const opened = await openRecognizerParts({ ...filesFor(bundledModelPath), decoder: 'beam' });
  if (!opened.ok) return opened;
  const marks = readMarks(marksNextTo(bundledModelPath));
  if (!marks.ok) return marks;
  const recognizer = new Recognizer(opened.value.parts);
  const marker = new Marker(marks.value);
  for (const path of paths) {
    const audio = await readAudio(path);
    if (!audio.ok) return audio;
    const samples = filterRecording(audio.value);
    const heard: Utterance[] = [];
    const hearing = processorSeconds(() => heard.push(...recognize(recognizer, samples)));
    const speech = new MarkedSpeech(marker);
    const marking = processorSeconds(() => {
      for (const utterance of heard) mark(speech, utterance);
    });
    const words = heard.reduce((sum, utterance) => sum + utterance.words.length, 0);
    const [minutes, share] = [samples.length / sampleRateHz / 60, (100 * marking) / hearing];
    process.stdout.write(
      `${path}: ${minutes.toFixed(2)} minutes, ${words} words, hearing ${hearing.toFixed(1)} s of processor, marks ${marking.toFixed(3)} s, ${share.toFixed(2)} %\n`,
    );
  }
  recognizer.dispose();
  return ok(undefined);
}

async function main(): Promise<void> {
  const measured = await measure(process.argv.slice(2));
  if (!measured.ok) throw new Error(measured.error.message);
}

void main();
