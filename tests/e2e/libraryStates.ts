import { expect } from './test';
import type { WindowState } from './windowStates';
import { inLibrary } from './windowSteps';

/** The Library in its states. */
export const libraryStates: readonly WindowState[] = [
  { name: 'library-empty', scene: 'library-empty', reach: inLibrary },
  {
    name: 'library',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('take-text')).toContainText('deliberately');
    },
  },
  {
    name: 'library-tags',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      for (const tag of ['garden', 'letters to be sent', 'walden']) {
        await page.getByTestId('tag').fill(tag);
        await page.keyboard.press('Enter');
        await expect(page.getByTestId('tags')).toContainText(tag);
      }
      await page.getByTestId('pin').click();
    },
  },
  {
    name: 'library-review',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('review-offer')).toContainText('4 uncertain words');
      await page.keyboard.press('F8');
      await page.keyboard.press('F8');
      await expect(page.getByTestId('review-place')).toHaveText('2 of 4');
    },
  },
  {
    name: 'library-replace',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await page.keyboard.press('Control+h');
      await page.keyboard.type('not');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('find-count')).toHaveText('2 of 5');
    },
  },
  {
    name: 'library-files',
    scene: 'library-files',
    reach: async (page) => {
      await inLibrary(page);
      await page.getByTestId('show-files').click();
      await expect(page.getByTestId('sound-file')).toHaveCount(4);
    },
  },
  {
    name: 'library-again',
    scene: 'library-again',
    reach: async (page) => {
      await inLibrary(page);
      await page.getByTestId('more').click();
      await page.getByTestId('more-again').click();
      await expect(page.getByTestId('again-start')).toBeVisible();
    },
  },
  {
    name: 'library-cut-off',
    scene: 'library-cut-off',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('cut-off')).toContainText('The last words here were still being heard');
    },
  },
  {
    name: 'library-compare',
    scene: 'library-again',
    reach: async (page) => {
      await inLibrary(page);
      await page.getByTestId('compare-texts').click();
      await expect(page.getByTestId('compare-before').locator('.other').first()).toHaveText('would');
    },
  },
  {
    name: 'library-search',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await page.keyboard.press('Control+f');
      await page.keyboard.type('wo');
      await expect(page.getByTestId('found')).toHaveText('2 takes');
      await expect(page.getByTestId('take-item').first().locator('mark').first()).toHaveText(/^wo/);
    },
  },
  {
    name: 'library-nothing',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await page.keyboard.press('Control+f');
      await page.keyboard.type('xylophone');
      await expect(page.getByTestId('found')).toHaveText('Nothing found');
      await expect(page.getByTestId('take')).toBeHidden();
    },
  },
  {
    name: 'library-chosen',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('take-item').first()).toBeFocused();
      await page.keyboard.press('Shift+ArrowDown');
      await expect(page.getByTestId('chosen')).toContainText('2 takes');
    },
  },
  {
    name: 'export',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('take')).toBeVisible();
      await page.keyboard.press('Control+e');
      await expect(page.getByTestId('export-srt')).toBeVisible();
    },
  },
  {
    name: 'export-options',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('take')).toBeVisible();
      await page.keyboard.press('Control+e');
      await page.getByTestId('export-options').click();
      await page.getByTestId('export-times').check();
      await expect(page.getByTestId('export-preview')).toContainText('[0:20] i did not wish');
    },
  },
  {
    name: 'editing',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await page.getByTestId('take-text').getByText('resignation').dblclick();
      await expect(page.getByTestId('editor')).toBeFocused();
    },
  },
  {
    name: 'deleted',
    scene: 'library',
    reach: async (page) => {
      await inLibrary(page);
      await page.getByTestId('delete').click();
      await expect(page.getByTestId('toast')).toContainText('is deleted');
    },
  },
];
