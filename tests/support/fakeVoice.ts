import type { EventName } from '../../src/contract/channels';
import type { EventPayload, RequestHandlers } from '../../src/contract/ipc';
import { fail, ok, type Result } from '../../src/contract/result';
import type { TrainingState } from '../../src/contract/training';
import type { ImportReport, RecordingChecks, RecordingFinding, VoiceRecording } from '../../src/contract/voice';
import { noTraining } from '../../src/main/voice/advanceTraining';

type Handlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `voice:${string}` | `training:${string}`>>;

const sentences = [
  'The boat was tied to a post at the end of the pier.',
  'She gave the judge a quick and honest answer.',
  'Five wizards vexed the puzzled fox.',
];

export const recordingId = (number: number): string => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`;

/** What was measured of a recording of a text: every word heard as shown, unless `missed` holds it. */
export function checksOf(
  text: string,
  findings: readonly RecordingFinding[] = [],
  missed: readonly string[] = [],
): RecordingChecks {
  const words = text
    .toLowerCase()
    .replace(/[^a-z' ]/gu, '')
    .split(' ')
    .map((word, index) => ({
      text: word,
      startSeconds: 0.3 + index * 0.4,
      endSeconds: 0.65 + index * 0.4,
      isSpoken: !missed.includes(word),
    }));
  const seconds = 0.8 + words.length * 0.4;
  const loudness = { peakDbfs: -6, speechDbfs: -20, noiseDbfs: -62 };
  return { seconds, ...loudness, lettersPerSecond: 11, findings: [...findings], words };
}

export function recording(number: number, text: string, changes: Partial<VoiceRecording> = {}): VoiceRecording {
  const checks = changes.checks ?? checksOf(text);
  return {
    version: 1,
    id: recordingId(number),
    createdAt: new Date(Date.UTC(2026, 10, 20, 9, number)).toISOString(),
    text,
    origin: 'prompt',
    source: null,
    checks,
    isUsed: checks.findings.length === 0,
    ...changes,
  };
}

/** Recordings and a training as main would keep them, in memory. Nothing happens by itself: a test tells the training on. */
export class FakeVoice {
  prompts: string[] = sentences;
  recordings: VoiceRecording[] = [];
  training: TrainingState = noTraining;
  /** What the next recording is found to be. */
  findings: readonly RecordingFinding[] = [];
  missed: readonly string[] = [];
  /** Null: the user cancels. */
  report: ImportReport | null = null;
  #reading: string | null = null;
  #removed: VoiceRecording[] = [];
  readonly #emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

  constructor(emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void) {
    this.#emit = emit;
  }

  /** Main tells how the training goes. */
  tell(changes: Partial<TrainingState>): void {
    this.training = { ...this.training, ...changes };
    this.#emit('training:changed', this.training);
  }

  readonly handlers: Handlers = {
    'voice:recordings': async () => ok(this.recordings),
    'voice:prompts': async () => ok(this.prompts),
    'voice:record': async ({ text }) => {
      this.#reading = text;
      return ok(undefined);
    },
    'voice:stop': async () => this.#stop(),
    'voice:cancel': async () => {
      this.#reading = null;
      return ok(undefined);
    },
    'voice:use': async ({ id, isUsed }) => this.#change(id, (found) => ({ ...found, isUsed })),
    'voice:remove': async ({ id }) => {
      this.#removed = this.recordings.filter((one) => one.id === id);
      return this.#set(this.recordings.filter((one) => one.id !== id));
    },
    'voice:restore': async () => this.#set([...this.recordings, ...this.#removed]),
    'voice:import': async () => ok(this.report),
    'voice:cancel-import': async () => ok(undefined),
    'voice:collect-corrections': async () => ok([]),
    'training:state': async () => ok(this.training),
    'training:choose-documents': async () => this.#train({ documents: ['letters.txt', 'notes.md'] }),
    'training:forget-documents': async () => this.#train({ documents: [] }),
    'training:start': async (settings) => this.#train({ phase: 'preparing', settings }),
    'training:pause': async () => this.#train({ phase: 'paused', secondsLeft: null }),
    'training:resume': async () => this.#train({ phase: 'preparing' }),
    'training:cancel': async () => this.#train(noTraining),
    'training:keep': async () => {
      this.tell(noTraining);
      const model = { version: 1, id: 'bundled', name: 'English', createdAt: null, scores: null } as const;
      return ok({ used: 'bundled', models: [model], before: 'English', failure: null });
    },
    'training:discard': async () => this.#train(noTraining),
  };

  #train(changes: Partial<TrainingState>): Result<undefined> {
    this.tell(changes);
    return ok(undefined);
  }

  #stop(): Result<VoiceRecording> {
    const text = this.#reading;
    if (text === null) return fail('not-listening');
    this.#reading = null;
    const made = recording(this.recordings.length + 1, text, { checks: checksOf(text, this.findings, this.missed) });
    this.#set([...this.recordings, made]);
    return ok(made);
  }

  #change(id: string, changed: (found: VoiceRecording) => VoiceRecording): Result<VoiceRecording> {
    const found = this.recordings.find((one) => one.id === id);
    if (found === undefined) return fail('recording-missing');
    this.#set(this.recordings.map((one) => (one.id === id ? changed(one) : one)));
    return ok(changed(found));
  }

  #set(recordings: VoiceRecording[]): Result<undefined> {
    this.recordings = recordings;
    this.#emit('voice:changed', undefined);
    return ok(undefined);
  }
}
