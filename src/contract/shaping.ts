import { z } from 'zod';

/** Words as the recognizer writes them: a to z and the apostrophe, one space between. */
const phrase = z
  .string()
  .max(60)
  .regex(/^[a-z']+( [a-z']+)*$/);

const neighbours = z.array(phrase).max(100).optional();

/**
 * What a spoken command does. `write` puts its text in place of itself; `capital`, `capitals` and `literal` act on what follows;
 * `scratch` takes back what was said since the last sentence end, line break or pause; `stop`, said last, ends the take.
 */
export const commandEffects = [
  'write',
  'line',
  'paragraph',
  'capital',
  'capitals',
  'literal',
  'scratch',
  'stop',
] as const;
export type CommandEffect = (typeof commandEffects)[number];

/** One row of the table of spoken commands. */
export const SpokenCommand = z.strictObject({
  spoken: phrase,
  effect: z.enum(commandEffects),
  /** What `write` writes; spacing follows from its characters. Empty for the other effects. */
  text: z.string().max(200),
  /** Right after one of these words, or right before one, the phrase is meant as words. */
  literalAfter: neighbours,
  literalBefore: neighbours,
});
export type SpokenCommand = z.infer<typeof SpokenCommand>;

/** How numbers are written: as words, from ten on in digits, all in digits. Dates, times, money and percent follow. */
export const numberStyles = ['words', 'ten', 'digits'] as const;
export type NumberStyle = (typeof numberStyles)[number];

const CurrentShaping = z
  .strictObject({
    /** Whether the phrases of `commands` do what they say; where not they are words, and all else is written as chosen. */
    obeysCommands: z.boolean(),
    numbers: z.enum(numberStyles).default('ten'),
    /** Marks and capitals as they are heard, and where a pause makes them. */
    sentences: z.boolean().default(true),
    /** A pause this long ends the sentence, whatever was heard; it takes less where no marks are heard. */
    sentencePauseSeconds: z.number().min(0.5).max(10).default(2),
    /** One this long ends the paragraph; never less than what ends a sentence. */
    paragraphPauseSeconds: z.number().min(1).max(60).default(3),
    /** Of two rows with the same phrase the first counts. */
    commands: z.array(SpokenCommand).max(200),
  })
  .overwrite((shaping) => {
    const { sentencePauseSeconds, paragraphPauseSeconds } = shaping;
    return { ...shaping, paragraphPauseSeconds: Math.max(sentencePauseSeconds, paragraphPauseSeconds) };
  });

/** What "Spoken commands: Off" did while it was one switch for all of this: words as they are heard. */
const asHeard = { obeysCommands: false, sentences: false, numbers: 'words' };

/**
 * How the words that were heard become the text that is shown. Files of before there were three styles of numbers hold `digits`, off at first;
 * those of before marks were heard call `sentences` by the `pauses` that made them. Where `enabled` was one switch for commands, sentences and
 * numbers, off becomes off for each of them: the text stays as it was, and each can be seen and switched on in Settings.
 */
export const Shaping = z.preprocess((stored) => {
  if (typeof stored !== 'object' || stored === null) return stored;
  const { digits, pauses, enabled, ...rest } = stored as Record<string, unknown>;
  if (![digits, pauses, enabled].every((each) => each === undefined || typeof each === 'boolean')) return stored;
  const named = pauses === undefined ? rest : { sentences: pauses, ...rest };
  if (enabled === undefined) return named;
  return enabled === true ? { obeysCommands: true, ...named } : { ...named, ...asHeard };
}, CurrentShaping);
export type Shaping = z.infer<typeof CurrentShaping>;
