/** How sound is drawn while it is heard: a column for each moment, a byte for each band of it from the lowest up, 0 for silence. */
export const spectrumBands = 36;
export const spectrumColumnSeconds = 0.0125;
