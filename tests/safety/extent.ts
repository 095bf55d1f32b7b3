const isLong = process.env['UTTER_SAFETY_LONG'] === '1';

/** How much of everything is done: enough to see it work, or all of it. */
export const extent = {
  /** Kills of each process. */
  rounds: isLong ? 50 : 2,
  /** Begun and ended one after the other. */
  takes: isLong ? 1000 : 20,
  /** Written down one after the other. */
  files: isLong ? 500 : 8,
  /** Of each kind; those that were made by hand come first. */
  hostileInputs: isLong ? 2000 : 60,
  /** Sound files of each format; 50,000 in all with `--long`. */
  damagedFiles: isLong ? 3600 : 2000,
  /** Of sound, heard as fast as the machine can. */
  dictationHours: isLong ? Number(process.env['UTTER_SAFETY_HOURS'] ?? 8) : 1 / 60,
  /** Dictated as they pass. */
  realTimeMinutes: isLong ? 60 : 1,
} as const;

export const seed = Number(process.env['UTTER_SEED'] ?? 1);
