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

/** Rows that went at once. */
interface Removal {
  readonly before: readonly CommandRow[];
  readonly after: readonly CommandRow[];
  /** What is said once they are back and no notice had offered it. */
  readonly whenBack: string;
}

/** The table of spoken commands as it is being edited; what can be used of it is in the settings at once. */
export class CommandsState {
  /** Starts from the list of the settings, and again where that comes from elsewhere; between, it is the user's own, sound or not. */
  readonly rows: readonly CommandRow[] = $derived.by(() => {
    const { commands } = this.#settings.value.shaping;
    return areUsedAs(this.#typed, commands) ? this.#typed : rowsOf(commands);
  });
  #typed = $state.raw<readonly CommandRow[]>([]);
  /** What can be brought back, the last at the end. */
  #removals: readonly Removal[] = [];
  readonly #settings: SettingsState;
  readonly #notices: NoticeState;

  constructor(settings: SettingsState, notices: NoticeState) {
    this.#settings = settings;
    this.#notices = notices;
  }

  /** Another row behind the others. Returns its id. */
  add(): number {
    // One that nothing had that can be brought back, or it would be taken for that.
    const added = nextId([...this.rows, ...this.#removals.flatMap(({ before }) => before)]);
    void this.#replace(withAdded(this.rows, added));
    return added;
  }

  edit(id: number, command: SpokenCommand): void {
    void this.#replace(withEdited(this.rows, id, command));
  }

  /** The notice brings it back, and `undo`, where there was anything in force. */
  remove(id: number): void {
    const before = this.rows;
    void this.#replace(without(before, id));
    const inForce = before.find((row) => row.id === id)?.inForce ?? null;
    if (inForce !== null) this.#offerBack(`“${inForce.spoken}” is removed.`, before, `“${inForce.spoken}” is back.`);
  }

  /** The list that comes with Utter in place of this one, which the notice brings back. */
  restore(): void {
    const before = this.rows;
    const own = ownCount(before, defaultShaping.commands);
    const lost = own === 0 ? '' : `, without ${own === 1 ? 'one phrase' : `${own} phrases`} of yours`;
    void this.#replace(rowsOf(defaultShaping.commands, nextId(before)));
    this.#offerBack(`The list that comes with Utter is back${lost}.`, before, 'The list of before is back.');
  }

  /** Brings back what was removed last and is not back yet, and says so. */
  async undo(): Promise<void> {
    const last = this.#removals.at(-1);
    if (last !== undefined && (await this.#bringBack(last))) this.#notices.show({ text: last.whenBack });
  }

  #offerBack(text: string, before: readonly CommandRow[], whenBack: string): void {
    const removal = { before, after: this.rows, whenBack };
    this.#removals = [...this.#removals, removal];
    this.#notices.show({
      text,
      undo: async () => {
        await this.#bringBack(removal);
      },
    });
  }

  /** False where the list has come from elsewhere since: its rows are others. */
  async #bringBack(removal: Removal): Promise<boolean> {
    const isOfThisList = this.rows === this.#typed;
    this.#removals = isOfThisList ? this.#removals.filter((each) => each !== removal) : [];
    if (isOfThisList) await this.#replace(broughtBack(removal.before, removal.after, this.rows));
    return isOfThisList;
  }

  async #replace(rows: readonly CommandRow[]): Promise<void> {
    if (this.rows !== this.#typed) this.#removals = [];
    this.#typed = rows;
    const { shaping } = this.#settings.value;
    if (!areUsedAs(rows, shaping.commands))
      await this.#settings.change({ shaping: { ...shaping, commands: usable(rows) } });
  }
}
