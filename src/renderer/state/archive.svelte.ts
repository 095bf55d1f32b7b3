import type { Bridge, RequestOutput } from '../../contract/ipc';
import type { Failure } from '../../contract/result';
import { fileName } from '../format';
import type { NoticeState } from './notice.svelte';

/** Everything that is the user's, in one file and back. */
export class ArchiveState {
  /** What is under way. */
  busy = $state<'saving' | 'restoring' | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What the last archive brought. */
  report = $state<string | null>(null);
  readonly #bridge: Bridge;
  readonly #notices: NoticeState;

  constructor(bridge: Bridge, notices: NoticeState) {
    this.#bridge = bridge;
    this.#notices = notices;
  }

  async save(): Promise<void> {
    this.busy = 'saving';
    const answer = await this.#bridge.request('archive:save');
    this.busy = null;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok && answer.value !== null)
      this.#notices.show({
        text: `${counted(answer.value.takes, 'take')} and all else saved as ${fileName(answer.value.path)}.`,
      });
  }

  async restore(): Promise<void> {
    this.busy = 'restoring';
    this.report = null;
    const answer = await this.#bridge.request('archive:restore');
    this.busy = null;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok && answer.value !== null) this.report = reportOf(answer.value);
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** "3 takes, 1 model and the settings are back. 2 were there already and stayed as they were." */
export function reportOf(restored: NonNullable<RequestOutput<'archive:restore'>>): string {
  const { takes, recordings, models, there, refused, hasSettings } = restored;
  const brought = [
    ...countedOrNot(takes, 'take'),
    ...countedOrNot(recordings, 'recording'),
    ...countedOrNot(models, 'model'),
    ...(hasSettings ? ['the settings'] : []),
  ];
  const wasThere = there === 1 ? 'was' : 'were';
  return [
    begun(`${listOf(brought)} came back.`),
    ...countedOrNot(there, 'thing').map((things) => `${things} ${wasThere} there already and stayed.`),
    ...countedOrNot(refused, 'file').map((files) => `${files} could not be used.`),
  ].join(' ');
}

const begun = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

const countedOrNot = (count: number, what: string): string[] => (count > 0 ? [counted(count, what)] : []);

/** "Nothing", "one", "one and two", "one, two and three". */
function listOf(parts: readonly string[]): string {
  const last = parts.at(-1) ?? 'Nothing';
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last;
}
