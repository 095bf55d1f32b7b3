import type { Bridge } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import { type Level, levelVerdict, type LevelVerdict } from '../levelVerdict';

/** Three seconds of levels, of 60 ms each. */
const levelsKept = 50;
/** What is recorded to listen has a text as every recording does; it is forgotten. */
const checkText = 'Level check';

/** Listens to the microphone before the first take, and says whether it is loud enough. Nothing of it is kept. */
export class LevelCheckState {
  phase = $state<'off' | 'starting' | 'listening'>('off');
  failure = $state.raw<Failure | null>(null);
  levelDbfs = $state(-120);
  #levels = $state.raw<readonly Level[]>([]);
  readonly verdict: LevelVerdict = $derived(levelVerdict(this.#levels));
  readonly #bridge: Bridge;
  #stopListening: () => void = () => undefined;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async start(deviceName: string | null): Promise<void> {
    if (this.phase !== 'off') return;
    this.phase = 'starting';
    this.failure = null;
    this.#levels = [];
    const stops = [
      this.#bridge.on('voice:level', (level) => {
        this.levelDbfs = level.rmsDbfs;
        this.#levels = [...this.#levels, level].slice(-levelsKept);
      }),
      this.#bridge.on('voice:lost', (failure) => {
        this.#end(failure);
      }),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
    const started = await this.#bridge.request('voice:record', { text: checkText, deviceName });
    if (!started.ok) this.#end(started.error);
    else if (this.#isStarting()) this.phase = 'listening';
  }

  /** Resolves when the microphone is free. */
  async stop(): Promise<void> {
    if (this.phase === 'off') return;
    this.#end(null);
    await this.#bridge.request('voice:cancel');
  }

  /** Asked for in a method of its own: what was before an answer came need not hold after it. */
  #isStarting(): boolean {
    return this.phase === 'starting';
  }

  #end(failure: Failure | null): void {
    this.#stopListening();
    this.phase = 'off';
    this.levelDbfs = -120;
    this.failure = failure;
  }
}
