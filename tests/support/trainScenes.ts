import type { ModelList } from '../../src/contract/ipc';
import type { TrainingState } from '../../src/contract/training';
import type { ErrorRate, HeardSentence, ImportReport } from '../../src/contract/voice';
import { FakeBridge } from './fakeBridge';
import { checksOf, recording, recordingId } from './fakeVoice';

const read = [
  'The bright sun shines on the ocean.',
  'A large size in stockings is hard to sell.',
  'She danced like a swan, tall and graceful.',
  'The tube was blown and the tire flat and useless.',
];

const recordings = [
  ...read.map((text, index) => recording(index + 1, text)),
  recording(5, 'It was late, and the last train had gone.', {
    checks: checksOf('It was late, and the last train had gone.', ['clipped']),
  }),
  recording(6, 'Kowalczyk of Port Haven called twice.', { origin: 'correction', source: 'Notes' }),
  recording(7, 'Bring the blue notebook back by Monday.', { origin: 'import', source: 'blue.wav' }),
];

/** A voice of which a few minutes are recorded, and how far its training is. */
export function trained(job: Partial<TrainingState>): FakeBridge {
  const bridge = new FakeBridge();
  bridge.voice.recordings = recordings;
  const estimatedSeconds = { quick: 70, standard: 255, thorough: 760 };
  bridge.voice.training = { ...bridge.voice.training, usableSeconds: 412, estimatedSeconds, ...job };
  return bridge;
}

export const importReport: ImportReport = {
  taken: 38,
  takenSeconds: 190,
  doubtful: [
    { path: '/home/ada/readings/017.wav', findings: ['clipped'] },
    { path: '/home/ada/readings/023.wav', findings: ['other-words'] },
  ],
  refused: [
    { path: '/home/ada/readings/031.wav', reason: 'no text: there is no 031.txt beside it' },
    { path: '/home/ada/readings/031.wav', reason: 'listed twice' },
    { path: '/home/ada/readings/notes.flac', reason: 'unreadable: not a FLAC file' },
  ],
  notLookedAt: 0,
};

const sentences: readonly HeardSentence[] = [
  {
    said: 'the harbour lay quiet under the snow',
    before: 'the hard ray quite under the snow',
    now: 'the harbour lay quiet under the snow',
  },
  {
    said: 'send the figures to anna before the meeting',
    before: 'send the figures to another for the meeting',
    now: 'send the figures to anna before a meeting',
  },
  { said: 'we leave at nine', before: 'we leave at nine', now: 'we leave at nine' },
];

const steps = Array.from({ length: 144 }, (_each, index) => ({
  step: index + 1,
  loss: 0.55 + 0.5 * Math.exp(-index / 50) + 0.06 * Math.sin(index * 1.7) * Math.cos(index * 0.61),
  learningRate: 1e-4 * (index < 36 ? (index + 1) / 36 : (360 - index) / 324),
}));

/** At 40 %. */
export const runningJob: Partial<TrainingState> = {
  phase: 'training',
  settings: { preset: 'standard', advanced: {} },
  done: 144,
  total: 360,
  secondsLeft: 152,
  countsJudging: true,
  fraction: 0.4,
  steps,
  scores: [0, 36, 72, 108, 144].map((step, index) => ({
    step,
    wer: [48.2, 44.9, 41.7, 40.8, 38.9][index] ?? 0,
    loss: 0.9 - index / 20,
    canaryWer: [52.3, 52.9, 52.1, 52.6, 52.4][index] ?? 0,
  })),
  sentences: [...sentences],
};

const rateOf = (wer: number, words: number): ErrorRate => ({
  wer,
  lowestWer: Math.max(0, wer - 90 / Math.sqrt(words)),
  highestWer: wer + 90 / Math.sqrt(words),
  words,
});

/** What 35 words cannot tell. */
export const resultOfFew = (): Partial<TrainingState> => {
  const job = resultOf(false);
  const { result } = job;
  if (result == null) throw new Error('a result was expected');
  const voice = { before: rateOf(2.9, 35), after: rateOf(5.7, 35) };
  return {
    ...job,
    result: { ...result, scores: { ...result.scores, voice, canary: resultOf(true).result!.scores.canary } },
  };
};

export const resultOf = (isBetter: boolean): Partial<TrainingState> => ({
  ...runningJob,
  phase: 'done',
  done: 442,
  total: 442,
  secondsLeft: null,
  result: {
    isBetter,
    scores: {
      voice: { before: rateOf(31.8, 402), after: rateOf(isBetter ? 22.4 : 32.1, 402) },
      canary: { before: rateOf(38.4, 1409), after: rateOf(isBetter ? 38.9 : 44.7, 1409) },
      parts: [
        {
          part: 'sound',
          voice: { before: rateOf(31.8, 402), after: rateOf(isBetter ? 22.4 : 32.1, 402) },
          canary: { before: rateOf(38.4, 1409), after: rateOf(isBetter ? 38.9 : 44.7, 1409) },
          isKept: isBetter,
        },
        {
          part: 'words',
          voice: { before: rateOf(isBetter ? 22.4 : 31.8, 402), after: rateOf(isBetter ? 22.6 : 31.8, 402) },
          canary: { before: rateOf(38.4, 1409), after: rateOf(38.6, 1409) },
          isKept: false,
        },
      ],
      minutes: 6.9,
      trainingSeconds: 243,
    },
  },
});

const modelOf = (number: number, name: string, isBetter: boolean): ModelList['models'][number] => ({
  version: 1,
  id: recordingId(number),
  name,
  createdAt: `2026-11-${number}T09:30:00.000Z`,
  scores: resultOf(isBetter).result?.scores ?? null,
});

/** Two models of the user's voice, the newer one in use. */
export const trainedModels: ModelList = {
  used: recordingId(22),
  before: 'English',
  failure: null,
  models: [
    { version: 1, id: 'bundled', name: 'English', createdAt: null, scores: null },
    { version: 1, id: 'bundled-light', name: 'English, light', createdAt: null, scores: null },
    modelOf(22, 'My voice', true),
    modelOf(14, 'First try', false),
  ],
};
