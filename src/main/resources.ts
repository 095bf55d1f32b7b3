import { join } from 'node:path';

import { app } from 'electron';

import type { ModelFiles } from '../contract/modelFiles';
import { BundledId, type ModelEntry } from '../contract/voice';
import type { BackendStore, ModelKind } from '../platform/acoustic/backendStore';
import { bundledPaths } from '../platform/acoustic/bundledModels';
import { marksNextTo } from '../platform/acoustic/marksFile';
import { readModelHeader } from '../platform/acoustic/modelFile';
import { encoderBeside } from '../platform/acoustic/openEncoder';
import { languageModelBeside } from '../platform/languageModel/languageModelBeside';
import { rescorerNextTo } from '../platform/recognition/rescorerFile';
import type { ModelStore } from '../platform/userFolder/modelStore';

/** What comes with the app. */
export const resourcesFolder = (): string =>
  app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources');

/** The models that come with the app; from a checkout, another one may be named in the place of the first. */
export function modelPaths(): Record<BundledId, string> {
  const named = app.isPackaged ? undefined : process.env['UTTER_MODEL'];
  return { ...bundledPaths(resourcesFolder()), ...(named !== undefined && { bundled: named }) };
}

/** A model, what serves it, and what computes it here. The user's own models have no encoder beside them, and a language model where they were taught words. */
export function filesOf(store: ModelStore, { id }: ModelEntry, backends: BackendStore): ModelFiles {
  const modelPath = store.path(id);
  const kind = kindOf(modelPath);
  const marksPath = marksNextTo(store.path('bundled'));
  const rescorerPath = rescorerNextTo(store.path('bundled'));
  const computed = { modelPath, marksPath, rescorerPath, ...(kind !== null && { backend: backends.backendFor(kind) }) };
  if (BundledId.safeParse(id).success) return computed;
  const languageModelPath = languageModelBeside(modelPath) ?? languageModelBeside(store.path('bundled'));
  const encoderPath = encoderBeside(store.path('bundled'));
  return { ...computed, encoderPath, ...(languageModelPath !== null && { languageModelPath }) };
}

/** Null where the model cannot be read; whoever loads it tells why. */
export function kindOf(modelPath: string): ModelKind | null {
  const header = readModelHeader(modelPath);
  return header.ok ? header.value.features.kind : null;
}
