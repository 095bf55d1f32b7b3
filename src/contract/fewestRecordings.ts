/** With fewer recordings of a voice there is nothing to tell by what a training has gained. Without zod, because the window says it. */
export const fewestRecordings = 4;
