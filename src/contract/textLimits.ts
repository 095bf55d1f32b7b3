/** How much text is taken where. Without zod, because the window bundles this file. */

/** A line that is corrected is compared with what was heard, word by word: that costs the square of its length, a second at this one. */
export const mostLineLetters = 10_000;

/** A tag is read at a glance, and is one of many that are shown beside a title. */
export const mostTagLetters = 50;
export const mostTags = 50;
