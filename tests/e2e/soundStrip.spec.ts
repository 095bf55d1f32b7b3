import type { Page } from '@playwright/test';

import { play } from './stagedWindow';
import { expect, test } from './test';

/** A second, as the microphone tells it. */
const pushes = 16;
const columnsOfPush = 5;

/** What the strip, the level and the ring have drawn while sound came. */
interface Drawn {
  readonly columns: number;
  readonly words: number;
}

/** Counts from now on what a page draws. */
async function countDrawings(page: Page): Promise<void> {
  await page.evaluate(() => {
    const drawn = { columns: 0, words: 0 };
    Object.assign(globalThis, { drawn });
    const watch = (name: 'putImageData' | 'drawImage' | 'fillText', note: (all: readonly unknown[]) => void): void => {
      const draw = Reflect.get(CanvasRenderingContext2D.prototype, name) as () => void;
      Reflect.set(CanvasRenderingContext2D.prototype, name, function (this: unknown, ...all: unknown[]): void {
        note(all);
        Reflect.apply(draw, this, all);
      });
    };
    const columnPixels = Math.round(2 * devicePixelRatio);
    watch('putImageData', ([image, , , , , width]) => {
      // Where no part of it is named, the whole.
      drawn.columns += ((width as number | undefined) ?? (image as ImageData).width) / columnPixels;
    });
    watch('drawImage', ([image]) => {
      drawn.columns += (image as HTMLCanvasElement).width;
    });
    watch('fillText', () => {
      drawn.words += 1;
    });
  });
}

/** Since the counting began. */
const drawnOf = (page: Page): Promise<Drawn> => page.evaluate(() => Reflect.get(globalThis, 'drawn') as Drawn);

/** Sound of some pushes, the first of them at that column, a push a frame. */
async function hear(page: Page, from: number, count: number): Promise<void> {
  await page.evaluate(
    async ([from, count, columnsOfPush]) => {
      const bands = 36;
      for (let end = from + columnsOfPush; end <= from + count * columnsOfPush; end += columnsOfPush) {
        const columns = Uint8Array.from({ length: columnsOfPush * bands }, (_, at) => {
          const [column, band] = [end + Math.floor(at / bands), at % bands];
          return 255 * Math.max(0, Math.sin(column / 11)) * Math.abs(Math.cos(band / 2.5 + Math.sin(column / 40)));
        });
        const rmsDbfs = -30 + 12 * Math.sin(end);
        staged.emit('dictation:sound', { rmsDbfs, peakDbfs: rmsDbfs + 6, columns, endSeconds: end * 0.0125 });
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
    },
    [from, count, columnsOfPush] as const,
  );
}

async function say(page: Page, text: string): Promise<void> {
  await page.evaluate((unfinished) => {
    const words = unfinished.split(' ').map((word, index) => ({ text: word, startSeconds: 20.2 + 0.3 * index }));
    staged.emit('dictation:partial', { committed: '', unfinished, words });
  }, text);
}

async function layoutsOf(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const count = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? NaN;
  };
  const before = await count();
  await act();
  const layouts = (await count()) - before;
  await session.detach();
  return layouts;
}

test('sound draws its own columns and no word, and lays nothing out', async ({ stagedWindow: page }) => {
  await play(page, 'listening');
  await hear(page, 1600, 4 * pushes);
  await say(page, 'when i wrote the following');
  await countDrawings(page);
  const layouts = await layoutsOf(page, () => hear(page, 1920, 4 * pushes));
  const { columns, words } = await drawnOf(page);
  // Each push, the column that fades into it, and one more where a piece begins. The strip is 440 columns long.
  expect(columns / (4 * pushes)).toBeLessThan(columnsOfPush + 1.2);
  expect(columns / (4 * pushes)).toBeGreaterThanOrEqual(columnsOfPush);
  expect(words).toBe(0);
  // The number beside the level, a few times a second.
  expect(layouts).toBeLessThan(pushes);
});

test('what was drawn bit by bit is what is drawn at once', async ({ stagedWindow: page }) => {
  await play(page, 'listening');
  await hear(page, 1600, 3 * pushes);
  await say(page, 'when i wrote');
  await hear(page, 1840, 3 * pushes);
  await say(page, 'when i wrote the following pages');
  await hear(page, 2080, pushes);
  const strip = page.getByTestId('spectrogram');
  const grown = await strip.screenshot();
  // Another scheme and back: all is drawn anew.
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  const dark = await strip.screenshot();
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  const anew = await strip.screenshot();
  expect(dark.equals(grown)).toBe(false);
  expect(anew.equals(grown)).toBe(true);
});
