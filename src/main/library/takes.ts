import type { RequestHandlers } from '../../contract/ipc';
import { fail, ok, type Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import type { ExportFormat, Take } from '../../contract/transcript';
import { correctUtterance } from '../../core/transcript/correct';
import { formatTake } from '../../core/transcript/formats';
import { writeWholeFile } from '../../platform/files/wholeFile';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { fileNameOf } from './fileName';

const previewLength = 160;

export interface TakesParts {
  readonly store: TakeStore;
  /** The take that is being recorded: it belongs to Dictation until it is stopped. */
  readonly takeIdInProgress: () => string | null;
  /** Asks the user where to; null when they cancel. The dialog itself asks before a file is replaced. */
  readonly askWhereTo: (suggestedName: string, format: ExportFormat) => Promise<string | null>;
  readonly tellChanged: () => void;
}

type TakesHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `takes:${string}`>>;

const stillRecording = 'This take is still being recorded. Stop it first.';

/** The answers to `takes:…`. */
export function takesHandlers(parts: TakesParts): TakesHandlers {
  const { store } = parts;
  /** Changes a take that is not being recorded. */
  const change = async (id: string, changed: (take: Take) => Result<Take>): Promise<Result<Take>> => {
    if (id === parts.takeIdInProgress()) return fail('busy', stillRecording);
    const take = await store.get(id);
    const next = take.ok ? changed(take.value) : take;
    const saved = next.ok ? await store.save(next.value) : next;
    if (saved.ok) parts.tellChanged();
    return saved;
  };
  const move = async (id: string, moved: () => Promise<Result<undefined>>): Promise<Result<undefined>> => {
    if (id === parts.takeIdInProgress()) return fail('busy', stillRecording);
    const result = await moved();
    if (result.ok) parts.tellChanged();
    return result;
  };
  return {
    'takes:list': async () => {
      const takes = await store.list();
      return ok(takes.filter((take) => take.id !== parts.takeIdInProgress()).map(summaryOf));
    },
    'takes:get': ({ id }) => store.get(id),
    'takes:rename': ({ id, title }) => change(id, (take) => ok({ ...take, title: title.trim() })),
    'takes:correct': ({ id, utterance, text }) => change(id, (take) => corrected(take, utterance, text)),
    'takes:delete': ({ id }) => move(id, () => store.delete(id)),
    'takes:restore': ({ id }) => move(id, () => store.restore(id)),
    'takes:export': async ({ id, format }) => {
      const take = await store.get(id);
      if (!take.ok) return take;
      const path = await parts.askWhereTo(`${fileNameOf(take.value.title, 'take')}.${format}`, format);
      if (path === null) return ok(null);
      const written = await writeWholeFile(path, formatTake(take.value, format));
      return written.ok ? ok({ path }) : written;
    },
  };
}

function corrected(take: Take, index: number, text: string): Result<Take> {
  const utterance = take.utterances[index];
  if (utterance === undefined) return fail('invalid-request', `This take has ${take.utterances.length} utterances.`);
  return ok({ ...take, utterances: take.utterances.with(index, correctUtterance(utterance, text)), corrected: true });
}

function summaryOf(take: Take): { id: string; title: string; createdAt: string; seconds: number; preview: string } {
  const { id, title, createdAt, seconds } = take;
  return { id, title, createdAt, seconds, preview: textOf(take.utterances).slice(0, previewLength) };
}
