import { defaultShaping } from '../../contract/defaultShaping';
import type { SpokenCommand } from '../../contract/shaping';
import {
  areUsedAs,
  broughtBack,
  type CommandRow,
  nextId,
  ownCount,
  rowsOf,
  usable,
  withAdded,
  withEdited,
  without,
} from '../commandRows';
import type { NoticeState } from './notice.svelte';
import type { SettingsState } from './settings.svelte';

/** The table of spoken commands as it is being edited; what can be used of it is in the settings at once. */
export class CommandsState {
  /** Starts from the list of the settings, and again where that comes from elsewhere; between, it is the user's own, sound or not. */
  readonly rows: readonly CommandRow[] = $derived.by(() => {
    const { commands } = this.#settings.value.shaping;
    return areUsedAs(this.#typed, commands) ? this.#typed : rowsOf(commands);
  });
  #typed = $state.raw<readonly CommandRow[]>([]);
  readonly #settings: SettingsState;
  readonly #notices: NoticeState;

  constructor(settings: SettingsState, notices: NoticeState) {
    this.#settings = settings;
    this.#notices = notices;
  }

  /** Another row behind the others. Returns its id. */
  add(): number {
    const added = nextId(this.rows);
    void this.#replace(withAdded(this.rows));
    return added;
  }

  edit(id: number, command: SpokenCommand): void {
    void this.#replace(withEdited(this.rows, id, command));
  }

  /** The notice brings it back, where there was anything in force. */
  remove(id: number): void {
    const before = this.rows;
    void this.#replace(without(before, id));
    const inForce = before.find((row) => row.id === id)?.inForce ?? null;
    if (inForce !== null) this.#offerBack(`“${inForce.spoken}” is removed.`, before);
  }

  /** The list that comes with Utter in place of this one, which the notice brings back. */
  restore(): void {
    const before = this.rows;
    const own = ownCount(before, defaultShaping.commands);
    const lost = own === 0 ? '' : `, without ${own === 1 ? 'one phrase' : `${own} phrases`} of yours`;
    void this.#replace(rowsOf(defaultShaping.commands, nextId(before)));
    this.#offerBack(`The list that comes with Utter is back${lost}.`, before);
  }

  #offerBack(text: string, before: readonly CommandRow[]): void {
    const after = this.rows;
    this.#notices.show({
      text,
      undo: () => this.#replace(broughtBack(before, after, this.rows)),
    });
  }

  async #replace(rows: readonly CommandRow[]): Promise<void> {
    this.#typed = rows;
    const { shaping } = this.#settings.value;
    if (!areUsedAs(rows, shaping.commands))
      await this.#settings.change({ shaping: { ...shaping, commands: usable(rows) } });
  }
}
