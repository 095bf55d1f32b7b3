import type { Page } from '@playwright/test';

/** Ways through the window, as with the keyboard. */
export async function inLibrary(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
}

export async function inTrain(page: Page): Promise<void> {
  await page.keyboard.press('Control+3');
}

export async function inSetUp(page: Page): Promise<void> {
  await inTrain(page);
  await page.getByRole('radio', { name: 'Set-up' }).click();
}

export async function inModels(page: Page): Promise<void> {
  await page.keyboard.press('Control+5');
  await page.getByTestId('list-models').click();
}

export async function openVocabulary(page: Page): Promise<void> {
  await page.keyboard.press('Control+4');
}

export async function openCommands(page: Page): Promise<void> {
  await page.keyboard.press('Control+4');
  await page.getByRole('radio', { name: 'Commands' }).click();
}

export async function openLicences(page: Page): Promise<void> {
  await page.keyboard.press('Control+5');
  await page.getByTestId('show-licences').click();
}

/** What can be scrolled sideways, and what runs out of its place unseen; the strip of sound is to, it moves through its place. */
export function scrolledSideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'html, body *:not(.visually-hidden, .visually-hidden *, [data-testid=spectrogram])',
      ),
    ].flatMap((element) => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isWider = element.scrollWidth > element.clientWidth && element.clientWidth > 0;
      // The window's own place is that of its root.
      const isPlace = overflowX !== 'visible' || element === document.documentElement;
      return isWider && isPlace && textOverflow !== 'ellipsis'
        ? [`${element.tagName} ${element.className}: ${element.scrollWidth} in ${element.clientWidth}`]
        : [];
    }),
  );
}
