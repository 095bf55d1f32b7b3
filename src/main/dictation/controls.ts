import type { Dictation } from './dictation';

/** How a take is started and stopped from outside the window; what is so already stays so. */
export interface Controls {
  readonly start: () => void;
  readonly stop: () => void;
  readonly toggle: () => void;
}

/** @param microphone the chosen one, asked at each start */
export function controlsOf(dictation: Dictation, microphone: () => string | null): Controls {
  const start = (): void => {
    if (dictation.takeId === null) void dictation.start(microphone());
  };
  const stop = (): void => {
    if (dictation.takeId !== null) void dictation.stop();
  };
  const toggle = (): void => {
    (dictation.takeId === null ? start : stop)();
  };
  return { start, stop, toggle };
}
