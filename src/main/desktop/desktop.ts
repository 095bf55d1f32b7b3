import { app, BrowserWindow, globalShortcut } from 'electron';

import type { EventName } from '../../contract/channels';
import type { DesktopSettings, DesktopState } from '../../contract/desktop';
import type { DictationStatus, EventPayload } from '../../contract/ipc';
import type { KeyboardCommand, KeyboardEvent } from '../../contract/keyboardMessages';
import { ok, type Result } from '../../contract/result';
import type { Utterance } from '../../contract/transcript';
import type { ForkWorker } from '../processes/workerProcess';
import { showWindow } from '../window/mainWindow';
import { Delivery } from './delivery';
import { DictationShortcut } from './dictationShortcut';
import { DictationTray } from './dictationTray';
import { lentClipboard } from './lentClipboard';
import { Pill } from './pill';
import { SupervisedKeyboard } from './supervisedKeyboard';
import { hasTrayHost } from './trayHost';

export interface DesktopParts {
  readonly fork: ForkWorker<KeyboardCommand, KeyboardEvent>;
  readonly settings: () => DesktopSettings;
  readonly status: () => DictationStatus;
  readonly toggle: () => void;
  readonly start: () => void;
  readonly stop: () => void;
  readonly tell: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
}

const noTray =
  'No tray was found on this desktop, so closing the window ends Utter. Minimise it, and the shortcut works on.';

/** How the app is reached from other programs, and what they get of it: shortcut, tray, pill, and the words themselves. */
export class Desktop {
  readonly #parts: DesktopParts;
  readonly #keyboard: SupervisedKeyboard;
  readonly #shortcut: DictationShortcut;
  readonly #delivery: Delivery;
  readonly #pill = new Pill();
  #tray: DictationTray | null = null;
  /** As it was when it was looked for last. */
  #isTrayShown = true;
  #isBusy = false;
  /** Of the take in progress; after it, until the next one, of that take. */
  #utterances: readonly Utterance[] = [];
  #typingProblem: string | null = null;

  constructor(parts: DesktopParts) {
    this.#parts = parts;
    this.#keyboard = new SupervisedKeyboard(parts.fork);
    this.#shortcut = new DictationShortcut({
      ...parts,
      register: (accelerator, onPressed) => globalShortcut.register(accelerator, onPressed),
      unregister: (accelerator) => {
        globalShortcut.unregister(accelerator);
      },
      watch: this.#keyboard.watch.bind(this.#keyboard),
      unwatch: this.#keyboard.unwatch.bind(this.#keyboard),
      changed: this.#tellState.bind(this),
      now: performance.now.bind(performance),
    });
    this.#delivery = new Delivery({
      keys: this.#keyboard,
      clipboard: lentClipboard,
      settings: parts.settings,
      isInFront,
      tellProblem: (failure) => {
        this.#typingProblem = failure?.message ?? null;
        this.#tellState();
      },
    });
  }

  get state(): DesktopState {
    const { problem: shortcutProblem, works: shortcutWorks, holds: shortcutHolds } = this.#shortcut;
    const trayProblem = this.#isTrayShown ? null : noTray;
    return { shortcutProblem, shortcutWorks, shortcutHolds, typingProblem: this.#typingProblem, trayProblem };
  }

  /** Once the app is ready. */
  async open(): Promise<void> {
    this.#makeTray();
    app.on('browser-window-focus', this.#showPill).on('browser-window-blur', this.#showPill);
    void this.findTray();
    await this.useSettings();
  }

  /** Whether there is a tray to reach the app from. Where one has come since, the icon is made anew: one of before is shown by none. */
  async findTray(): Promise<boolean> {
    const isShown = await hasTrayHost();
    const wasShown = this.#isTrayShown;
    this.#isTrayShown = isShown;
    if (this.#tray !== null && isShown && !wasShown) this.#makeTray();
    if (isShown !== wasShown) this.#tellState();
    return isShown;
  }

  /** What is wished, with the keys of before where another program has the new ones; `state` then says so. */
  withFreeKeys(wished: DesktopSettings): DesktopSettings {
    return { ...wished, shortcut: this.#shortcut.whichAreFree(wished.shortcut) };
  }

  /** To be called when the settings may have changed. */
  async useSettings(): Promise<void> {
    await this.#shortcut.use(this.#parts.settings());
    if (this.#parts.settings().typing === 'off') this.#typingProblem = null;
    this.#tellState();
    if (this.#parts.settings().keepsRunning) void this.findTray();
  }

  async copy(text: string): Promise<Result<undefined>> {
    await lentClipboard.write(text);
    return ok(undefined);
  }

  /** To be called with all that is told of dictation. */
  hear(name: EventName): void {
    if (name !== 'dictation:state' && name !== 'dictation:final') return;
    const { phase, utterances } = this.#parts.status();
    const wasBusy = this.#isBusy;
    this.#isBusy = phase !== 'idle';
    if (this.#isBusy) {
      if (!wasBusy) this.#delivery.begin();
      this.#utterances = utterances;
      this.#delivery.hear(utterances);
    } else if (wasBusy) void this.#delivery.end(this.#utterances);
    this.#showInTray();
    this.#showPill();
  }

  dispose(): void {
    app.off('browser-window-focus', this.#showPill).off('browser-window-blur', this.#showPill);
    this.#shortcut.dispose();
    this.#keyboard.dispose();
    this.#pill.show(false);
    this.#tray?.dispose();
    this.#tray = null;
  }

  readonly #showPill = (): void => {
    this.#pill.show(this.#isBusy && !isInFront());
  };

  #makeTray(): void {
    this.#tray?.dispose();
    this.#tray = new DictationTray({ toggle: this.#parts.toggle, showWindow, quit: app.quit.bind(app) });
    this.#showInTray();
  }

  #showInTray(): void {
    const { phase, failure } = this.#parts.status();
    const isTrouble = failure !== null || phase === 'interrupted';
    this.#tray?.show(isTrouble ? 'trouble' : this.#isBusy ? 'listening' : 'idle');
  }

  #tellState(): void {
    this.#parts.tell('desktop:changed', this.state);
  }
}

const isInFront = (): boolean => BrowserWindow.getFocusedWindow() !== null;
