import type { Page } from '@playwright/test';

/** Files are dragged from elsewhere and let go over the page: the paths are real, and Chromium makes the page's files of them. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  // Nobody listens before the window is drawn.
  await page.getByTestId('nav-library').waitFor();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data });
  await session.detach();
}
