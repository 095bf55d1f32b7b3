import { mkdirSync } from 'node:fs';

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import type { SceneName } from '../support/windowScenes';
import { play } from './stagedWindow';
import { expect, test } from './test';

/** A state of the window: the scene that it is in, and how it is reached from there. */
export interface WindowState {
  readonly name: string;
  readonly scene: SceneName;
  readonly reach?: (page: Page) => Promise<void>;
}

/** Named in the environment when the pictures are to be looked at. */
const pictures = process.env['UTTER_PICTURES'];

/** Both schemes, and both ends of the window's size: the schemes differ in colour alone. */
const looks = [
  ['light', 1080, 720],
  ['dark', 1080, 720],
  ['light', 720, 480],
] as const;

/** A test for each state, in each look: complaints of the page, accessibility, a picture. */
export function testStates(states: readonly WindowState[]): void {
  // They are many and know nothing of each other: whichever worker is free takes the next.
  test.describe.configure({ mode: 'parallel' });
  for (const { name, scene, reach } of states) {
    test(`${name} is without complaint and accessible`, async ({ stagedWindow: page, complaints }) => {
      for (const [colorScheme, width, height] of looks) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await play(page, scene);
        await reach?.(page);
        // These takes have no audio on disk, which the window says in its own words.
        expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
        if (width === 1080) await expectAccessible(page, colorScheme);
        await expectNoSidewaysScroll(page);
        if (pictures !== undefined) {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: `${pictures}/${name}-${width}-${colorScheme}.png` });
        }
      }
    });
  }
}

/**
 * All rules but one: a menu that floats above the page stands outside its landmarks by nature. Of the dark scheme, which differs in
 * colour alone, the rules of colour.
 */
async function expectAccessible(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const chosen = colorScheme === 'light' ? axe.disableRules('region') : axe.withRules('color-contrast');
  const { violations } = await chosen.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}
