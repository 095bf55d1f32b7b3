import { ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { normalizeText } from '../../core/corpus/normalizeText';
import { BeamSearchDecoder } from '../../core/decode/beamSearch';
import { confidenceOf } from '../../core/decode/confidence';
import { GreedyDecoder } from '../../core/decode/greedy';
import { noScorer, type Scorer } from '../../core/decode/scorer';
import { encoderSearch, type Search, spectrogramSearch } from '../../core/decode/search';
import type { CreateDecoder } from '../../core/dictation/recognizer';
import type { Features } from '../../core/features/config';
import type { LanguageModel } from '../../core/languageModel/binary';
import { HotWordScorer } from '../../core/languageModel/hotWordScorer';
import { lexiconWith } from '../../core/languageModel/lexiconWith';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { TermMatcher } from '../../core/languageModel/termMatcher';
import { defaultWordScorerOptions, WordScorer } from '../../core/languageModel/wordScorer';
import { languageModelBeside } from '../languageModel/languageModelBeside';
import { loadLanguageModel } from '../languageModel/languageModelFile';

export interface DecoderOptions {
  /** Of the acoustic model: the language model that stands beside it serves it; without one it is decoded as it is heard. */
  readonly modelPath: string;
  /** Default `beam`. */
  readonly decoder?: 'greedy' | 'beam';
  /** The language model in place of the one beside the acoustic model. */
  readonly languageModelPath?: string;
  /** Words and phrases to prefer, as people write them; the greedy decoder knows none. For sessions that bring none of their own. */
  readonly terms?: readonly string[];
}

/** How the posteriors of a model with such features are searched. */
export const searchOf = ({ kind }: Pick<Features, 'kind'>): Search =>
  kind === 'encoder' ? encoderSearch : spectrogramSearch;

/** What makes decoders for sessions, and what the language model behind it knows beside words. */
interface OpenedDecoder {
  readonly createDecoder: CreateDecoder;
  /** The language model that scores prefixes; null where there is none. */
  readonly model: NgramModel | null;
  /** Words that have a capital wherever they stand. */
  readonly names: readonly string[];
}

/** Loads what decoders need. Fails with `model-missing` or `model-refused`. */
export function openDecoder(options: DecoderOptions, search: Search = spectrogramSearch): Result<OpenedDecoder> {
  if (options.decoder === 'greedy')
    return ok({ createDecoder: () => new GreedyDecoder(english), model: null, names: [] });
  const languageModel = openLanguageModel(options);
  if (!languageModel.ok) return languageModel;
  let last: ({ readonly terms: readonly string[] } & Words) | null = null;
  const createDecoder: CreateDecoder = (terms = options.terms ?? [], textScorer = null) => {
    // Sessions follow one another with the same terms, and preparing them takes a moment.
    if (last?.terms !== terms) last = { terms, ...wordsOf(languageModel.value, terms, search.alpha) };
    const beams = textScorer === null ? search.beams : (search.settlingBeams ?? search.beams);
    return new BeamSearchDecoder(search.alphabet, last.createScorer(), beams, {
      confidenceOf: (evidence) => confidenceOf(evidence, search.confidence),
      textScorer,
      isListed: last.isListed,
    });
  };
  return ok({ createDecoder, model: languageModel.value?.model ?? null, names: languageModel.value?.names ?? [] });
}

function openLanguageModel({ modelPath, languageModelPath }: DecoderOptions): Result<LanguageModel | null> {
  const path = languageModelPath ?? languageModelBeside(modelPath);
  return path === null ? ok(null) : loadLanguageModel(path);
}

/** What a language model knows of words. */
interface Words {
  /** For each session its own. */
  readonly createScorer: () => Scorer;
  readonly isListed: (word: string) => boolean;
}

/** Prepares what a language model, or none, knows with terms as people write them. */
function wordsOf(languageModel: LanguageModel | null, terms: readonly string[], alpha: number): Words {
  const spoken = terms.map(normalizeText).map((term) => english.encode(term));
  const labels = spoken.filter((each) => each !== null).filter((each) => each.length > 0);
  const known = languageModel === null ? null : withTerms(languageModel, labels);
  const weights = { ...defaultWordScorerOptions, alpha };
  const createInner = (): Scorer =>
    known === null ? noScorer : new WordScorer(known.model, known.lexicon, english, weights);
  const isListed = (word: string): boolean => known === null || known.lexicon.has(english.encode(word) ?? []);
  if (labels.length === 0) return { createScorer: createInner, isListed };
  const matcher = new TermMatcher(labels, english);
  return { createScorer: () => new HotWordScorer(createInner(), matcher, english), isListed };
}

/** The language model with the words of all terms in its lexicon. */
function withTerms({ model, lexicon }: LanguageModel, terms: readonly Int32Array[]): LanguageModel {
  if (terms.length === 0) return { model, lexicon };
  const words = terms.flatMap((term) => english.decode(term).split(' ')).map((word) => english.encode(word));
  const known = words.filter((word) => word !== null);
  return { model, lexicon: lexiconWith(lexicon, known, model.unigramLogProbs) };
}
