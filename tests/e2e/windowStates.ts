import { mkdirSync } from 'node:fs';

import type { Page } from '@playwright/test';
import axe from 'axe-core';

import type { SceneName } from '../support/windowScenes';
import { play } from './stagedWindow';
import { expect, test } from './test';
import { scrolledSideways } from './windowSteps';

/** A state of the window: the scene that it is in, and how it is reached from there. */
export interface WindowState {
  readonly name: string;
  readonly scene: SceneName;
  readonly reach?: (page: Page) => Promise<void>;
}

/** Named in the environment when the pictures are to be looked at. */
const pictures = process.env['UTTER_PICTURES'];

/** A test for each state: complaints of the page, accessibility, a picture. */
export function testStates(states: readonly WindowState[]): void {
  // They are many and know nothing of each other: whichever worker is free takes the next.
  test.describe.configure({ mode: 'parallel' });
  for (const { name, scene, reach } of states) {
    const shown = async (page: Page, width: number, height: number): Promise<void> => {
      await page.setViewportSize({ width, height });
      await play(page, scene);
      await reach?.(page);
      expect(await scrolledSideways(page)).toEqual([]);
    };
    test(`${name} is without complaint and accessible`, async ({ stagedWindow: page, complaints }) => {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await shown(page, 1080, 720);
      await page.evaluate(axe.source);
      expect(await violations(page, { runOnly: ['color-contrast'] })).toEqual([]);
      await takePicture(page, `${name}-1080-dark`);
      // The schemes differ in colour alone, and a window follows its system from one to the other.
      await page.emulateMedia({ colorScheme: 'light' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
      // All rules but one: a menu that floats above the page stands outside its landmarks by nature.
      expect(await violations(page, { rules: { region: { enabled: false } } })).toEqual([]);
      await takePicture(page, `${name}-1080-light`);
      await shown(page, 720, 480);
      await takePicture(page, `${name}-720-light`);
      expect(await cutWithoutTip(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}

test('the pill is without complaint and accessible', async ({ stagedWindow: page, complaints }) => {
  await page.setViewportSize({ width: 240, height: 44 });
  for (const scene of ['just-started', 'listening', 'interrupted'] as const) {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await play(page, scene, 'pill');
      await expect(page.getByTestId('pill')).toBeVisible();
      await page.evaluate(axe.source);
      // It is a control, and no page with headings.
      const rules = { 'page-has-heading-one': { enabled: false } };
      expect(await violations(page, { rules }), scene).toEqual([]);
      await takePicture(page, `pill-${scene}-${colorScheme}`);
    }
  }
  expect(complaints).toEqual([]);
});

/** What breaks which rule. Of what breaks none only as much is told as need be: it is far more. */
function violations(page: Page, rules: axe.RunOptions): Promise<string[]> {
  return page.evaluate(
    async (options) => {
      const { axe: engine } = window as unknown as { readonly axe: typeof axe };
      const found = await engine.run(document, options);
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    { ...rules, resultTypes: ['violations'] } satisfies axe.RunOptions,
  );
}

async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png` });
}

/** What is cut off with an ellipsis and does not tell its whole text to a pointer. */
function cutWithoutTip(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      const isCut = element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === 'ellipsis';
      if (!isCut) return [];
      element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      return element.closest('[title]:not([title=""])') === null ? [element.outerHTML] : [];
    }),
  );
}
