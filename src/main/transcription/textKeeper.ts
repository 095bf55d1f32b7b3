import type { Result } from '../../contract/result';
import type { Take, Utterance } from '../../contract/transcript';
import type { HeardSound } from '../../contract/transcription';

/** What was heard of a sound. `model` is null where it is not known any more. */
interface HeardText {
  readonly model: string | null;
  readonly seconds: number;
  readonly utterances: readonly Utterance[];
}

/** What takes a text, and where it comes to. */
export interface TextKeeper {
  /**
   * A new take of the sound at `wavPath`, which is moved into it; or the earlier take of the same file, where its sound is the
   * beginning of this one, and which then is of all of it.
   */
  add(title: string, heard: HeardText, wavPath: string, earlierTakeId?: string): Promise<Result<Take>>;
  /** The text that a take had stays beside the new one. */
  hearAgain(takeId: string, heard: HeardSound): Promise<Result<Take>>;
  wavPath(takeId: string): string;
}
