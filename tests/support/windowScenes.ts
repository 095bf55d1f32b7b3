import { defaultShaping } from '../../src/contract/defaultShaping';
import type { DictationStatus } from '../../src/contract/ipc';
import { fail, type FailureCode } from '../../src/contract/result';
import type { TranscriptionQueue } from '../../src/contract/transcription';
import type { Take, Utterance } from '../../src/contract/transcript';
import { defaultSettings } from '../../src/contract/defaultSettings';
import { endingSentence } from '../../src/main/startNotes';
import { correctUtterance } from '../../src/core/transcript/correct';
import { shapeAll } from '../../src/core/shaping/shape';
import { FakeBridge, idleStatus, spoken, take, takeId } from './fakeBridge';
import { fakeJob } from './fakeTranscriptions';
import { importReport, resultOf, resultOfFew, runningJob, trained, trainedModels } from './trainScenes';

/** Texts for pictures: what a person might dictate; the public-domain opening of Walden among them. */
const letter = [
  spoken('dear margaret thank you for the letter and for the seeds which came on tuesday', 0.6),
  spoken(
    'we have had no rain for three weeks but the well is holding and the beans are already up to the second wire',
    7.4,
  ),
  spoken(
    'when i wrote the following pages or rather the bulk of them i lived alone in the woods a mile from any neighbour',
    18.2,
  ),
];
const walk = [
  spoken('i went to the woods because i wished to live deliberately to front only the essential facts of life', 0.5),
  spoken(
    'and see if i could not learn what it had to teach and not when i came to die discover that i had not lived',
    9.6,
  ),
  spoken('i did not wish to live what was not life living is so dear', 20.4),
  spoken('nor did i wish to practise resignation unless it was quite necessary', 26.9),
];

/** The same letter as somebody says it who says the marks as well; then a word that was taken back. */
const saidLetter = shapeAll(defaultShaping, [
  spoken('dear cap margaret comma new paragraph thank you for the letter comma and for the seeds', 0.6),
  spoken('which came on cap tuesday full stop', 8.2),
  spoken('we have had no rain for three weeks semicolon but the well is holding full stop the beans are lost', 12.4),
  spoken('scratch that', 21.8),
]);

/** As loud as speech is: words, and pauses between them. */
const speechPeaks = Array.from({ length: 1000 }, (_, part) =>
  Math.round(part % 170 > 150 ? 2 : 20 + 190 * Math.abs(Math.sin(part / 7) * Math.sin(part / 31))),
);

/** Some words of the take are such as nobody would be sure of. */
const unsure = (utterances: readonly Utterance[]): Utterance[] =>
  utterances.map((utterance) => ({
    ...utterance,
    words: utterance.words.map((word) => ({
      ...word,
      confidence: ['deliberately', 'front', 'practise', 'resignation'].includes(word.text) ? 0.3 : word.confidence,
    })),
  }));

const ago = (days: number, hour: number, minute: number): string => {
  const date = new Date();
  date.setDate(date.getDate() - days);
  date.setHours(hour, minute, 0, 0);
  return date.toISOString();
};

const threeTakes: readonly Take[] = [
  take(1, {
    title: 'Walden, second chapter',
    createdAt: ago(0, 9, 41),
    utterances: unsure(walk),
    seconds: 32.6,
    corrected: true,
  }),
  take(2, { title: 'Letter to Margaret', createdAt: ago(1, 17, 5), utterances: letter, seconds: 28.1 }),
  take(3, {
    title: 'Notes after the meeting',
    createdAt: ago(4, 11, 30),
    utterances: [spoken('the budget moves to the second week of january and anna will send the figures', 1.1)],
    seconds: 8.2,
  }),
];

const soundFiles: TranscriptionQueue = {
  isPaused: false,
  watched: { folder: '/home/ada/Recordings', isThere: true, left: 0 },
  jobs: [
    fakeJob({ id: takeId(91), name: 'interview with the harbour master.m4a', state: 'done', takeId: takeId(2) }),
    fakeJob({
      id: takeId(92),
      name: 'lecture 4.mp3',
      state: 'running',
      doneSeconds: 754,
      totalSeconds: 3120,
      leftSeconds: 410,
    }),
    fakeJob({ id: takeId(93), name: 'voice memo.opus' }),
    fakeJob({
      id: takeId(94),
      name: 'notes.pdf',
      state: 'failed',
      note: 'notes.pdf cannot be read: it is a PDF document.',
    }),
  ],
};

/** With the text that another model made of it. */
/** As they were heard, and as they were put right: one word twice. */
const correctedTakes: readonly Take[] = [
  ['nor did i wish to practice resignation', 'nor did i wish to practise resignation'],
  ['i practice the organ at port heaven', 'i practise the organ at Port Haven'],
  ['we clime the stairs', 'we climb the stairs'],
].map(([heard = '', written = ''], index) =>
  take(20 + index, {
    heard: [spoken(heard, 0.5)],
    utterances: [correctUtterance(spoken(heard, 0.5), written)],
    corrected: true,
  }),
);

const letters = 'abcdefghijklmnopqrst';
/** Two letters for each number, so that no two words are the same. */
const spelt = (number: number): string => `${letters[Math.floor(number / 20)] ?? ''}${letters[number % 20] ?? ''}`;

const heardAgain: Take = {
  ...threeTakes[0]!,
  model: 'English',
  heardAt: ago(0, 9, 52),
  earlier: [
    {
      heardAt: ago(1, 9, 41),
      model: 'English, light',
      corrected: false,
      utterances: [
        spoken(
          'i went to the would because i wish to live deliver at lee to front only the essential facts of life',
          0.5,
        ),
        ...walk.slice(1),
      ],
    },
  ],
};

const listening: DictationStatus = {
  phase: 'listening',
  takeId: takeId(9),
  keptSeconds: 42.3,
  utterances: letter.slice(0, 2),
  failure: null,
};

const saidTake = take(4, {
  title: 'Letter to Margaret, spoken',
  createdAt: ago(0, 10, 12),
  utterances: [...saidLetter],
  seconds: 24.2,
});

const ending = { at: ago(0, 10, 12), takeId: takeId(1), startsAgain: true };

const failed = (code: FailureCode): DictationStatus['failure'] => {
  const answer = fail(code);
  return answer.ok ? null : answer.error;
};

/** Each state of the window that has a picture; a function of nothing, so that it can run inside the page. */
export const scenes = {
  'first-run': () => new FakeBridge(),
  ready: () => new FakeBridge({ takes: threeTakes }),
  'start-notes': () => {
    const bridge = new FakeBridge({ takes: threeTakes });
    const startNotes = [endingSentence(ending, true, '/home/ada/.config/utter/logs/utter.log')];
    bridge.system = { ...bridge.system, startNotes };
    return bridge;
  },
  starting: () =>
    new FakeBridge({ takes: threeTakes, status: { ...idleStatus, phase: 'starting', takeId: takeId(9) } }),
  listening: () => new FakeBridge({ takes: threeTakes, status: listening }),
  'just-started': () => new FakeBridge({ takes: threeTakes, status: { ...listening, keptSeconds: 1, utterances: [] } }),
  interrupted: () =>
    new FakeBridge({
      takes: threeTakes,
      status: { ...listening, phase: 'interrupted', failure: failed('microphone-lost') },
    }),
  restarting: () => new FakeBridge({ takes: threeTakes, status: { ...listening, failure: failed('recognizer-lost') } }),
  'no-microphone': () =>
    new FakeBridge({ takes: threeTakes, devices: [], status: { ...idleStatus, failure: failed('microphone-none') } }),
  shaped: () =>
    new FakeBridge({
      takes: [saidTake, ...threeTakes],
      status: { ...listening, keptSeconds: 25.1, utterances: [...saidLetter] },
    }),
  'library-shaped': () => new FakeBridge({ takes: [saidTake, ...threeTakes] }),
  library: () => {
    const bridge = new FakeBridge({ takes: threeTakes });
    bridge.peaks = speechPeaks;
    return bridge;
  },
  'library-cut-off': () => new FakeBridge({ takes: [{ ...threeTakes[0]!, isCutOff: true }, ...threeTakes.slice(1)] }),
  words: () =>
    new FakeBridge({
      takes: [...correctedTakes, ...threeTakes],
      settings: { ...defaultSettings, vocabulary: ['Kowalczyk = koval chick', 'Port Haven'] },
    }),
  'words-many': () =>
    new FakeBridge({
      takes: correctedTakes,
      settings: {
        ...defaultSettings,
        vocabulary: Array.from({ length: 200 }, (_, number) => `Harbour Street ${spelt(number)}`),
      },
    }),
  'library-files': () => {
    const bridge = new FakeBridge({ takes: threeTakes });
    bridge.files.queue = soundFiles;
    return bridge;
  },
  'library-again': () => {
    const bridge = new FakeBridge({ takes: [heardAgain, ...threeTakes.slice(1)] });
    bridge.models = trainedModels;
    bridge.files.queue = { ...soundFiles, jobs: [fakeJob({ ...soundFiles.jobs[1], takeId: heardAgain.id })] };
    return bridge;
  },
  'library-empty': () => new FakeBridge(),
  train: () => new FakeBridge(),
  'train-filled': () => trained({}),
  'train-refused': () => {
    const bridge = trained({});
    bridge.voice.findings = ['other-words'];
    bridge.voice.missed = ['tied', 'pier'];
    return bridge;
  },
  'train-report': () => {
    const bridge = trained({});
    bridge.voice.report = importReport;
    return bridge;
  },
  'train-importing': () => {
    const bridge = trained({});
    bridge.hold('voice:import');
    return bridge;
  },
  'train-set-up-new': () => new FakeBridge(),
  models: () => {
    const bridge = new FakeBridge();
    bridge.models = trainedModels;
    return bridge;
  },
  'train-set-up': () => trained({}),
  'train-running': () => trained(runningJob),
  'train-paused': () => trained({ ...runningJob, phase: 'paused', secondsLeft: null }),
  'train-failed': () => trained({ ...runningJob, phase: 'failed', secondsLeft: null, failure: failed('disk-full') }),
  'train-better': () => trained(resultOf(true)),
  'train-few': () => trained(resultOfFew()),
  'train-worse': () => trained(resultOf(false)),
} as const satisfies Record<string, () => FakeBridge>;

export type SceneName = keyof typeof scenes;

/** What a test reaches from outside the page. */
export interface StagedWindow {
  readonly location: { readonly search: string };
  utter: FakeBridge;
  /** The same, to a test. */
  staged: FakeBridge;
}

const page = globalThis as unknown as StagedWindow;
const name = new URLSearchParams(page.location.search).get('scene') ?? 'ready';
if (!(name in scenes)) throw new RangeError(`there is no scene "${name}"`);
page.utter = scenes[name as SceneName]();
page.staged = page.utter;
