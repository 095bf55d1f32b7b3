import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import type { HearCommand, TranscriberEvent } from '../../../src/contract/transcription';
import { float32ToInt16 } from '../../../src/core/audio/pcm';
import { formatWav } from '../../../src/core/audio/wav';
import { readAudio } from '../../../src/platform/audio/audioFile';
import { Transcribing } from '../../../src/worker/transcribing';
import { writeSmallModel } from '../../support/smallModel';
import { temporaryFolder } from '../../support/temporaryFolder';

/** Quiet speech with an offset, and a pause behind it, three times: what the filter has learnt of the first is part of how the next is heard. */
let sound: Buffer;

beforeAll(async () => {
  const speech = await readAudio('tests/recordings/cen6-miry-b.opus');
  if (!speech.ok) throw new Error(speech.error.message);
  const said = [...speech.value, ...new Float32Array(24_000)].map((sample) => 0.02 * sample + 0.1);
  sound = Buffer.from(formatWav(float32ToInt16(Float32Array.from([...said, ...said, ...said]))));
});

function stage() {
  const folder = temporaryFolder();
  const path = join(folder, 'talk.wav');
  writeFileSync(path, sound);
  const modelPath = join(folder, 'light.utter');
  symlinkSync(resolve('resources/models/english-light.utter'), modelPath);
  const command: HearCommand = {
    modelPath,
    hearsAgain: false,
    terms: [],
    path,
    name: 'talk.wav',
    wavPath: join(folder, 'audio.wav'),
    soFarPath: join(folder, 'talk.jsonl'),
  };
  const otherModelPath = join(folder, 'other.utter');
  writeSmallModel(otherModelPath);
  return { path, command, otherModelPath };
}

/** What is told of it up to the end, or until the process is killed when so many seconds are done. */
async function hear(command: HearCommand, killedAtSeconds = Infinity) {
  const told: TranscriberEvent[] = [];
  const heard = await new Transcribing()
    .hear(command, (event) => {
      told.push(event);
      if (event.type === 'progress' && event.doneSeconds >= killedAtSeconds) throw new Error('killed');
    })
    .catch((cause: unknown) => {
      if (!(cause instanceof Error) || cause.message !== 'killed') throw cause;
      return null;
    });
  const earlier = told.flatMap((event) => (event.type === 'progress' ? [event.earlierSeconds] : []));
  return { heard, earlierSeconds: earlier[0] ?? null };
}

describe('Transcribing', () => {
  it('goes on where it was killed, as it was begun, to the same words, times and sound', async () => {
    const whole = stage();
    const { heard } = await hear(whole.command);
    expect(heard).toMatchObject({ type: 'heard', utterances: [{}, {}, {}] });
    const audio = readFileSync(whole.command.wavPath!);
    for (const [killedAt, goesOnAt] of [
      [6.5, 3.63],
      [Infinity, 12.3],
    ] as const) {
      const { command, otherModelPath } = stage();
      await hear(command, killedAt);
      const goneOn = await hear({ ...command, modelPath: otherModelPath, terms: ['Memphis'] });
      expect(goneOn).toEqual({ heard, earlierSeconds: goesOnAt });
      expect(readFileSync(command.wavPath!)).toEqual(audio);
    }
  });

  it('begins anew with another file of that name, and where the model is gone', async () => {
    const { command, otherModelPath, path } = stage();
    await hear(command, 6.5);
    utimesSync(path, 0, 0);
    expect((await hear(command, 6.5)).earlierSeconds).toBe(0);
    rmSync(command.modelPath);
    expect((await hear({ ...command, modelPath: otherModelPath }, 1)).earlierSeconds).toBe(0);
    expect(readFileSync(command.wavPath!).length).toBeLessThan(50_000);
  });

  it('keeps what it has where the file cannot be read any more', async () => {
    const { command, path } = stage();
    await hear(command, 6.5);
    renameSync(path, `${path}.away`);
    expect((await hear(command)).heard).toMatchObject({ type: 'failed', failure: { code: 'audio-unreadable' } });
    renameSync(`${path}.away`, path);
    expect((await hear(command, 5)).earlierSeconds).toBe(3.63);
  });
});
