import { join } from 'node:path';

import { app } from 'electron';

import type { ModelFiles } from '../contract/modelFiles';
import { BundledId, type ModelEntry } from '../contract/voice';
import { bundledPaths } from '../platform/acoustic/bundledModels';
import { encoderBeside } from '../platform/acoustic/openEncoder';
import { languageModelBeside } from '../platform/recognition/openDecoder';
import type { ModelStore } from '../platform/userFolder/modelStore';

/** What comes with the app. */
export const resourcesFolder = (): string =>
  app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources');

/** The models that come with the app; from a checkout, another one may be named in the place of the first. */
export function modelPaths(): Record<BundledId, string> {
  const named = app.isPackaged ? undefined : process.env['UTTER_MODEL'];
  return { ...bundledPaths(resourcesFolder()), ...(named !== undefined && { bundled: named }) };
}

/** The user's own models have neither language model nor encoder beside them. */
export function filesOf(store: ModelStore, { id }: ModelEntry): ModelFiles {
  const modelPath = store.path(id);
  if (BundledId.safeParse(id).success) return { modelPath };
  const languageModelPath = languageModelBeside(store.path('bundled'));
  const encoderPath = encoderBeside(store.path('bundled'));
  return { modelPath, encoderPath, ...(languageModelPath !== null && { languageModelPath }) };
}
