/** Names of everything the window may ask, and of everything main tells it; without zod, because the preload script bundles this file. */
export const requestNames = [
  'system:status',
  'devices:list',
  'dictation:state',
  'dictation:start',
  'dictation:stop',
  'takes:list',
  'takes:get',
  'takes:rename',
  'takes:correct',
  'takes:delete',
  'takes:restore',
  'takes:export',
  'models:list',
  'models:use',
  'models:roll-back',
  'models:import',
  'settings:get',
  'settings:set',
] as const;

export const eventNames = [
  'dictation:state',
  'dictation:partial',
  'dictation:final',
  'dictation:level',
  'takes:changed',
] as const;

export type RequestName = (typeof requestNames)[number];
export type EventName = (typeof eventNames)[number];
