import type { TranscriptionJob } from '../../contract/transcription';
import { formatClock } from '../../core/transcript/timestamp';
import type { TranscriptionStore } from '../../platform/userFolder/transcriptionStore';
import type { TextKeeper } from './textKeeper';

/** What a take is called that was a file: without the ending. */
export const titleOfFile = (name: string): string => name.replace(/\.[^.]+$/u, '');

/**
 * What was heard of a file that is not heard to its end becomes a take. Returns the job as the list tells it: done, or, where the take
 * cannot be written, failed, with all that was heard still there. Null where no word was heard, and where the job is no file's.
 */
export async function keepHeardPart(
  {
    store,
    keeper,
  }: { readonly store: Pick<TranscriptionStore, 'heardSoFar'>; readonly keeper: Pick<TextKeeper, 'add'> },
  job: TranscriptionJob,
): Promise<TranscriptionJob | null> {
  const heard = job.source.kind === 'file' ? await store.heardSoFar(job.id) : null;
  if (heard === null || heard.utterances.every(({ words }) => words.length === 0)) return null;
  const title = `${titleOfFile(job.name)}, the first ${formatClock(heard.seconds)}`;
  const take = await keeper.add(title, heard, heard.wavPath);
  if (!take.ok) return { ...job, failure: take.error };
  const damage = `Cancelled. What was heard is kept: the words up to ${formatClock(heard.heardSeconds)}.`;
  return { ...job, failure: null, doneTakeId: take.value.id, damage };
}
