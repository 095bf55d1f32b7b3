/** What the icon in the tray tells, by its shape. */
export type TrayState = 'idle' | 'listening' | 'trouble';

/** Twice the size at which it is shown, for sharp displays. */
export const trayIconPixels = 32;

/** Distance in pixels from the shape's edge, negative inside. */
type Shape = (x: number, y: number) => number;

const bar =
  (centre: number, half: number): Shape =>
  (x, y) =>
    Math.hypot(x - centre, Math.max(0, Math.abs(y - 16) - half)) - 1.7;
const union =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

const sound = union(bar(5, 3), bar(10.5, 7), bar(16, 12), bar(21.5, 7), bar(27, 3));
const disc: Shape = (x, y) => Math.hypot(x - 16, y - 16) - 13;
const square: Shape = (x, y) => Math.max(Math.abs(x - 16), Math.abs(y - 16)) - 5;
const exclamation = union(
  (x, y) => Math.hypot(x - 16, Math.max(0, Math.abs(y - 11.5) - 6.5)) - 2.4,
  (x, y) => Math.hypot(x - 16, y - 26) - 2.8,
);

/** Sound for idle, a disc with the square of Stop cut out while listening, an exclamation mark where something is wrong. */
const shapes: Readonly<Record<TrayState, Shape>> = {
  idle: sound,
  listening: (x, y) => Math.max(disc(x, y), -square(x, y)),
  trouble: exclamation,
};

/** The icon as rows of BGRA, 8 bits each, multiplied by the opacity, in a grey of `lightness` 0 … 255. */
export function drawTrayIcon(state: TrayState, lightness: number): Uint8Array {
  const pixels = new Uint8Array(trayIconPixels * trayIconPixels * 4);
  for (let y = 0; y < trayIconPixels; y += 1) {
    for (let x = 0; x < trayIconPixels; x += 1) {
      const coverage = Math.min(1, Math.max(0, 0.5 - shapes[state](x + 0.5, y + 0.5)));
      const colour = Math.round(lightness * coverage);
      pixels.set([colour, colour, colour, Math.round(255 * coverage)], (y * trayIconPixels + x) * 4);
    }
  }
  return pixels;
}
