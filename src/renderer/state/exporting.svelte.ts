import { SvelteMap } from 'svelte/reactivity';

import { defaultExport } from '../../contract/defaultExport';
import type { ExportOptions } from '../../contract/exporting';
import type { Bridge } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { ExportFormat } from '../../contract/transcript';
import { fileName } from '../format';
import type { NoticeState } from './notice.svelte';

/** The dialog in which one take or several are made files of: what is chosen there, and what it would give. */
export class ExportState {
  /** None: the dialog is closed. */
  ids = $state.raw<readonly string[]>([]);
  format = $state<ExportFormat>('txt');
  options = $state.raw<ExportOptions>(defaultExport);
  preview = $state.raw<{ readonly text: string; readonly isCut: boolean } | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Of the fields whose text cannot be what they are for, what can, in a sentence. */
  readonly #wrongFields = new SvelteMap<string, string>();
  /** Why nothing can be written of what is chosen, in a sentence; null where something can. */
  readonly problem: string | null = $derived.by(() => {
    const { fromSeconds, toSeconds } = this.options;
    const [wrong] = this.#wrongFields.values();
    if (wrong !== undefined) return wrong;
    if (fromSeconds !== null && toSeconds !== null && fromSeconds >= toSeconds)
      return 'The range ends before it begins.';
    if (this.ids.length !== 1 || this.preview?.text.trim() !== '') return null;
    return fromSeconds === null && toSeconds === null
      ? 'There are no words in this take.'
      : 'There are no words in this range.';
  });
  readonly #bridge: Bridge;
  readonly #notices: NoticeState;
  readonly #keepDraft: () => Promise<boolean>;

  /** @param keepDraft writes the line that is being corrected into its take; false where that failed: nothing is exported without it */
  constructor(bridge: Bridge, notices: NoticeState, keepDraft: () => Promise<boolean>) {
    this.#bridge = bridge;
    this.#notices = notices;
    this.#keepDraft = keepDraft;
  }

  async open(ids: readonly string[]): Promise<void> {
    if (!(await this.#keepDraft())) return;
    this.ids = ids;
    // A range is of one take.
    this.options = { ...this.options, fromSeconds: null, toSeconds: null };
    this.#wrongFields.clear();
    this.failure = null;
    void this.look();
  }

  close(): void {
    this.ids = [];
    this.preview = null;
  }

  choose(changes: { readonly format?: ExportFormat; readonly options?: Partial<ExportOptions> }): void {
    this.format = changes.format ?? this.format;
    this.options = { ...this.options, ...changes.options };
    void this.look();
  }

  rule(changes: Partial<ExportOptions['captions']>): void {
    this.choose({ options: { captions: { ...this.options.captions, ...changes } } });
  }

  /** Of a field: what its text can be, in a sentence, where it is something else; null where it is right, or is shown no more. */
  check(field: string, wrong: string | null): void {
    if (wrong === null) this.#wrongFields.delete(field);
    else this.#wrongFields.set(field, wrong);
  }

  /** Shows the first take as it would be written; of several asked one after the other the last one counts. */
  async look(): Promise<void> {
    const { format, options } = this;
    const [id] = this.ids;
    if (id === undefined) return;
    const answer = await this.#bridge.request('takes:preview', { id, format, options });
    if (this.format !== format || this.options !== options || this.ids[0] !== id) return;
    this.failure = answer.ok ? null : answer.error;
    this.preview = answer.ok ? answer.value : null;
  }

  /** Closes the dialog where something was written. */
  async save(): Promise<void> {
    const { format, options } = this;
    const written = await this.write(this.ids, format, options);
    this.failure = written.ok ? null : written.error;
    if (written.ok && written.value) this.close();
  }

  /** Asks where to, writes takes as files and says so. False where the user thought better of it. */
  async write(ids: readonly string[], format: ExportFormat, options = defaultExport): Promise<Result<boolean>> {
    const [id] = ids;
    if (id === undefined || !(await this.#keepDraft())) return { ok: true, value: false };
    const answer =
      ids.length === 1
        ? await this.#bridge.request('takes:export', { id, format, options })
        : await this.#bridge.request('takes:export-all', { ids: [...ids], format, options });
    if (!answer.ok || answer.value === null) return answer.ok ? { ok: true, value: false } : answer;
    const name = fileName(answer.value.path);
    this.#notices.show({
      text: ids.length === 1 ? `Exported as ${name}.` : `${ids.length} takes exported to ${name}.`,
    });
    return { ok: true, value: true };
  }

  async copy(): Promise<void> {
    const { format, options, ids } = this;
    const answer = await this.#bridge.request('takes:copy', { ids: [...ids], format, options });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.#notices.show({ text: 'Copied.' });
  }
}
