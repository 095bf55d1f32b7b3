import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { app, dialog } from 'electron';

/** Asks where to write a file; null when the user cancels. Whoever writes there may replace what is there: the user has said so. */
export async function askWhereTo(suggestedName: string, extension: string): Promise<string | null> {
  const answer = await dialog.showSaveDialog({
    defaultPath: suggestedName,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    // Windows and macOS ask before a file is replaced in any case; GTK does so only where it is told to.
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}

export const askForModel = (): Promise<string | null> => askForFile('Utter model', 'utter');

/** Null when the user cancels. */
async function askForFile(name: string, extension: string): Promise<string | null> {
  const filters = [{ name, extensions: [extension] }];
  const answer = await dialog.showOpenDialog({ properties: ['openFile'], filters });
  return answer.filePaths[0] ?? null;
}

export const askForArchive = (): Promise<string | null> => askForFile('Archive of Utter', 'tar');

export const askForText = (): Promise<string | null> => askForFile('Text', 'txt');

export async function askWhichCorpus(from: 'folder' | 'list'): Promise<string | null> {
  const isFolder = from === 'folder';
  const filters = isFolder ? [] : [{ name: 'List of recordings', extensions: ['tsv', 'csv', 'json', 'jsonl'] }];
  const answer = await dialog.showOpenDialog({ properties: [isFolder ? 'openDirectory' : 'openFile'], filters });
  return answer.filePaths[0] ?? null;
}

/** Texts to learn words from; none when the user cancels. */
export async function askWhichDocuments(): Promise<readonly string[]> {
  const filters = [{ name: 'Texts', extensions: ['txt', 'md'] }];
  const answer = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'], filters });
  return answer.filePaths;
}

/** None when the user cancels. */
export async function askWhichSounds(extensions: readonly string[]): Promise<readonly string[]> {
  const filters = [
    { name: 'Sound files', extensions: [...extensions] },
    { name: 'All files', extensions: ['*'] },
  ];
  const answer = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'], filters });
  return answer.filePaths;
}

export async function askWhichFolder(): Promise<string | null> {
  const answer = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
  return answer.filePaths[0] ?? null;
}

/**
 * Before there is a window: says why there will be none, and ends the app, which would go on unseen. Who asks it to end meanwhile need
 * not close the box: one that waits for it would hold up all else.
 */
export function giveUpStarting(cause: unknown): void {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const folder = app.getPath('userData');
  const hasTakes = existsSync(join(folder, 'takes'));
  const end = (): void => {
    app.exit(1);
  };
  app.on('before-quit', end);
  dialog
    .showMessageBox({
      type: 'error',
      title: 'Utter cannot start',
      message: 'Utter cannot start',
      buttons: ['Close'],
      defaultId: 0,
      detail: hasTakes ? `${reason}\n\nWhat you dictated is kept in ${folder}, and was not changed.` : reason,
    })
    .then(end, end);
}
