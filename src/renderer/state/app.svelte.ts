import type { Bridge } from '../../contract/ipc';
import { textOf } from '../../contract/shownText';
import { ArchiveState } from './archive.svelte';
import { CommandsState } from './commands.svelte';
import { DesktopState } from './desktop.svelte';
import { DevicesState } from './devices.svelte';
import { DictationState } from './dictation.svelte';
import { LevelCheckState } from './levelCheck.svelte';
import { ModelsState } from './models.svelte';
import { NoticeState } from './notice.svelte';
import { SettingsState } from './settings.svelte';
import { SoundState } from './sound.svelte';
import { SystemState } from './system.svelte';
import { TakesState } from './takes.svelte';
import { TrainingViewState } from './training.svelte';
import { TranscriptionsState } from './transcriptions.svelte';
import { VoiceState } from './voice.svelte';
import { WordsState } from './words.svelte';

export type View = 'dictate' | 'library' | 'train' | 'words' | 'settings';

/** Everything the window knows, a topic each, and which view is in front. */
export class AppState {
  view = $state<View>('dictate');
  /** The list of keys is open. */
  showsKeys = $state(false);
  readonly dictation: DictationState;
  readonly sound: SoundState;
  readonly takes: TakesState;
  readonly settings: SettingsState;
  readonly devices: DevicesState;
  readonly desktop: DesktopState;
  readonly models: ModelsState;
  readonly system: SystemState;
  readonly voice: VoiceState;
  readonly training: TrainingViewState;
  readonly transcriptions: TranscriptionsState;
  readonly words: WordsState;
  readonly commands: CommandsState;
  readonly archive: ArchiveState;
  readonly levelCheck: LevelCheckState;
  readonly notices = new NoticeState();

  constructor(bridge: Bridge) {
    this.dictation = new DictationState(bridge);
    this.sound = new SoundState(bridge);
    this.takes = new TakesState(bridge, this.notices);
    this.settings = new SettingsState(bridge);
    this.devices = new DevicesState(bridge);
    this.desktop = new DesktopState(bridge, this.notices);
    this.models = new ModelsState(bridge);
    this.system = new SystemState(bridge);
    this.words = new WordsState(bridge, this.settings);
    this.commands = new CommandsState(this.settings, this.notices);
    this.voice = new VoiceState(bridge, this.notices);
    this.training = new TrainingViewState(bridge);
    this.levelCheck = new LevelCheckState(bridge);
    this.archive = new ArchiveState(bridge, this.notices);
    this.transcriptions = new TranscriptionsState(bridge, this.notices, (takeId) => {
      if (this.takes.selectedId === takeId) void this.takes.open(takeId);
    });
  }

  /** Reads what is there and follows main's events. Returns the function that stops. */
  follow(): () => void {
    void this.devices.load();
    const { settings, dictation, sound, takes, desktop, models, voice, training, transcriptions } = this;
    const topics = [settings, dictation, sound, takes, desktop, models, voice, training, transcriptions];
    const stops = topics.map((topic) => topic.follow());
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Starts or stops a take from any view, with the chosen microphone; not while a sentence is read aloud, which goes on. */
  async toggleDictation(): Promise<void> {
    if (this.voice.isReading) {
      this.notices.show({ text: 'A sentence is being recorded. Stop it first, then dictate.' });
      return;
    }
    this.view = 'dictate';
    await this.levelCheck.stop();
    const isFirst = this.dictation.isBusy && this.takes.isLoaded && this.takes.list.length === 0;
    await this.dictation.toggle(this.settings.value.microphone);
    if (isFirst && this.dictation.kept !== null && this.dictation.text !== '')
      this.notices.show({
        text: 'That works. Twenty sentences read aloud in Train, five minutes, may make it hear you better.',
      });
  }

  /**
   * In the Library the last change of a take, on Dictate the deletion of the one just kept; elsewhere what the notice offers, and on
   * Words, where it offers nothing, the last command that was removed.
   */
  async undo(): Promise<void> {
    if (this.view === 'library') await this.takes.undo();
    else if (this.view === 'dictate' && this.dictation.isDiscarded) await this.dictation.setDiscarded(false);
    else if (this.view === 'words' && this.notices.current?.undo === undefined) await this.commands.undo();
    else await this.notices.undo();
  }

  /** Puts the text of the page, or of the take that is open, on the clipboard, which keeps what it has where there is none. */
  async copyText(): Promise<void> {
    if (this.view === 'library' && !(await this.takes.draft.keep())) return;
    const text = this.view === 'library' ? textOf(this.takes.take?.utterances ?? []) : this.dictation.text;
    if (text === '') {
      this.notices.show({ text: 'There are no words to copy.' });
      return;
    }
    const isCopied = this.view === 'library' ? this.takes.copy() : this.dictation.copy();
    if (await isCopied) this.notices.show({ text: 'Copied.' });
  }

  async showTake(id: string): Promise<void> {
    this.view = 'library';
    this.takes.isListInFront = false;
    await this.takes.open(id);
  }
}
