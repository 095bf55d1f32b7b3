import { join } from 'node:path';

import type { Failure } from '../../contract/result';
import type { BundledId } from '../../contract/voice';

/** The acoustic models that come with Utter: the light one needs no encoder, and serves where the other cannot be loaded. */
export const bundledModels = {
  bundled: { name: 'English', file: 'english.utter' },
  'bundled-light': { name: 'English, light', file: 'english-light.utter' },
} as const satisfies Record<BundledId, { readonly name: string; readonly file: string }>;

/** Where each of them lies. @param resourcesFolder what comes with Utter */
export const bundledPaths = (resourcesFolder: string): Record<BundledId, string> => ({
  bundled: join(resourcesFolder, 'models', bundledModels.bundled.file),
  'bundled-light': join(resourcesFolder, 'models', bundledModels['bundled-light'].file),
});

/** Whether another model may do where this one has failed. */
export const isOfModel = ({ code }: Failure): boolean => code === 'model-missing' || code === 'model-refused';

/** What is said where one model stands in for another. */
export const usedInPlace = (name: string, standIn: string, { message }: Failure): string =>
  `“${name}” cannot be loaded, and “${standIn}” is used in its place: ${message}`;
