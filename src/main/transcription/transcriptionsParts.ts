import type { ModelFiles } from '../../contract/modelFiles';
import type { Result } from '../../contract/result';
import type { TranscriptionQueue } from '../../contract/transcription';
import type { WatchTimes } from '../../platform/files/folderWatch';
import type { TranscriptionStore } from '../../platform/userFolder/transcriptionStore';
import type { SupervisedTranscriber } from './supervisedTranscriber';
import type { TextKeeper } from './textKeeper';

interface NamedModel {
  /** As the list of models calls it. */
  readonly name: string;
  readonly files: ModelFiles;
}

export interface TranscriptionsParts {
  readonly store: Pick<TranscriptionStore, 'open' | 'save' | 'filesOf' | 'heardSoFar' | 'forget' | 'settled'>;
  readonly transcriber: Pick<SupervisedTranscriber, 'hear' | 'pause' | 'resume' | 'cancel' | 'dispose'>;
  readonly keeper: TextKeeper;
  /** A model by its id, or the one in use. Fails where it is gone. */
  readonly modelOf: (modelId: string | null) => Promise<Result<NamedModel>>;
  readonly terms: (usesVocabulary: boolean) => readonly string[];
  readonly hearsAgain: () => boolean;
  /** Which names are of sound files. */
  readonly soundName: RegExp;
  readonly onChange: (queue: TranscriptionQueue) => void;
  readonly now?: () => number;
  readonly watchTimes?: WatchTimes;
}
