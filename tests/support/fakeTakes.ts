import type { FoundTakes, TakeSummary } from '../../src/contract/ipc';
import { fail, type FailureCode, ok, type Result } from '../../src/contract/result';
import { firstHit, type SearchTerm, searchTerms } from '../../src/contract/searchTerms';
import { textOf } from '../../src/contract/shownText';
import type { Take } from '../../src/contract/transcript';
import { titleOf } from '../../src/core/transcript/title';
import { hitPieces, hitSnippet } from '../../src/platform/userFolder/hitPieces';

/** Takes in memory, as TakeStore keeps them on a disk. */
export class FakeTakes {
  /** Why the disk refuses, or null. */
  failure: FailureCode | null = null;
  readonly #takes: Map<string, Take>;
  readonly #deleted = new Map<string, Take>();

  constructor(takes: readonly Take[] = []) {
    this.#takes = new Map(takes.map((each) => [each.id, each]));
  }

  get all(): readonly Take[] {
    return [...this.#takes.values()];
  }

  /** The newest first. */
  get summaries(): readonly TakeSummary[] {
    return this.all.map(summaryOf).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  search(query: string): FoundTakes {
    const terms = searchTerms(query);
    const hits = this.summaries
      .map((take) => ({ ...take, words: textOf(this.#takes.get(take.id)?.utterances ?? []) }))
      .filter(({ title, tags, words }) =>
        terms.every((term) =>
          term.column === 'tags'
            ? holds(tags.join(' '), { ...term, column: null })
            : holds([title, ...tags, words].join(' '), term),
        ),
      )
      .map(({ words, ...take }) => ({
        ...take,
        titlePieces: hitPieces(take.title, terms),
        textPieces: hitSnippet(words, terms),
      }));
    return { total: hits.length, hits };
  }

  async get(id: string): Promise<Result<Take>> {
    const found = this.#takes.get(id);
    return found === undefined ? fail('take-missing') : ok(found);
  }

  async save(take: Take): Promise<Result<Take>> {
    if (this.failure !== null) return fail(this.failure);
    const titled = take.titleIsOwn ? take : { ...take, title: titleOf(take.utterances) };
    this.#takes.set(take.id, titled);
    return ok(titled);
  }

  async delete(id: string): Promise<Result<undefined>> {
    return move(id, this.#takes, this.#deleted);
  }

  async restore(id: string): Promise<Result<undefined>> {
    return move(id, this.#deleted, this.#takes);
  }
}

const holds = (text: string, term: SearchTerm): boolean => firstHit(text.split(/\s+/u), [term]) >= 0;

function summaryOf({ id, title, createdAt, seconds, tags, pinned, utterances }: Take): TakeSummary {
  const text = textOf(utterances);
  return { id, title, createdAt, seconds, tags, pinned, preview: text === '' ? null : text.slice(0, 120) };
}

function move(id: string, from: Map<string, Take>, to: Map<string, Take>): Result<undefined> {
  const found = from.get(id);
  if (found === undefined) return fail('take-missing');
  from.delete(id);
  to.set(id, found);
  return ok(undefined);
}
