import type { Bridge } from '../contract/ipc';

declare global {
  interface Window {
    readonly utter: Bridge;
  }
}

/** The only file of the window that touches what the preload script put there. */
export const bridge: Bridge = window.utter;
