import type { Page } from '@playwright/test';

import { libraryStates } from './libraryStates';
import { expect } from './test';
import { testStates, type WindowState } from './windowStates';
import { inLibrary, openCommands, openLicences, openVocabulary } from './windowSteps';

/** Before the window has main's answer it knows of no take, and of no level. */
async function level(page: Page, rmsDbfs: number, count = 1): Promise<void> {
  await expect(page.getByTestId('toggle')).toHaveText(/Stop/u);
  await page.evaluate(
    ([rms, times]) => {
      const silence = { columns: new Uint8Array(), endSeconds: 0 };
      for (let at = 0; at < times; at += 1)
        staged.emit('dictation:sound', { rmsDbfs: rms, peakDbfs: rms + 6, ...silence });
    },
    [rmsDbfs, count] as const,
  );
}

const states: readonly WindowState[] = [
  { name: 'first-run', scene: 'first-run' },
  {
    name: 'level-check',
    scene: 'first-run',
    reach: async (page) => {
      await page.getByTestId('check-level').click();
      await page.evaluate(() => {
        for (let at = 0; at < 40; at += 1) {
          const rmsDbfs = at % 4 === 0 ? -62 : -24;
          staged.emit('voice:level', { rmsDbfs, peakDbfs: rmsDbfs + 9 });
        }
      });
      await expect(page.getByTestId('level-verdict')).toHaveText('Good level.');
    },
  },
  { name: 'ready', scene: 'ready' },
  {
    name: 'start-notes',
    scene: 'start-notes',
    reach: (page) => expect(page.getByTestId('start-notes')).toContainText('started again'),
  },
  { name: 'starting', scene: 'starting' },
  {
    name: 'listening',
    scene: 'listening',
    reach: async (page) => {
      await level(page, -18);
      await page.evaluate(() => {
        const words = 'when i wrote the following pages or rat'
          .split(' ')
          .map((text, index) => ({ text, startSeconds: 18.2 + 0.45 * index }));
        staged.emit('dictation:partial', {
          committed: 'when i wrote the following',
          unfinished: 'pages or rat',
          words,
        });
        // Vowels, as it were: bands that rise and fall, and pauses between them.
        const bands = 36;
        const columns = Uint8Array.from({ length: 560 * bands }, (_, place) => {
          const [column, band] = [Math.floor(place / bands), place % bands];
          const loudness = Math.max(0, Math.sin(column / 11) * (1 - band / 50));
          return 255 * loudness * Math.abs(Math.cos(band / 2.5 + Math.sin(column / 40)));
        });
        staged.emit('dictation:sound', { rmsDbfs: -18, peakDbfs: -12, columns, endSeconds: 22 });
      });
      await expect(page.getByTestId('unfinished')).toHaveText('pages or rat');
      await expect(page.getByTestId('spectrogram')).toHaveCount(1);
    },
  },
  {
    name: 'shaped',
    scene: 'shaped',
    reach: async (page) => {
      await level(page, -21);
      await page.evaluate(() => {
        staged.emit('dictation:partial', {
          committed: 'the beans comma though comma',
          unfinished: 'are new',
          shaped: { committed: ' The beans, though,', unfinished: ' are new' },
        });
      });
      await expect(page.getByTestId('transcript')).toContainText('holding. The beans, though, are new');
    },
  },
  {
    name: 'library-shaped',
    scene: 'library-shaped',
    reach: async (page) => {
      await inLibrary(page);
      await expect(page.getByTestId('take-text')).toContainText('but the well is holding.');
    },
  },
  {
    name: 'silent',
    scene: 'just-started',
    reach: async (page) => {
      await level(page, -72);
      await expect(page.getByTestId('hint')).toContainText('Hardly any sound');
    },
  },
  {
    name: 'clipping',
    scene: 'just-started',
    reach: async (page) => {
      await level(page, -4, 4);
      await expect(page.getByTestId('hint')).toContainText('too loud');
    },
  },
  { name: 'interrupted', scene: 'interrupted' },
  { name: 'restarting', scene: 'restarting' },
  { name: 'no-microphone', scene: 'no-microphone' },
  {
    name: 'stopped',
    scene: 'listening',
    reach: async (page) => {
      await page.getByTestId('toggle').click();
      await expect(page.getByTestId('kept')).toContainText('Kept as');
    },
  },
  {
    name: 'no-words-heard',
    scene: 'just-started',
    reach: async (page) => {
      await page.getByTestId('toggle').click();
      await expect(page.getByTestId('kept')).toContainText('The sound is kept');
      await expect(page.getByText('No words were heard.')).toBeVisible();
    },
  },
  {
    name: 'picker',
    scene: 'ready',
    reach: async (page) => {
      await page.getByTestId('microphone').click();
      await expect(page.getByRole('option', { name: 'Røde NT-USB' })).toBeVisible();
    },
  },
  {
    name: 'keys',
    scene: 'ready',
    reach: async (page) => {
      await page.keyboard.press('?');
      await expect(page.getByTestId('key-map')).toBeVisible();
    },
  },
  ...libraryStates,
  { name: 'settings', scene: 'ready', reach: (page) => page.keyboard.press('Control+5') },
  {
    name: 'licences',
    scene: 'ready',
    reach: async (page) => {
      await openLicences(page);
      await expect(page.getByTestId('licences')).toBeVisible();
    },
  },
  {
    name: 'settings-keep',
    scene: 'ready',
    reach: async (page) => {
      await page.keyboard.press('Control+5');
      await page.getByTestId('keep-days').click();
      await page.getByRole('option', { name: '7 days' }).click();
      await expect(page.getByTestId('keep-days')).toContainText('7 days');
      await page.getByTestId('archive-restore').click();
      await expect(page.getByTestId('archive-report')).toContainText('12 takes');
    },
  },
  {
    name: 'words',
    scene: 'words',
    reach: async (page) => {
      await openVocabulary(page);
      await expect(page.getByTestId('misheard')).toContainText('2 times');
    },
  },
  { name: 'words-empty', scene: 'ready', reach: openVocabulary },
  { name: 'words-many', scene: 'words-many', reach: openVocabulary },
  {
    name: 'vocabulary',
    scene: 'ready',
    reach: async (page) => {
      await openVocabulary(page);
      await page.getByTestId('vocabulary').fill('Kowalczyk\nPort Haven\nroom 12');
      await page.getByTestId('vocabulary').blur();
      await expect(page.getByRole('status').filter({ hasText: 'room 12' })).toBeVisible();
    },
  },
  {
    name: 'commands',
    scene: 'ready',
    reach: async (page) => {
      await openCommands(page);
      await page.getByTestId('add-command').click();
      await page.keyboard.type('Comma');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('commands')).toContainText('This phrase is in the list already.');
    },
  },
];

testStates(states);
