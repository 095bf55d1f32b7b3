import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const css = readFileSync('src/renderer/styles/tokens.css', 'utf8');

/** The opaque colours of a scheme: name → oklch. */
function coloursOf(theme: string): Map<string, readonly number[]> {
  const block = new RegExp(`data-theme='${theme}'\\]\\s*{([^}]*)}`).exec(css)?.[1] ?? '';
  const pairs = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return new Map([...pairs].map(([, name, ...numbers]) => [name ?? '', numbers.map(Number)]));
}

/** Relative luminance of WCAG 2, by Ottosson's definition of OKLab (2020); linear sRGB is clipped to what a screen shows. */
function luminance([lightness = 0, chroma = 0, hue = 0]: readonly number[]): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const backgrounds = ['paper', 'surface', 'raised', 'hover', 'selected'];
const text = [
  ...['ink', 'ink-muted'].flatMap((ink) =>
    [...backgrounds, 'warning-soft', 'danger-soft', 'accent-soft'].map((ground) => [ink, ground]),
  ),
  ...['paper', 'surface', 'raised'].map((ground) => ['ink-faint', ground]),
  ['ink', 'found'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['warning', 'warning-soft'],
  ['danger', 'danger-soft'],
  ['danger', 'paper'],
  ['ok', 'surface'],
] as [string, string][];
const controls = ['edge', 'accent', 'live'].flatMap((colour) =>
  ['paper', 'surface', 'raised'].map((ground): [string, string] => [colour, ground]),
);

describe('luminance', () => {
  it('is 1 for white, 0 for black and 0.2126 for the red of sRGB', () => {
    expect(luminance([1, 0, 0])).toBeCloseTo(1, 4);
    expect(luminance([0, 0, 0])).toBe(0);
    expect(luminance([0.62796, 0.25768, 29.234])).toBeCloseTo(0.2126, 3);
  });
});

describe.each(['light', 'dark'])('the %s scheme', (theme) => {
  const colours = coloursOf(theme);
  const colour = (name: string): readonly number[] => {
    const found = colours.get(name);
    if (found === undefined) throw new Error(`${theme} has no --${name}`);
    return found;
  };

  it.each(text)('sets %s on %s at 4.5 : 1 or more', (ink, ground) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(controls)('draws %s on %s at 3 : 1 or more', (line, ground) => {
    expect(contrast(colour(line), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

it('both schemes name the same colours', () => {
  expect([...coloursOf('dark').keys()]).toEqual([...coloursOf('light').keys()]);
});
