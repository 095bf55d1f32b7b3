import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { RecognizerEvent } from '../../../src/contract/workerMessages';
import { formatWav } from '../../../src/core/audio/wav';
import type { SessionEvent } from '../../../src/core/dictation/session';
import { Recognition } from '../../../src/worker/recognition';
import { temporaryFolder } from '../../support/temporaryFolder';

const ramp = (from: number, to: number): Int16Array<ArrayBuffer> =>
  Int16Array.from({ length: to - from }, (_, index) => from + index);

/** A session that remembers what it heard. */
function listening(resumeSample: number, fileSamples: number) {
  const wavPath = join(temporaryFolder(), 'audio.wav');
  writeFileSync(wavPath, formatWav(ramp(0, fileSamples)));
  const heard: number[] = [];
  const posted: RecognizerEvent[] = [];
  let disposals = 0;
  const session = {
    push: (samples: Float32Array): SessionEvent[] => {
      for (const sample of samples) heard.push(Math.round(sample * 32_768));
      return [];
    },
    finish: (): SessionEvent[] => [{ type: 'partial', committed: 'all', unfinished: '' }],
    dispose: () => {
      disposals += 1;
    },
  };
  const recognition = new Recognition(session, { wavPath, resumeSample }, (event) => posted.push(event));
  const hear = (from: number, to: number) => {
    recognition.push({ type: 'audio', firstSample: from, samples: ramp(from, to) });
  };
  return { recognition, heard, posted, hear, disposals: () => disposals };
}

const numbers = (from: number, to: number): number[] => Array.from(ramp(from, to));

describe('Recognition', () => {
  it('hears each sample once, in order', () => {
    const { heard, hear } = listening(0, 0);
    hear(0, 160);
    hear(160, 320);
    expect(heard).toEqual(numbers(0, 320));
  });

  it('reads what the file holds between where it resumes and the first sample that comes', () => {
    const { heard, hear } = listening(1000, 20_000);
    hear(20_000, 20_160);
    expect(heard).toEqual(numbers(1000, 20_160));
  });

  it('leaves out what it has heard', () => {
    const { heard, hear } = listening(100, 0);
    hear(0, 160);
    hear(80, 240);
    expect(heard).toEqual(numbers(100, 240));
  });

  it('reads up to the end of the take, tells the last words and says that it has finished, once', () => {
    const { recognition, heard, posted, hear, disposals } = listening(0, 500);
    hear(0, 160);
    recognition.push({ type: 'end', totalSamples: 500 });
    recognition.push({ type: 'end', totalSamples: 500 });
    recognition.dispose();
    expect(heard).toEqual(numbers(0, 500));
    expect(posted).toEqual([{ type: 'partial', committed: 'all', unfinished: '' }, { type: 'finished' }]);
    expect(disposals()).toBe(1);
  });

  it('throws where the file is shorter than the take', () => {
    const { recognition } = listening(0, 100);
    expect(() => {
      recognition.push({ type: 'end', totalSamples: 200 });
    }).toThrow('the take ends at sample 100, expected 200');
  });
});
