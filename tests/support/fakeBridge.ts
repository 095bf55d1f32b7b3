import './withoutEval';

import {
  events,
  requests,
  type Bridge,
  type Device,
  type DictationStatus,
  type EventPayload,
  type ModelList,
  type RequestHandlers,
  type RequestInput,
  type RequestOutput,
  type SystemStatus,
} from '../../src/contract/ipc';
import type { EventName, RequestName } from '../../src/contract/channels';
import { fail, ok, type FailureCode, type Result } from '../../src/contract/result';
import { defaultSettings } from '../../src/contract/defaultSettings';
import type { DesktopState } from '../../src/contract/desktop';
import type { Settings } from '../../src/contract/settings';
import { expiring } from '../../src/main/library/retention';
import { countMisheard, misheardIn } from '../../src/core/transcript/misheard';
import { exportedText } from '../../src/core/transcript/exportTake';
import { TakeChanges } from '../../src/main/library/takeChanges';
import { FakeTakes } from './fakeTakes';
import { FakeTranscriptions } from './fakeTranscriptions';
import { FakeVoice } from './fakeVoice';
import { takeWith } from './takes';
import type { ModelEntry } from '../../src/contract/voice';
import type { ExportFormat, Take, Utterance } from '../../src/contract/transcript';

export const idleStatus: DictationStatus = {
  phase: 'idle',
  takeId: null,
  keptSeconds: 0,
  utterances: [],
  failure: null,
};

/** "0.4 hello 0.9 there 1.2" is two words: a time before each, and the end of the last. */
export function utterance(notation: string): Utterance {
  const parts = notation.split(' ');
  const words = parts
    .slice(1)
    .flatMap((text, index) =>
      index % 2 === 0
        ? [{ text, startSeconds: Number(parts[index]), endSeconds: Number(parts[index + 2]), confidence: 0.9 }]
        : [],
    );
  return { startSeconds: Number(parts[0]), endSeconds: Number(parts.at(-1)), words };
}

/** Words at an even pace, `secondsPerWord` each. */
export function spoken(text: string, startSeconds: number, secondsPerWord = 0.4): Utterance {
  const words = text.split(' ').map((word, index) => ({
    text: word,
    startSeconds: startSeconds + index * secondsPerWord,
    endSeconds: startSeconds + (index + 0.9) * secondsPerWord,
    confidence: 0.9,
  }));
  return { startSeconds, endSeconds: words.at(-1)?.endSeconds ?? startSeconds, words };
}

export const takeId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export function take(number: number, changes: Partial<Take> = {}): Take {
  const utterances = changes.utterances ?? [spoken(`words of take ${number}`, 0.5)];
  return takeWith({
    id: takeId(number),
    title: `Take ${number}`,
    titleIsOwn: true,
    createdAt: new Date(Date.UTC(2026, 10, number, 9, 30)).toISOString(),
    seconds: utterances.at(-1)?.endSeconds ?? 0,
    utterances,
    ...changes,
  });
}

const bundledModel: ModelEntry = { version: 1, id: 'bundled', name: 'English', createdAt: null, scores: null };

interface Scene {
  readonly takes?: readonly Take[];
  readonly devices?: readonly Device[];
  readonly settings?: Settings;
  readonly status?: DictationStatus;
  readonly system?: SystemStatus;
}

/** The main process as the window sees it, in memory. What crosses is parsed by the contract's schemas, both ways. */
export class FakeBridge implements Bridge {
  status: DictationStatus;
  devices: readonly Device[];
  settings: Settings;
  system: SystemStatus;
  models: ModelList = { used: 'bundled', models: [bundledModel], before: null, failure: null };
  /** Everything behind the Train view. */
  readonly voice = new FakeVoice(this.emit.bind(this));
  /** Where the user saves exports; null: cancels. */
  exportFolder: string | null = '/home/ada/Documents';
  desktop: DesktopState = {
    shortcutProblem: null,
    shortcutWorks: true,
    shortcutHolds: false,
    typingProblem: null,
    trayProblem: null,
  };
  /** What of a file that is imported is a vocabulary. */
  importedTerms = { terms: ['Kowalczyk = koval chick', 'Memphis'], refused: 0 };
  /** The text on the clipboard. */
  copied: string | null = null;
  /** What is written down of sound files. */
  readonly files = new FakeTranscriptions(this.emit.bind(this));
  /** Of every take. */
  peaks: number[] = [];
  /** Names of the requests made, in order. */
  readonly asked: RequestName[] = [];
  readonly #takes: FakeTakes;
  readonly #changes: TakeChanges;
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>();
  readonly #refusals = new Map<RequestName, FailureCode>();
  readonly #pauses = new Map<RequestName, Promise<void>>();

  constructor(scene: Scene = {}) {
    this.#takes = new FakeTakes(scene.takes);
    this.#changes = new TakeChanges({
      store: this.#takes,
      whyBusy: () => null,
      tellChanged: () => {
        this.emit('takes:changed', undefined);
      },
    });
    this.devices = scene.devices ?? [
      { id: 0, name: 'Built-in microphone', isDefault: true },
      { id: 3, name: 'Røde NT-USB', isDefault: false },
    ];
    this.settings = scene.settings ?? defaultSettings;
    this.status = scene.status ?? idleStatus;
    this.system = scene.system ?? {
      version: '0.1.0',
      backend: 'tensorflow (libtensorflow 2.21.0)',
      model: 'English',
      lacked: {},
      startNotes: [],
    };
  }

  async request<Name extends RequestName>(
    name: Name,
    ...input: undefined extends RequestInput<Name> ? [] : [RequestInput<Name>]
  ): Promise<Result<RequestOutput<Name>>> {
    this.asked.push(name);
    const pause = this.#pauses.get(name);
    this.#pauses.delete(name);
    await pause;
    const refusal = this.#refusals.get(name);
    if (refusal !== undefined) return fail(refusal);
    const parsed = requests[name].input.parse(input[0]) as RequestInput<Name>;
    const answer = await this.#handlers[name](parsed);
    if (answer.ok) requests[name].output.parse(answer.value);
    return answer;
  }

  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  /** Main tells the window something. */
  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    events[name].parse(payload);
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }

  /** Main tells its state, and gives it on request from now on. */
  tell(changes: Partial<DictationStatus>): void {
    this.status = { ...this.status, ...changes };
    this.emit('dictation:state', this.status);
  }

  /** Every such request fails until `allow`. */
  refuse(name: RequestName, code: FailureCode): void {
    this.#refusals.set(name, code);
  }

  allow(name: RequestName): void {
    this.#refusals.delete(name);
  }

  /** The next such request waits for its answer until the function that is returned is called. */
  hold(name: RequestName): () => void {
    let release = (): void => undefined;
    this.#pauses.set(name, new Promise((resolve) => (release = resolve)));
    return () => {
      release();
    };
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  readonly #handlers: RequestHandlers = {
    'system:status': async () => ok(this.system),
    'devices:list': async () => ok([...this.devices]),
    'dictation:state': async () => ok(this.status),
    'dictation:start': async () => this.#start(),
    'dictation:stop': () => this.#stop(),
    'text:copy': async ({ text }) => {
      this.copied = text;
      return ok(undefined);
    },
    'desktop:state': async () => ok(this.desktop),
    'takes:list': async () => ok([...this.#takes.summaries]),
    'takes:search': async ({ text }) => ok(this.#takes.search(text)),
    'takes:get': ({ id }) => this.#takes.get(id),
    'takes:peaks': async () => ok(this.peaks),
    'takes:edit': ({ id, edit }) => this.#changes.edit(id, edit),
    'takes:edit-all': ({ ids, edit }) => this.#changes.editAll(ids, edit),
    'takes:expiring': async ({ days }) => ok(expiring(this.#takes.summaries, days, new Date())),
    'takes:misheard': async () => ok(countMisheard(this.#takes.all.flatMap(misheardIn))),
    'takes:delete': ({ ids }) => this.#changes.delete(ids),
    'takes:restore': ({ ids }) => this.#changes.restore(ids),
    'takes:undo': () => this.#changes.undo(),
    'takes:redo': () => this.#changes.redo(),
    'takes:export': ({ id, format }) => this.#export(id, format),
    'takes:export-all': async ({ ids }) =>
      ok(this.exportFolder === null ? null : { path: this.exportFolder, count: ids.length }),
    'takes:preview': async ({ id, format, options }) => {
      const found = await this.#takes.get(id);
      return found.ok ? ok({ text: exportedText(found.value, format, options), isCut: false }) : found;
    },
    'takes:copy': async ({ ids, format, options }) => {
      const found = this.#takes.all.filter(({ id }) => ids.includes(id));
      this.copied = found.map((each) => exportedText(each, format, options)).join('\n');
      return ok(undefined);
    },
    ...this.files.handlers,
    'models:list': async () => ok(this.models),
    'models:use': async ({ id }) => ok((this.models = { ...this.models, used: id, before: 'English' })),
    'models:roll-back': async () => ok((this.models = { ...this.models, used: 'bundled', before: null })),
    'models:import': async () => ok(null),
    'models:export': async () =>
      ok(this.exportFolder === null ? null : { path: `${this.exportFolder}/English.utter`, languageModelPath: null }),
    'models:delete': async ({ id }) =>
      ok((this.models = { ...this.models, models: this.models.models.filter((model) => model.id !== id) })),
    ...this.voice.handlers,
    'vocabulary:import': async () => ok(this.importedTerms),
    'vocabulary:export': async () =>
      ok(this.exportFolder === null ? null : { path: `${this.exportFolder}/vocabulary.txt` }),
    'archive:save': async () =>
      ok(this.exportFolder === null ? null : { path: `${this.exportFolder}/Utter.tar`, takes: this.#takes.all.length }),
    'archive:restore': async () => ok({ takes: 12, recordings: 0, models: 1, there: 2, refused: 0, hasSettings: true }),
    'settings:get': async () => ok(this.settings),
    'settings:set': async (settings) => {
      this.settings = settings;
      return ok(undefined);
    },
  };

  #start(): Result<{ takeId: string }> {
    const id = takeId(1000 + this.#takes.all.length);
    this.tell({ ...idleStatus, phase: 'starting', takeId: id });
    this.tell({ phase: 'listening' });
    return ok({ takeId: id });
  }

  async #stop(): Promise<Result<Take>> {
    const { takeId: id, utterances, keptSeconds } = this.status;
    if (id === null) return fail('not-listening');
    this.tell({ phase: 'stopping' });
    const kept = take(0, {
      id,
      title: 'Take of today',
      utterances,
      seconds: keptSeconds,
      createdAt: new Date().toISOString(),
    });
    await this.#takes.save(kept);
    this.tell(idleStatus);
    this.emit('takes:changed', undefined);
    return ok(kept);
  }

  async #export(id: string, format: ExportFormat): Promise<Result<{ path: string } | null>> {
    const found = await this.#takes.get(id);
    if (!found.ok) return found;
    return ok(this.exportFolder === null ? null : { path: `${this.exportFolder}/${found.value.title}.${format}` });
  }
}
